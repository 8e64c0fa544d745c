"""往年同期: what was filed of the items with which one goes on, in the same period of their year and at its end."""

from dataclasses import dataclass

from django.db.models import Prefetch

from tasks.enums import ContinuationState
from tasks.models import ProgressEntry, Reading, Task, TaskContinuation, User
from tasks.queries import select_visible_entries


@dataclass(frozen=True)
class FormerYear:
    """An item with which one goes on, as its year went.

    Attributes:
        same: its entry of the period that ends with the same month; None without one, and at the end of the year.
        end: its entry of the last period of its year; None without one.
    """

    task: Task
    same: ProgressEntry | None
    end: ProgressEntry | None

    @property
    def entries(self) -> list[ProgressEntry]:
        return [entry for entry in (self.same, self.end) if entry]


def list_former_years(entry: ProgressEntry, user: User) -> list[FormerYear]:
    """Lists the items with which an entry's item is confirmed to go on directly, by year and number, as far as the user
    sees them and something of them was handed over; one query for an item without any, else two.

    Args:
        entry: with period and plan loaded.
    """
    pairs = TaskContinuation.objects.filter(later=entry.task_id, state=ContinuationState.CONFIRMED)
    found = select_visible_entries(user).handed_over().filter(task__in=pairs.order_by().values("earlier"))
    whole = found.select_related("period__plan", "judgement", "returned_revision", "task__item_kind", "task__plan")
    with_readings = whole.prefetch_related(Prefetch("readings", Reading.objects.select_related("indicator")))
    by_task: dict[int, list[ProgressEntry]] = {}
    for one in with_readings.order_by("period__plan__year", "task__item_kind_id", "task__number"):
        by_task.setdefault(one.task_id, []).append(one)
    years = [_build_former_year(entry, entries) for entries in by_task.values()]
    return [one for one in years if one.same or one.end]


def _build_former_year(entry: ProgressEntry, earlier: list[ProgressEntry]) -> FormerYear:
    months = entry.period.quarter.months
    same = next((one for one in earlier if one.period.quarter.months == months), None)
    end = next((one for one in earlier if one.period.quarter.is_last), None)
    return FormerYear(earlier[0].task, None if same is end else same, end)
