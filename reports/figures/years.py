"""Counts how the items of each kind were judged in each period of a year."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from reports.charts import Bar, BarPart, StackedChart
from reports.figures.counts import ItemCounts
from reports.figures.heat import UnitYear
from tasks import periods
from tasks.enums import BEHIND, UNFILED, TaskKind
from tasks.models import Period, Plan, ProgressEntry

PARTS = [
    BarPart("滞后", "late", "solid"),
    BarPart("正常", "middle", "falling"),
    BarPart("未研判", "ground", "blank"),
]
IS_BEHIND = Q(judgement__outcome__in=BEHIND)


@dataclass(frozen=True)
class PeriodKindCount:
    """The items of one kind in one period; ``period`` is None if it has not begun."""

    number: int
    kind: TaskKind
    period: Period | None
    count: ItemCounts

    @property
    def label(self) -> str:
        return f"{periods.get_period_label(self.number)} {self.kind.label}"


def list_period_kind_counts(plan: Plan, begun: Iterable[Period]) -> list[PeriodKindCount]:
    """Counts every kind of the plan in each of the four periods, in order; in one query.

    Args:
        begun: the plan's periods that have begun.
    """
    entries = ProgressEntry.objects.filter(period__plan=plan).order_by()
    rows = entries.values_list("period__number", "task__kind").annotate(
        total=Count("pk"),
        told=Count("pk", filter=~Q(state__in=UNFILED)),
        behind=Count("pk", filter=IS_BEHIND),
        judged=Count("pk", filter=Q(judgement__isnull=False)),
    )
    counts = {
        (number, kind): ItemCounts(total=total, told=told, behind=behind, going=judged - behind)
        for number, kind, total, told, behind, judged in rows
    }
    kinds = [kind for kind in TaskKind if any(kind == found for _, found in counts)]
    by_number = {period.number: period for period in begun}
    return [
        PeriodKindCount(number, kind, by_number.get(number), counts.get((number, kind), ItemCounts(0, 0, 0, 0)))
        for number in (1, 2, 3, 4)
        for kind in kinds
    ]


def build_year_chart(plan: Plan, counts: Iterable[PeriodKindCount]) -> StackedChart:
    """Builds the year's chart: a bar of behind, going and unjudged items for each count of a begun period."""
    bars = [
        Bar(each.label, [each.count.behind, each.count.going, each.count.unjudged]) for each in counts if each.period
    ]
    return StackedChart("year", f"{plan}各期研判情况", PARTS, bars)


def build_share_chart(plan: Plan, total: UnitYear) -> StackedChart:
    """Builds the share of the year: a bar of behind, going and unjudged items for each period that has items.

    Args:
        total: of the items that a person may see, as the heat map counts them.
    """
    bars = [
        Bar(periods.get_period_label(number), [share.behind, share.judged - share.behind, share.items - share.judged])
        for number, share in sorted(total.shares.items())
    ]
    return StackedChart("share", f"{plan}各期研判情况", PARTS, bars)
