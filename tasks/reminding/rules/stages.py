"""The course of one entry: on which days which reminder is reached. Of several that were reached, the last one counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from tasks.enums import ReminderKind
from tasks.reminding.rules.records import OwedItem, WorkingDays
from tasks.reminding.rules.settings import AUTOMATIC, ReminderRules

#: what no longer makes sense once the deadline has passed
BEFORE_THE_DEADLINE = (ReminderKind.OPENED, ReminderKind.COMING_DUE, ReminderKind.DUE)


@dataclass(frozen=True)
class ReminderStage:
    """A reminder and the day on which it is reached.

    Attributes:
        key: the same deadline and step give the same key, a moved deadline another.
    """

    on: date
    kind: ReminderKind
    key: str

    @property
    def place(self) -> tuple[date, int]:
        """The order: by day, and on one day the more pressing one last."""
        return self.on, AUTOMATIC.index(self.kind)


def compute_last_working_day(deadline: date, days: WorkingDays) -> date:
    """The deadline, or the last working day before it when it is a day of rest."""
    return deadline if days.works_on(deadline) else days.before(deadline, 1)


def list_reminder_stages(
    item: OwedItem, rules: ReminderRules, days: WorkingDays, until: date
) -> list[ReminderStage]:
    """Every reminder of the kinds that are on that is reached up to ``until``, in order.

    What lies before a return is left out: what was asked then was done.
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


def find_current_stage(
    item: OwedItem, rules: ReminderRules, days: WorkingDays, on: date
) -> ReminderStage | None:
    """The reminder that holds on the day ``on``, whether it was reached today or missed before."""
    stages = list_reminder_stages(item, rules, days, on)
    if on > item.deadline:
        stages = [stage for stage in stages if stage.kind not in BEFORE_THE_DEADLINE]
    return stages[-1] if stages else None


def _iterate_before_deadline(
    item: OwedItem, rules: ReminderRules, days: WorkingDays, until: date
) -> Iterator[ReminderStage]:
    """Opening, the steps towards the deadline, the deadline; a step on the day of the opening is not repeated."""
    # opened before the day that was planned: it is open all the same
    opened = min(item.opened_on, until)
    last = compute_last_working_day(item.deadline, days)
    yield ReminderStage(opened, ReminderKind.OPENED, f"opened/entry:{item.entry}")
    for step in rules.days_before:
        day = days.before(last, step)
        if day > opened:
            yield ReminderStage(
                day, ReminderKind.COMING_DUE, f"coming_due/entry:{item.entry}/{item.deadline}/{step}"
            )
    if last > opened:
        yield ReminderStage(last, ReminderKind.DUE, f"due/entry:{item.entry}/{item.deadline}")


def _iterate_after_deadline(
    item: OwedItem, rules: ReminderRules, days: WorkingDays, until: date
) -> Iterator[ReminderStage]:
    """Overdue, once or again and again as the rules say; and returned."""
    day = days.after(item.deadline, rules.overdue_after)
    for number in count(1):
        yield ReminderStage(day, ReminderKind.OVERDUE, f"overdue/entry:{item.entry}/{item.deadline}/{number}")
        if not rules.overdue_every or day > until:
            break
        day = days.after(day, rules.overdue_every)
    if item.returned_on:
        day = days.after(item.returned_on, rules.returned_after)
        yield ReminderStage(day, ReminderKind.RETURNED, f"returned/entry:{item.entry}/{item.returned_on}")
