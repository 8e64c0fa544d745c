"""通知: reads a person's inbox: each notice by lines, each line with the address where the person can act."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Prefetch, QuerySet, When

from tasks.enums import EntryState
from tasks.models import Notice, Reminder, User
from tasks.queries import prefetch_duties, select_visible_entries, select_visible_notices
from tasks.visible_words import read_return_reason

UNREAD_FIRST = Case(When(read_at__isnull=True, then=0), default=1)
#: the characters of a line that a reminder stores
LONGEST_LINE = Reminder._meta.get_field("text").max_length
#: the keys of what tells of a return by the office or by the unit's head, with the time of the return
TOLD_OF_RETURN = re.compile(r"(?:given_back/entry|sent-back):\d+/(.+)")
#: returns the address where a person can act on a reminder
AddressResolver = Callable[[User, Reminder], str]


@dataclass(frozen=True)
class NoticeLine:
    """One line of a notice.

    Attributes:
        reminder: the reminder that the line comes from; None for other text.
        address: where the person can act; empty if the person may not see the entry any more.
        reason: why an entry was returned, where the line tells of that and it has not been filed again; no notice keeps
            it, so that it goes out by no channel.
    """

    text: str
    reminder: Reminder | None = None
    address: str = ""
    reason: str = ""


@dataclass(frozen=True)
class NoticeContent:
    """A notice with its lines."""

    notice: Notice
    lines: list[NoticeLine]


def select_inbox_notices(user: User) -> QuerySet[Notice]:
    """Selects the person's notices, unread ones first, then the newest first."""
    reminders = Prefetch("reminders", Reminder.objects.select_related("entry"))
    return (
        select_visible_notices(user)
        .select_related("sent_by__unit")
        .prefetch_related(reminders)
        .order_by(UNREAD_FIRST, "-sent_at", "-pk")
    )


def build_notice_contents(user: User, notices: Iterable[Notice], resolve: AddressResolver) -> list[NoticeContent]:
    """Builds the notices by lines; an entry that the person may not see any more has no address.

    Args:
        resolve: returns the address for a reminder.
    """
    notices = list(notices)
    entries = {each.entry_id for notice in notices for each in notice.reminders.all() if each.entry_id}
    visible = (
        set(select_visible_entries(user).filter(pk__in=entries).values_list("pk", flat=True)) if entries else set()
    )
    reasons = _map_reminders_to_reasons(user, [each for notice in notices for each in notice.reminders.all()])

    def build_line(text: str, reminder: Reminder | None) -> NoticeLine:
        is_visible = reminder is not None and (reminder.entry_id is None or reminder.entry_id in visible)
        address = resolve(user, reminder) if reminder and is_visible else ""
        reason = reasons.get(reminder.pk, "") if reminder else ""
        return NoticeLine(text, reminder, address, reason)

    return [NoticeContent(notice, [build_line(*each) for each in _iterate_body_lines(notice)]) for notice in notices]


def _map_reminders_to_reasons(user: User, reminders: Iterable[Reminder]) -> dict[int, str]:
    """Returns reminder id → the reason of the return that it tells of, as long as that return is the entry's last."""
    told = {each: found[1] for each in reminders if each.entry_id and (found := TOLD_OF_RETURN.match(each.key))}
    if not told:
        return {}
    returned = select_visible_entries(user).filter(pk__in={each.entry_id for each in told}).exclude(return_reason="")
    entries = {entry.pk: entry for entry in prefetch_duties(returned)}
    return {
        each.pk: read_return_reason(user, entry)
        for each, when in told.items()
        if (entry := entries.get(each.entry_id or 0))
        and entry.state in (EntryState.DRAFT, EntryState.RETURNED)
        and entry.reviewed_at == datetime.fromisoformat(when)
    }


def _iterate_body_lines(notice: Notice) -> Iterator[tuple[str, Reminder | None]]:
    """Yields the lines of the body, then the reminders that the body does not contain."""
    reminders = {each.text: each for each in notice.reminders.all()}
    for text in filter(None, map(str.strip, notice.body.splitlines())):
        yield text, reminders.pop(text[:LONGEST_LINE], None)
    yield from reminders.items()
