"""完成时限: which items are past their own day and not done, and which are due soon, as a person may read it.

The office, and who reads everything beside it, also reads days that nobody has confirmed. Units and leaders read
confirmed days alone: an unconfirmed one is a suggestion of the machine.
"""

from datetime import date, timedelta

from django.db.models import Q

from tasks.assessing.lagging import SignalCode
from tasks.enums import DeadlineState, Outcome
from tasks.models import EntryQuerySet, ProgressEntry, User
from tasks.models.ending import find_ending
from tasks.permissions import Permission, can
from tasks.plans.deadlines import read_item_deadline

#: so many days ahead an item counts as due soon
SOON = 30


def filter_unfinished(user: User, entries: EntryQuerySet) -> EntryQuerySet:
    """Selects the entries for which ``is_unfinished`` holds."""
    return entries.signalled(SignalCode.OVERDUE).filter(build_readable_condition(user))


def is_unfinished(user: User, entry: ProgressEntry) -> bool:
    """Returns whether the item is 逾期未完成: its day has passed without a report of its completion, as 预警 finds."""
    return entry.has_signal(SignalCode.OVERDUE) and is_day_readable(user, entry)


def filter_due_soon(user: User, entries: EntryQuerySet, today: date) -> EntryQuerySet:
    """Selects the entries for which ``is_due_soon`` holds."""
    dated = Q(task__ending=None, edition__due_on__gte=today, edition__due_on__lte=today + timedelta(days=SOON))
    not_done = Q(judgement=None) | ~Q(judgement__outcome=Outcome.REACHED)
    return entries.filter(dated, not_done, build_readable_condition(user))


def is_due_soon(user: User, entry: ProgressEntry, today: date) -> bool:
    """Returns whether the item's day is today or within ``SOON`` days, it has not ended, and nobody has judged it done."""
    day = read_item_deadline(user, entry.edition).on
    is_done = entry.judgement is not None and entry.judgement.outcome == Outcome.REACHED
    is_over = is_done or find_ending(entry.task) is not None
    return day is not None and not is_over and today <= day <= today + timedelta(days=SOON)


def build_readable_condition(user: User) -> Q:
    """Builds ``is_day_readable`` for entries in the database."""
    return Q() if can(user, Permission.SEE_SUGGESTIONS) else Q(edition__due_state=DeadlineState.CONFIRMED)


def is_day_readable(user: User, entry: ProgressEntry) -> bool:
    """Returns whether the person may read the day of the entry's item."""
    return can(user, Permission.SEE_SUGGESTIONS) or entry.edition.due_state == DeadlineState.CONFIRMED
