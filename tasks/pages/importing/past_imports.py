"""最近的导入: what came in lately, and which of it the person may take back."""

from dataclasses import dataclass

from tasks import clock
from tasks.enums import EventKind
from tasks.models import Event, Plan, User
from tasks.pages.frame.undo_offers import UndoOffer
from tasks.undoing.undoable_events import list_undoable_events

#: so many are listed
SHOWN = 10


@dataclass(frozen=True)
class PastImport:
    """An import; ``offer`` takes it back, "" where it cannot be or is not the person's."""

    event: Event
    is_taken_back: bool
    offer: str

    @property
    def filename(self) -> str:
        return str(self.event.after.get("文件", ""))


def list_past_imports(user: User) -> list[PastImport]:
    """Lists the last imports of the person's government, the newest first."""
    events = Event.objects.filter(government_id=user.home_id, kind=EventKind.DOCUMENT_IMPORTED)
    shown = list(events.order_by("-pk")[:SHOWN])
    subjects = {event.subject_id for event in shown if event.subject_id is not None}
    undoable = set(list_undoable_events(user, Plan.objects.filter(pk__in=subjects)))
    taken = Event.objects.filter(kind=EventKind.IMPORT_TAKEN_BACK, subject_id__in=subjects).values_list(
        "pk", "subject_id"
    )
    return [
        PastImport(
            event,
            is_taken_back=is_next_taken_back(event, shown, list(taken)),
            offer=f"{UndoOffer(clock.get_timestamp(), (event.pk,))}" if event.pk in undoable else "",
        )
        for event in shown
    ]


def is_next_taken_back(event: Event, shown: list[Event], taken: list[tuple[int, int | None]]) -> bool:
    """Whether the import was taken back before another one came to the same plan: only the last one can be."""
    later = [one.pk for one in shown if one.subject_id == event.subject_id and one.pk > event.pk]
    end = min(later, default=float("inf"))
    return any(event.pk < key < end and subject == event.subject_id for key, subject in taken)
