"""单独开放: counts for each unit of a period its items, entries, unfiled entries and later days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tasks.enums import EndingKind, EntryState
from tasks.models import Edition, Period, ProgressEntry, Task, Unit
from tasks.models.ending import build_stopped_condition
from tasks.models.plan import build_filing_unit_subquery
from tasks.reminding.recipients import RecipientDirectory

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class HeldEdition(TypedDict):
    """The key of an item's edition that holds in a period."""

    held: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Held = WithAnnotations[Task, HeldEdition]


def filter_tasks_by_units(tasks: "QuerySet[Held]", units: Iterable[Unit]) -> "QuerySet[Held]":
    """Selects of ``select_unopened_tasks`` the items whose edition is filed by one of the units."""
    return tasks.alias(filer=build_filing_unit_subquery("held")).filter(filer__in=[unit.pk for unit in units])


def select_unopened_tasks(period: Period) -> "QuerySet[Held]":
    """Selects the items that have no entry in the period yet, each with ``held``, the key of its edition that holds in it.

    An item that was added from a later period on is none of them, nor one that was stopped before.
    """
    held = Edition.objects.filter(task=OuterRef("pk"), since__lte=period.number).order_by("-since").values("pk")[:1]
    waiting = period.plan.tasks.filter(current__isnull=False).exclude(entries__period=period)
    asked = waiting.exclude(build_stopped_condition(period.number))
    return asked.annotate(held=Subquery(held)).filter(held__isnull=False)


def count_done_items(period: Period) -> int:
    """Counts the items without an entry that are done by the period: opening it judges them 已完成, for good."""
    done = Q(ending__kind=EndingKind.DONE, ending__since__lte=period.number)
    return select_unopened_tasks(period).filter(done).count()


def select_unit_entries(period: Period, units: Iterable[Unit]) -> QuerySet[ProgressEntry]:
    """Selects the period's entries that the units file."""
    return period.entries.filed_by(units)


@dataclass
class UnitOpening:
    """The counts of a unit that files something in a period.

    Attributes:
        tasks: items that it files, with an entry or not.
        opened: items with an entry.
        to_file: entries that it still has to file.
        days: later days granted for these entries.
    """

    unit: Unit
    tasks: int = 0
    opened: int = 0
    to_file: int = 0
    days: set[date] = field(default_factory=set)

    @property
    def pick(self) -> str:
        """The value of its checkbox."""
        return str(self.unit.pk)

    @property
    def unopened(self) -> int:
        return self.tasks - self.opened


def list_unit_openings(period: Period) -> list[UnitOpening]:
    """Lists the units that file something in the period, by name, in three queries."""
    waiting = select_unopened_tasks(period).order_by()
    unopened = waiting.values_list(build_filing_unit_subquery("held")).annotate(count=Count("pk"))
    opened = period.entries.order_by().annotate(lead=build_filing_unit_subquery("edition"))
    counted = opened.values_list("lead", "state", "due_on").annotate(count=Count("pk"))
    rows = [*((lead, None, None, count) for lead, count in unopened), *counted]
    units = Unit.objects.filter(pk__in={lead for lead, *_ in rows}).order_by("name")
    found = {unit.pk: UnitOpening(unit) for unit in units}
    for lead, state, day, count in rows:
        if lead in found:
            _count(found[lead], state, day, count)
    return list(found.values())


def list_unreachable_openings(period: Period, rows: Iterable[UnitOpening]) -> list[UnitOpening]:
    """Lists of the rows the units that file an item not opened yet and have nobody with an account who could."""
    people = RecipientDirectory(period.plan.government)
    return [row for row in rows if row.unopened and not people.is_unit_reachable(row.unit)]


def _count(opening: UnitOpening, state: str | None, day: date | None, count: int) -> None:
    opening.tasks += count
    if state is None:
        return
    opening.opened += count
    if EntryState(state).is_with_unit:
        opening.to_file += count
        if day:
            opening.days.add(day)
