"""Counts how the items of a period stand for the head of government: judged, or else warned of by 预警."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.charts import Bar, BarPart, StackedChart
from tasks.enums import Choice, Outcome
from tasks.judging.queue import QueueItem
from tasks.models import Official, Period, ProgressEntry, Unit


class StandingPart(Choice):
    """How an item stands; every item of a period is in one part."""

    DONE = "done", "已完成", "done"
    ON_COURSE = "on_course", "正常", "ok"
    BEHIND = "behind", "滞后", "late"
    WARNED = "warned", "预警滞后，未{terms.judging}", "late"
    OPEN = "open", "未{terms.judging}，未预警滞后", "none"


#: the fill of each part on the screen and on paper
LOOKS = (("deep", "solid"), ("middle", "falling"), ("late", "grid"), ("watch", "dots"), ("ground", "blank"))


def get_standing_part(entry: ProgressEntry) -> StandingPart:
    """Returns how the entry stands: as judged, or else whether 预警 suggests that it lags."""
    if entry.judgement is None:
        return StandingPart.WARNED if entry.stood_behind else StandingPart.OPEN
    if entry.judgement.outcome == Outcome.REACHED:
        return StandingPart.DONE
    return StandingPart.BEHIND if entry.is_behind else StandingPart.ON_COURSE


def build_standing_chart(period: Period, entries: Iterable[ProgressEntry]) -> StackedChart:
    """Builds the chart of the period: one bar from done to not judged."""
    counts = Counter(map(get_standing_part, entries))
    parts = [BarPart(part.label, *look) for part, look in zip(StandingPart, LOOKS, strict=True)]
    return StackedChart("standing", f"{period}事项情况", parts, [Bar("", [counts[part] for part in StandingPart])])


@dataclass(frozen=True)
class HolderRow:
    """A unit or official with its items of a period.

    Attributes:
        behind, total: how many stand behind, of how many.
        warned: how many others are warned of and not judged.
        before: how many of these items stood behind in 上期; None where nobody asks.
    """

    holder: Unit | Official
    behind: int
    total: int
    warned: int = 0
    before: int | None = None


def list_by_unit(
    entries: Sequence[ProgressEntry], previous: Mapping[int, ProgressEntry] | None = None
) -> list[HolderRow]:
    """Lists every unit that files items, those with most of them behind first.

    Args:
        previous: ``tasks.assessing.earlier.index_previous_entries`` of their period.
    """
    return _list_holders(
        entries, lambda entry: [entry.edition.filing_unit] if entry.edition.filing_unit else [], previous
    )


def list_by_official(
    entries: Sequence[ProgressEntry], previous: Mapping[int, ProgressEntry] | None = None
) -> list[HolderRow]:
    """Lists every official who answers for items, those with most of them behind first, then in their order.

    Args:
        previous: as in ``list_by_unit``.
    """
    return _list_holders(entries, lambda entry: entry.edition.leading_officials, previous)


def _list_holders(
    entries: Sequence[ProgressEntry],
    list_holders: Callable[[ProgressEntry], Sequence[Unit | Official]],
    previous: Mapping[int, ProgressEntry] | None,
) -> list[HolderRow]:
    """Lists the holders, those with most items behind first, then those with most warnings, then in their order."""
    held: dict[Unit | Official, list[ProgressEntry]] = defaultdict(list)
    for entry in entries:
        for holder in list_holders(entry):
            held[holder].append(entry)
    rows = [_count_holder(holder, of_holder, previous) for holder, of_holder in held.items()]
    return sorted(rows, key=lambda row: (-row.behind, -row.warned, getattr(row.holder, "rank", 0), row.holder.name))


def _count_holder(
    holder: Unit | Official, entries: Sequence[ProgressEntry], previous: Mapping[int, ProgressEntry] | None
) -> HolderRow:
    former = None if previous is None else [previous[one.task_id] for one in entries if one.task_id in previous]
    return HolderRow(
        holder,
        behind=sum(entry.stood_behind for entry in entries),
        total=len(entries),
        warned=sum(QueueItem(entry).is_warned and not entry.stood_behind for entry in entries),
        before=None if former is None else sum(entry.stood_behind for entry in former),
    )
