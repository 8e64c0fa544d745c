"""Counts how the items of a period stand for the head of government: judged, or else warned of by 预警."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.charts import Bar, BarPart, StackedChart
from tasks.enums import Choice, Outcome
from tasks.models import Official, Period, ProgressEntry, Unit


class StandingPart(Choice):
    """How an item stands; every item of a period is in one part."""

    DONE = "done", "已完成", "done"
    ON_COURSE = "on_course", "正常", "ok"
    BEHIND = "behind", "滞后", "late"
    WARNED = "warned", "预警滞后，未研判", "late"
    OPEN = "open", "尚未研判", "none"


TEXTURE_KEYS = ("solid", "falling", "grid", "dots", "blank")
PARTS = [BarPart(part.label, part.token, look) for part, look in zip(StandingPart, TEXTURE_KEYS, strict=True)]


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
    return StackedChart("standing", f"{period}事项情况", PARTS, [Bar("", [counts[part] for part in StandingPart])])


@dataclass(frozen=True)
class HolderRow:
    """A unit or official with the number of items that stand behind, and of all its items."""

    holder: Unit | Official
    behind: int
    total: int


def list_behind_by_unit(entries: Sequence[ProgressEntry]) -> list[HolderRow]:
    """Lists the units that file items behind, those with most of them first."""
    return _list_behind(entries, lambda entry: [entry.edition.filing_unit] if entry.edition.filing_unit else [])


def list_behind_by_official(entries: Sequence[ProgressEntry]) -> list[HolderRow]:
    """Lists the officials who answer for items behind, those with most of them first, then in their order."""
    return _list_behind(entries, lambda entry: entry.edition.leading_officials)


def list_by_official(entries: Sequence[ProgressEntry]) -> list[HolderRow]:
    """Lists every official who answers for items, as ``list_behind_by_official`` counts them."""
    return _list_holders(entries, lambda entry: entry.edition.leading_officials)


def _list_behind(
    entries: Sequence[ProgressEntry], list_holders: Callable[[ProgressEntry], Sequence[Unit | Official]]
) -> list[HolderRow]:
    return [row for row in _list_holders(entries, list_holders) if row.behind]


def _list_holders(
    entries: Sequence[ProgressEntry], list_holders: Callable[[ProgressEntry], Sequence[Unit | Official]]
) -> list[HolderRow]:
    """Lists the holders, those with most items behind first, then in their order."""
    totals: Counter[Unit | Official] = Counter()
    behind: Counter[Unit | Official] = Counter()
    for entry in entries:
        for holder in list_holders(entry):
            totals[holder] += 1
            behind[holder] += entry.stood_behind
    rows = [HolderRow(holder, behind[holder], total) for holder, total in totals.items()]
    return sorted(rows, key=lambda row: (-row.behind, getattr(row.holder, "rank", 0), row.holder.name))
