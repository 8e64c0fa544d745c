"""For whom a period is open: unit by unit what it files first, what it has filed, and which days were granted to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from tasks.enums import EntryState
from tasks.models import Period, ProgressEntry, Task, Unit
from tasks.models.plan import build_filing_unit_subquery


def filter_tasks_by_units(tasks: QuerySet[Task], units: Iterable[Unit]) -> QuerySet[Task]:
    """Those of the tasks that the units lead first, as they are worded now."""
    return tasks.alias(filer=build_filing_unit_subquery("current")).filter(
        filer__in=[unit.pk for unit in units]
    )


def select_unit_entries(period: Period, units: Iterable[Unit]) -> QuerySet[ProgressEntry]:
    """The period's entries that the units file."""
    return period.entries.filed_by(units)


@dataclass
class UnitOpening:
    """How a period stands for a unit that files something in it.

    Attributes:
        tasks: items that it leads first, whether opened or not.
        opened: those with an entry.
        to_file: those that it still has in its own hands.
        days: the later days granted for some of these.
    """

    unit: Unit
    tasks: int = 0
    opened: int = 0
    to_file: int = 0
    days: set[date] = field(default_factory=set)

    @property
    def pick(self) -> str:
        """What its box sends."""
        return str(self.unit.pk)

    @property
    def unopened(self) -> int:
        return self.tasks - self.opened


def list_unit_openings(period: Period) -> list[UnitOpening]:
    """Every unit that files something in the period, by name; three queries."""
    waiting = period.plan.tasks.filter(current__isnull=False).exclude(entries__period=period)
    unopened = (
        waiting.order_by().values_list(build_filing_unit_subquery("current")).annotate(count=Count("pk"))
    )
    opened = period.entries.order_by().annotate(lead=build_filing_unit_subquery("edition"))
    counted = opened.values_list("lead", "state", "due_on").annotate(count=Count("pk"))
    rows = [*((lead, None, None, count) for lead, count in unopened), *counted]
    units = Unit.objects.filter(pk__in={lead for lead, *_ in rows}).order_by("name")
    found = {unit.pk: UnitOpening(unit) for unit in units}
    for lead, state, day, count in rows:
        if lead in found:
            _count(found[lead], state, day, count)
    return list(found.values())


def _count(one: UnitOpening, state: str | None, day: date | None, count: int) -> None:
    one.tasks += count
    if state is None:
        return
    one.opened += count
    if EntryState(state).is_with_unit:
        one.to_file += count
        if day:
            one.days.add(day)
