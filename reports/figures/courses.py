"""Builds the chart of an indicator through the year from the expected and the reported values."""

from collections.abc import Sequence
from decimal import Decimal

from reports.charts import CourseChart, CoursePoint
from tasks import periods
from tasks.assessing.facts import build_unreported_facts
from tasks.assessing.lagging import compute_expected_at, is_growing_from_zero
from tasks.enums import Comparison, IndicatorKind
from tasks.models import Indicator, ProgressEntry

NUMBERS = (1, 2, 3, 4)


def build_course_chart(indicator: Indicator, reported: Sequence[tuple[ProgressEntry, Decimal | None]]) -> CourseChart:
    """Builds the chart of one indicator.

    Args:
        reported: the entries of the task in the order of their periods, each with its value; None where none
            was reported.
    """
    points = [
        CoursePoint(Decimal(entry.period.number) / 4, value, entry.period.label)
        for entry, value in reported
        if value is not None
    ]
    last = [entry for entry, value in reported if value is not None][-1:]
    return CourseChart(
        title=indicator.measure,
        unit=indicator.unit,
        target=indicator.value,
        expected=_list_expected_points(indicator),
        reported=points,
        is_behind=bool(last) and _is_behind(last[0], points[-1].value, indicator),
    )


def _list_expected_points(indicator: Indicator) -> list[CoursePoint]:
    plan = build_unreported_facts(indicator)
    if not is_growing_from_zero(plan):
        return [CoursePoint(Decimal(at), indicator.value, "") for at in (0, 1)]
    way = [(number, compute_expected_at(plan, number)) for number in NUMBERS]
    drawn = [CoursePoint(Decimal(n) / 4, value, periods.get_period_label(n)) for n, value in way if value is not None]
    return [CoursePoint(Decimal(0), Decimal(0), ""), *drawn]


def _is_behind(entry: ProgressEntry, value: Decimal, indicator: Indicator) -> bool:
    plan = build_unreported_facts(indicator)
    if indicator.comparison == Comparison.AT_MOST and indicator.kind == IndicatorKind.LOWER:
        return value > indicator.value
    course = compute_expected_at(plan, entry.period.number) if is_growing_from_zero(plan) else indicator.value
    return course is not None and value < course
