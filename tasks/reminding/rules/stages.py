"""Lists on which days an entry reaches which reminder; of several reached ones, the last counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from tasks.enums import ReminderKind
from tasks.reminding.rules.records import OwedItem, WorkingDays
from tasks.reminding.rules.settings import AUTOMATIC, ReminderRules

#: kinds that are not sent after the deadline
BEFORE_THE_DEADLINE = (ReminderKind.OPENED, ReminderKind.COMING_DUE, ReminderKind.DUE)


@dataclass(frozen=True)
class ReminderStage:
    """A reminder and the day on which it is reached.

    Attributes:
        key: the same for the same deadline and step; a moved deadline gives another key.
    """

    on: date
    kind: ReminderKind
    key: str

    @property
    def place(self) -> tuple[date, int]:
        """The sort key: by day, and the more urgent one last."""
        return self.on, AUTOMATIC.index(self.kind)


def compute_last_working_day(deadline: date, days: WorkingDays) -> date:
    """Returns the deadline, or the last working day before it if it is a day off."""
    return deadline if days.works_on(deadline) else days.before(deadline, 1)


def list_reminder_stages(item: OwedItem, rules: ReminderRules, days: WorkingDays, until: date) -> list[ReminderStage]:
    """Lists the reminders of the enabled kinds that are reached up to ``until``, in order.

    Those before a return are left out, because the unit had filed then.
    """
    reached = [
        stage
        for stage in (
            *_iterate_before_deadline(item, rules, days, until),
            *_iterate_after_deadline(item, rules, days, until),
        )
        if stage.kind in rules.kinds and stage.on <= until
    ]
    if item.returned_on:
        reached = [stage for stage in reached if stage.on >= item.returned_on]
    return sorted(reached, key=lambda stage: stage.place)


def find_current_stage(item: OwedItem, rules: ReminderRules, days: WorkingDays, on: date) -> ReminderStage | None:
    """Finds the reminder that applies on the day ``on``, whether it was reached then or missed before."""
    stages = list_reminder_stages(item, rules, days, on)
    if on > days.on_or_after(item.deadline):
        stages = [stage for stage in stages if stage.kind not in BEFORE_THE_DEADLINE]
    return stages[-1] if stages else None


def _iterate_before_deadline(
    item: OwedItem, rules: ReminderRules, days: WorkingDays, until: date
) -> Iterator[ReminderStage]:
    """Yields the opening, the later steps before the deadline, and the deadline."""
    # a period may open before the planned day
    opened = min(item.opened_on, until)
    last = compute_last_working_day(item.deadline, days)
    yield ReminderStage(opened, ReminderKind.OPENED, f"opened/entry:{item.entry}")
    for step in rules.days_before:
        day = days.before(last, step)
        if day > opened:
            yield ReminderStage(day, ReminderKind.COMING_DUE, f"coming_due/entry:{item.entry}/{item.deadline}/{step}")
    if last > opened:
        yield ReminderStage(last, ReminderKind.DUE, f"due/entry:{item.entry}/{item.deadline}")


def _iterate_after_deadline(
    item: OwedItem, rules: ReminderRules, days: WorkingDays, until: date
) -> Iterator[ReminderStage]:
    """Yields the overdue reminders, one or repeated by the rules, and the reminder of a return; what was filed until its
    last day and returned later was never overdue."""
    last_day = days.on_or_after(item.deadline)
    day = days.after(last_day, rules.overdue_after)
    for number in count(1) if item.returned_on is None or item.returned_on <= last_day else ():
        yield ReminderStage(day, ReminderKind.OVERDUE, f"overdue/entry:{item.entry}/{item.deadline}/{number}")
        if not rules.overdue_every or day > until:
            break
        day = days.after(day, rules.overdue_every)
    if item.returned_on:
        day = days.after(item.returned_on, rules.returned_after)
        yield ReminderStage(day, ReminderKind.RETURNED, f"returned/entry:{item.entry}/{item.returned_on}")
