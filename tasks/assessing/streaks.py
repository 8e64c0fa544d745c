"""连续滞后: counts in how many consecutive periods an item was behind, and compares its judgement with 上期.

A streak counts the periods of one year that have begun, up to and including the entry's own. It ends with a period in
which the item was not behind, had no entry, or was neither filed nor judged: without a filing or a judgement there is
no evidence that the item was behind (政府督查工作条例 第十六条: 事实清楚、证据充分). A missing filing is shown as 未报 instead.

There are two kinds of streaks:

* ``build_streaks`` counts judgements, and for a filed entry without judgement the suggested standing. Only the office
  sees it: the queue of 研判, the office's board, the rule 连续滞后 of 预警. It goes on through the new year along confirmed
  continuations (接续): the first period of a year counts on from the last one of the item with which it goes on. Of
  several such items the shortest streak counts, since the rest of the work was not behind.
* ``build_judged_streaks`` counts judgements only, of one year, as 考核 and 与上期对比 do. Everything that others see uses it: 催办 of heads and leaders, the
  comparison with 上期, the scorecard. A suggestion must never be held against anybody.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from tasks.assessing.earlier import NextPeriod, annotate_next_period, index_previous_entries
from tasks.enums import ContinuationState, LagChange, Outcome
from tasks.models import Period, ProgressEntry, TaskContinuation

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

#: the length of a streak from which an item counts as 连续滞后
AGAIN = 2


class Streaks:
    """Counts in how many consecutive periods items were behind.

    Args:
        earlier: entries in period order, with ``period_id``, judgement and ``next_period`` loaded
            (``tasks.assessing.earlier``).
        is_behind: tells whether an entry counts as behind.
        brought: the streak that an item brings into a period from the year before, by item and period.
    """

    def __init__(
        self,
        earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]",
        is_behind: Callable[[ProgressEntry], bool],
        brought: Mapping[tuple[int, int | None], int] | None = None,
    ):
        self._is_behind = is_behind
        self._before: dict[tuple[int, int | None], int] = dict(brought or {})
        for entry in earlier:
            self._before[entry.task_id, entry.next_period] = self.count_up_to(entry)

    def count_before(self, entry: ProgressEntry) -> int:
        """Returns the length of the item's streak that ends with 上期."""
        return self._before.get((entry.task_id, entry.period_id), 0)

    def count_up_to(self, entry: ProgressEntry) -> int:
        """Returns the length of the streak that ends with the entry's own period; 0 if the entry is not behind."""
        return self.count_before(entry) + 1 if self._is_behind(entry) else 0


def build_streaks(
    earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]", tasks: Collection[int] = ()
) -> Streaks:
    """Builds the streaks for the office, by judgement or else suggested standing.

    Args:
        earlier: as in ``Streaks``.
        tasks: the items that are asked for, whose streaks of the year before count; one query where none goes on.
    """
    is_behind = attrgetter("stood_behind")
    return Streaks(earlier, is_behind, _count_brought_streaks(tasks, is_behind) if tasks else None)


def _count_brought_streaks(
    tasks: Collection[int], is_behind: Callable[[ProgressEntry], bool]
) -> dict[tuple[int, int | None], int]:
    """Counts the streaks that items bring from those of the year before with which they go on, by item and first period
    that has begun. Each step back goes to an earlier year."""
    confirmed = TaskContinuation.objects.filter(later__in=tasks, state=ContinuationState.CONFIRMED).order_by()
    pairs = list(confirmed.values_list("later_id", "later__plan_id", "earlier_id"))
    if not pairs:
        return {}
    before = {earlier for _, _, earlier in pairs}
    whole = annotate_next_period(ProgressEntry.objects.filter(task__in=before)).select_related("judgement")
    entries = list(whole.order_by("period__number"))
    known = Streaks(entries, is_behind, _count_brought_streaks(before, is_behind))
    # an entry of an earlier period than the last of its year ends the streak
    lengths = {entry.task_id: known.count_up_to(entry) for entry in entries if entry.next_period is None}
    begun = Period.objects.begun().filter(plan__in={plan for _, plan, _ in pairs}).order_by("-number")
    first = dict(begun.values_list("plan_id", "pk"))
    brought: dict[tuple[int, int | None], int] = {}
    for task, plan, earlier in pairs:
        if period := first.get(plan):
            length = lengths.get(earlier, 0)
            brought[task, period] = min(length, brought.get((task, period), length))
    return brought


def build_judged_streaks(earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]") -> Streaks:
    """Builds the streaks for everybody else, by judgement only; ``earlier`` as in ``Streaks``."""
    return Streaks(earlier, attrgetter("is_behind"))


def compare_outcomes(was: Outcome | None, now: Outcome | None) -> LagChange | None:
    """Compares the outcome with that of 上期.

    Returns:
        None if the item was not behind and is not, or if 上期 was not judged. ``LagChange.AGAIN`` means a judged
        streak of two or more.
    """
    if was is None or (now is None and not was.is_behind):
        return None
    if now is None:
        return LagChange.UNDECIDED
    if now.is_behind:
        return LagChange.AGAIN if was.is_behind else LagChange.NEWLY
    return LagChange.RECOVERED if was.is_behind else None


def find_judged_outcome(entry: ProgressEntry) -> Outcome | None:
    """Returns the outcome that the office judged; None without a judgement."""
    return Outcome(entry.judgement.outcome) if entry.judgement else None


def compare_with_previous_entry(former: ProgressEntry | None, entry: ProgressEntry) -> LagChange | None:
    """Compares an entry's outcome with its item's entry of 上期; None without such an entry."""
    return compare_outcomes(find_judged_outcome(former), find_judged_outcome(entry)) if former else None


def filter_by_outcome_change(
    entries: QuerySet[ProgressEntry], period: Period, change: LagChange
) -> QuerySet[ProgressEntry]:
    """Filters a period's entries by the change of their outcome since 上期."""
    former = index_previous_entries(period)
    now = entries.order_by().select_related("judgement").only("task_id", "judgement__outcome")
    keys = [entry.pk for entry in now if compare_with_previous_entry(former.get(entry.task_id), entry) == change]
    return entries.filter(pk__in=keys)


def has_turned_worse(former: ProgressEntry | None, entry: ProgressEntry) -> bool:
    """Returns whether the item stands behind and did not in 上期, as judged or else as suggested; for who sees
    suggestions alone."""
    return former is not None and entry.stood_behind and not former.stood_behind


def filter_turned_worse(entries: QuerySet[ProgressEntry], period: Period) -> QuerySet[ProgressEntry]:
    """Filters a period's entries to those for which ``has_turned_worse`` holds."""
    former = index_previous_entries(period)
    now = entries.order_by().select_related("judgement").only("task_id", "state", "standing", "judgement__outcome")
    keys = [entry.pk for entry in now if has_turned_worse(former.get(entry.task_id), entry)]
    return entries.filter(pk__in=keys)
