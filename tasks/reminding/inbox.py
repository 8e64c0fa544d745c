"""通知 as its pages read it: a person's own inbox, each notice line by line, each line with the way to what it tells of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, Prefetch, QuerySet, When

from tasks.models import Notice, Reminder, User
from tasks.queries import entries_visible_to, notices_visible_to

UNREAD_FIRST = Case(When(read_at__isnull=True, then=0), default=1)
#: as much of a line as a reminder keeps
LONGEST_LINE = Reminder._meta.get_field("text").max_length
#: the address at which a person acts upon what he was told of
Way = Callable[[User, Reminder], str]


@dataclass(frozen=True)
class Line:
    """One line of a notice.

    Attributes:
        reminder: what it tells of; None for the words around it.
        address: where the person acts upon that; empty where he may not any more.
    """

    text: str
    reminder: Reminder | None = None
    address: str = ""


@dataclass(frozen=True)
class Opened:
    """A notice as it is read."""

    notice: Notice
    lines: list[Line]


def inbox_of(user: User) -> QuerySet[Notice]:
    """Everything that the person was told, what is unread before the rest, the newest first."""
    reminders = Prefetch("reminders", Reminder.objects.select_related("entry"))
    return (
        notices_visible_to(user)
        .select_related("sent_by__unit")
        .prefetch_related(reminders)
        .order_by(UNREAD_FIRST, "-sent_at", "-pk")
    )


def opened(user: User, notices: Iterable[Notice], way: Way) -> list[Opened]:
    """The notices line by line; an entry that is the person's no longer is told of and not led to."""
    notices = list(notices)
    told = {one.entry_id for notice in notices for one in notice.reminders.all() if one.entry_id}
    seen = set(entries_visible_to(user).filter(pk__in=told).values_list("pk", flat=True)) if told else set()

    def line(text: str, reminder: Reminder | None) -> Line:
        leads_on = reminder if reminder and reminder.entry_id in seen else None
        return Line(text, reminder, way(user, leads_on) if leads_on else "")

    return [Opened(notice, [line(*each) for each in _lines(notice)]) for notice in notices]


def _lines(notice: Notice) -> Iterator[tuple[str, Reminder | None]]:
    """The lines of the body, then what it is about and does not say."""
    told = {one.text: one for one in notice.reminders.all()}
    for text in filter(None, map(str.strip, notice.body.splitlines())):
        yield text, told.pop(text[:LONGEST_LINE], None)
    yield from told.items()
