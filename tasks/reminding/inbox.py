"""通知 as its pages read it: a person's own inbox, each notice line by line, each line with the way to what it tells of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, Prefetch, QuerySet, When

from tasks.models import Notice, Reminder, User
from tasks.queries import select_visible_entries, select_visible_notices

UNREAD_FIRST = Case(When(read_at__isnull=True, then=0), default=1)
#: as much of a line as a reminder keeps
LONGEST_LINE = Reminder._meta.get_field("text").max_length
#: the address at which a person acts upon what he was told of
AddressResolver = Callable[[User, Reminder], str]


@dataclass(frozen=True)
class NoticeLine:
    """One line of a notice.

    Attributes:
        reminder: what it tells of; None for the words around it.
        address: where the person acts upon that; empty where he may not any more.
    """

    text: str
    reminder: Reminder | None = None
    address: str = ""


@dataclass(frozen=True)
class NoticeContent:
    """A notice as it is read."""

    notice: Notice
    lines: list[NoticeLine]


def select_inbox_notices(user: User) -> QuerySet[Notice]:
    """Everything that the person was told, what is unread before the rest, the newest first."""
    reminders = Prefetch("reminders", Reminder.objects.select_related("entry"))
    return (
        select_visible_notices(user)
        .select_related("sent_by__unit")
        .prefetch_related(reminders)
        .order_by(UNREAD_FIRST, "-sent_at", "-pk")
    )


def build_notice_contents(user: User, notices: Iterable[Notice], way: AddressResolver) -> list[NoticeContent]:
    """The notices line by line; an entry that is the person's no longer is told of and not led to."""
    notices = list(notices)
    told = {one.entry_id for notice in notices for one in notice.reminders.all() if one.entry_id}
    seen = (
        set(select_visible_entries(user).filter(pk__in=told).values_list("pk", flat=True)) if told else set()
    )

    def line(text: str, reminder: Reminder | None) -> NoticeLine:
        leads_on = reminder if reminder and reminder.entry_id in seen else None
        return NoticeLine(text, reminder, way(user, leads_on) if leads_on else "")

    return [
        NoticeContent(notice, [line(*each) for each in _iterate_body_lines(notice)]) for notice in notices
    ]


def _iterate_body_lines(notice: Notice) -> Iterator[tuple[str, Reminder | None]]:
    """The lines of the body, then what it is about and does not say."""
    told = {one.text: one for one in notice.reminders.all()}
    for text in filter(None, map(str.strip, notice.body.splitlines())):
        yield text, told.pop(text[:LONGEST_LINE], None)
    yield from told.items()
