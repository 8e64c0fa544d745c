"""连续滞后: in how many periods running an item has been behind, and how its judgement turned since 上期.

A streak is counted in the periods of one year that have begun, up to and with the entry's own. It is broken by a
period in which the item was not behind, was not listed, or was neither filed nor judged: of an item that nobody told
of and nobody judged nobody knows that it was behind (政府督查工作条例 第十六条: facts clear, evidence sufficient).
That it was not filed is told by itself, as 未报.

Two answers are meant, and they have two names:

* ``build_streaks``: as judged, or as the machine suggested of a filed entry that nobody judged. The office alone sees it:
  the queue of 研判, the office's board, the rule 连续滞后 of 预警.
* ``build_judged_streaks``: as judged alone. Whatever leaves the office counts so: 催办 of heads and leaders, the comparison
  with 上期, the scorecard. A suggestion accuses nobody.
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

#: behind in so many periods running is behind again and again
AGAIN = 2


class Streaks:
    """How often items were behind without a break.

    Args:
        earlier: entries with ``period_id``, judgement and ``next_period`` at hand (``tasks.assessing.earlier``), those of an
            earlier period first.
        is_behind: whether an entry counts as behind.
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
        """In how many periods running, the last of them 上期, the entry's item was behind."""
        return self._before.get((entry.task_id, entry.period_id), 0)

    def count_up_to(self, entry: ProgressEntry) -> int:
        """The streak: in how many periods running the item was behind, the entry's own with them; 0 if not in it."""
        return self.count_before(entry) + 1 if self._is_behind(entry) else 0


def build_streaks(earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]") -> Streaks:
    """As the office sees them: as judged, or else as suggested. ``earlier`` as in ``Streaks``."""
    return Streaks(earlier, attrgetter("stood_behind"))


def build_judged_streaks(earlier: "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]") -> Streaks:
    """As others are told of them: as judged alone. ``earlier`` as in ``Streaks``."""
    return Streaks(earlier, attrgetter("is_behind"))


def compare_outcomes(was: Outcome | None, now: Outcome | None) -> LagChange | None:
    """How a judgement turned since that of 上期; None where the item is not behind and was not, or 上期 was not judged.

    ``LagChange.AGAIN`` is a judged streak of two or more.
    """
    if was is None or (now is None and not was.is_behind):
        return None
    if now is None:
        return LagChange.UNDECIDED
    if now.is_behind:
        return LagChange.AGAIN if was.is_behind else LagChange.NEWLY
    return LagChange.RECOVERED if was.is_behind else None


def find_judged_outcome(entry: ProgressEntry) -> Outcome | None:
    """What the office judged; None where it has not."""
    return Outcome(entry.judgement.outcome) if entry.judgement else None


def compare_with_previous_entry(former: ProgressEntry | None, entry: ProgressEntry) -> LagChange | None:
    """How an entry turned from its item's entry of 上期; None without one."""
    return compare_outcomes(find_judged_outcome(former), find_judged_outcome(entry)) if former else None


def filter_by_outcome_change(
    entries: QuerySet[ProgressEntry], period: Period, turn: LagChange
) -> QuerySet[ProgressEntry]:
    """Those of a period's entries whose judgement took ``turn`` since 上期."""
    former = index_previous_entries(period)
    now = entries.order_by().select_related("judgement").only("task_id", "judgement__outcome")
    keys = [
        entry.pk for entry in now if compare_with_previous_entry(former.get(entry.task_id), entry) == turn
    ]
    return entries.filter(pk__in=keys)
