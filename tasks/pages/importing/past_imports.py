"""最近的导入: what came in lately, and which of it the person may take back."""

from dataclasses import dataclass

from tasks import clock
from tasks.enums import EventKind
from tasks.models import Event, Job, Plan, PlanReport, User
from tasks.pages.frame.undo_offers import UndoOffer
from tasks.undoing.undoable_events import list_undoable_events

#: so many are listed
SHOWN = 10
#: the kinds of import → the kind of the audit row that takes one back
IMPORTS = {
    EventKind.DOCUMENT_IMPORTED: EventKind.IMPORT_TAKEN_BACK,
    EventKind.PLAN_REPORT_IMPORTED: EventKind.PLAN_REPORT_TAKEN_BACK,
}


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
    events = Event.objects.filter(government_id=user.home_id, kind__in=IMPORTS)
    shown = list(events.order_by("-pk")[:SHOWN])
    return build_past_imports(user, shown)


def find_import_of_job(user: User, job: Job) -> PastImport | None:
    """Finds what a job of the user has brought in; None where it brought nothing, or still goes on.

    The import stands in the audit log between the asking for the job and its end.
    """
    acts = dict(Event.objects.about(job).order_by().values_list("kind", "pk"))
    asked, ended = acts.get(EventKind.JOB_ASKED), acts.get(EventKind.JOB_ENDED)
    if asked is None or ended is None:
        return None
    name = job.arguments["pending"]["name"]
    imports = Event.objects.filter(kind=EventKind.DOCUMENT_IMPORTED, government_id=job.government_id)
    during = imports.filter(actor_id=job.person_id, pk__gt=asked, pk__lt=ended).order_by("-pk")
    event = next((one for one in during if one.after.get("文件") == name), None)
    if event is None:
        return None
    since = imports.filter(subject_id=event.subject_id, pk__gte=event.pk).order_by("pk")
    return build_past_imports(user, list(since))[0]


def build_past_imports(user: User, shown: list[Event]) -> list[PastImport]:
    """Builds what is shown of imports, in their order; of each plan and report the later ones must be among them."""
    plans, reports = (
        {event.subject_id for event in shown if event.kind == kind and event.subject_id is not None} for kind in IMPORTS
    )
    undoable = set(list_undoable_events(user, Plan.objects.filter(pk__in=plans)))
    if reports:
        undoable |= set(list_undoable_events(user, PlanReport.objects.filter(pk__in=reports)))
    subjects = {event.subject_id for event in shown if event.subject_id is not None}
    taken = Event.objects.filter(kind__in=IMPORTS.values(), subject_id__in=subjects).values_list(
        "pk", "subject_id", "kind"
    )
    return [
        PastImport(
            event,
            is_taken_back=is_next_taken_back(event, shown, list(taken)),
            offer=f"{UndoOffer(clock.get_timestamp(), (event.pk,))}" if event.pk in undoable else "",
        )
        for event in shown
    ]


def is_next_taken_back(event: Event, shown: list[Event], taken: list[tuple[int, int | None, EventKind]]) -> bool:
    """Whether the import was taken back before another one came to the same plan: only the last one can be."""
    later = [
        one.pk for one in shown if (one.kind, one.subject_id) == (event.kind, event.subject_id) and one.pk > event.pk
    ]
    end = min(later, default=float("inf"))
    sought = (event.subject_id, IMPORTS[event.kind])
    return any(event.pk < key < end and (subject, kind) == sought for key, subject, kind in taken)
