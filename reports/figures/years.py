"""Counts how the items of a year were judged in each of its periods."""

from reports.charts import Bar, BarPart, StackedChart
from reports.figures.heat import UnitYear
from tasks.models import Plan
from tasks.terms import terms
from tasks.terms.later import say_later

PARTS = [
    BarPart("滞后", "late", "solid"),
    BarPart("正常", "middle", "falling"),
    BarPart(say_later("未{terms.judging}"), "ground", "blank"),
]


def build_share_chart(plan: Plan, total: UnitYear) -> StackedChart:
    """Builds the share of the year: a bar of behind, going and unjudged items for each period that has items.

    Args:
        total: of the items that a person may see, as the heat map counts them.
    """
    bars = [
        Bar(plan.rhythm.get_label(number), [share.behind, share.judged - share.behind, share.items - share.judged])
        for number, share in sorted(total.shares.items())
    ]
    return StackedChart("share", f"{plan}各期{terms.judging}情况", PARTS, bars)
