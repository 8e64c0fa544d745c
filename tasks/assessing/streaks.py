"""连续滞后: counts in how many consecutive periods an item was behind, and compares its judgement with 上期.

A streak counts the periods of one year that have begun, up to and including the entry's own. It ends with a period in
which the item was not behind, had no entry, or was neither filed nor judged: without a filing or a judgement there is
no evidence that the item was behind (政府督查工作条例 第十六条: 事实清楚、证据充分). A missing filing is shown as 未报 instead.

There are two kinds of streaks:

* ``build_streaks`` counts judgements, and for a filed entry without judgement the suggested standing. Only the office
  sees it: the queue of 研判, the office's board, the rule 连续滞后 of 预警.
* ``build_judged_streaks`` counts judgements only. Everything that others see uses it: 催办 of heads and leaders, the
  comparison with 上期, the scorecard. A suggestion must never be held against anybody.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from tasks.assessing.earlier import NextPeriod, index_previous_entries
from tasks.enums import LagChange, Outcome
from tasks.models import Period, ProgressEntry

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
    """

    def __init__(
        self,
        earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]",
        is_behind: Callable[[ProgressEntry], bool],
    ):
        self._is_behind = is_behind
        self._before: dict[tuple[int, int | None], int] = {}
        for entry in earlier:
            self._before[entry.task_id, entry.next_period] = self.count_up_to(entry)

    def count_before(self, entry: ProgressEntry) -> int:
        """Returns the length of the item's streak that ends with 上期."""
        return self._before.get((entry.task_id, entry.period_id), 0)

    def count_up_to(self, entry: ProgressEntry) -> int:
        """Returns the length of the streak that ends with the entry's own period; 0 if the entry is not behind."""
        return self.count_before(entry) + 1 if self._is_behind(entry) else 0


def build_streaks(earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]") -> Streaks:
    """Builds the streaks for the office, by judgement or else suggested standing; ``earlier`` as in ``Streaks``."""
    return Streaks(earlier, attrgetter("stood_behind"))


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
