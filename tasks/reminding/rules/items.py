"""Finds who is to be told today that the day of an item itself comes near, or has passed."""

from collections.abc import Iterable, Iterator
from datetime import date

from tasks.enums import ReminderKind
from tasks.reminding.rules import wording
from tasks.reminding.rules.records import DatedItem, MessageLine, WorkingDays
from tasks.reminding.rules.settings import ReminderRules
from tasks.reminding.rules.stages import compute_last_working_day

#: so many working days the notice of a passed day is made up for; what is older is no news to anybody
LATEST = 10


def iterate_item_lines(
    items: Iterable[DatedItem], rules: ReminderRules, days: WorkingDays, on: date
) -> Iterator[tuple[int, MessageLine]]:
    """Yields the id of a person and a line: before the day to the clerks, after it also to the unit heads.

    The key names item and day, so that a moved day is told anew, and nothing twice.
    """
    for item in items:
        for kind in _list_kinds_due(item, rules, days, on):
            text = wording.describe_dated_item(item, kind, days, on)
            line = MessageLine(kind, f"{kind}/task:{item.task}/{item.due_on}", text, item.entry)
            for person in _get_item_recipients(item, kind):
                yield person, line


def _list_kinds_due(item: DatedItem, rules: ReminderRules, days: WorkingDays, on: date) -> list[ReminderKind]:
    if on <= item.due_on:
        first = days.before(compute_last_working_day(item.due_on, days), rules.item_due_before)
        is_due, kind = bool(rules.item_due_before) and first <= on, ReminderKind.ITEM_DUE
    else:
        first = days.after(item.due_on, rules.overdue_after)
        is_due, kind = first <= on <= days.after(first, LATEST), ReminderKind.ITEM_OVERDUE
    return [kind] if is_due and kind in rules.kinds else []


def _get_item_recipients(item: DatedItem, kind: ReminderKind) -> tuple[int, ...]:
    if kind == ReminderKind.ITEM_OVERDUE:
        return (*item.filers, *item.heads)
    return item.filers or item.heads
