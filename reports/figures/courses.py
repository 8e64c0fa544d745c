"""The course of an indicator through the year, expected and reported."""

from collections.abc import Sequence
from decimal import Decimal

from reports.charts import Course, Point
from tasks import periods
from tasks.assessing.facts import indicator_plan
from tasks.assessing.lagging import expected_at, grows_from_zero
from tasks.enums import Comparison, IndicatorKind
from tasks.models import Indicator, ProgressEntry

NUMBERS = (1, 2, 3, 4)


def course_of(indicator: Indicator, reported: Sequence[tuple[ProgressEntry, Decimal | None]]) -> Course:
    """An indicator's way through the year, to be drawn.

    Args:
        reported: the entries of the task's periods in order, with the value of each; None where none was reported.
    """
    points = [
        Point(Decimal(entry.period.number) / 4, value, entry.period.label)
        for entry, value in reported
        if value is not None
    ]
    last = [entry for entry, value in reported if value is not None][-1:]
    return Course(
        title=indicator.measure,
        unit=indicator.unit,
        target=indicator.value,
        expected=_expected(indicator),
        reported=points,
        is_behind=bool(last) and _is_behind(last[0], points[-1].value, indicator),
    )


def _expected(indicator: Indicator) -> list[Point]:
    plan = indicator_plan(indicator)
    if not grows_from_zero(plan):
        return [Point(Decimal(at), indicator.value, "") for at in (0, 1)]
    way = [(number, expected_at(plan, number)) for number in NUMBERS]
    drawn = [Point(Decimal(n) / 4, value, periods.label_of(n)) for n, value in way if value is not None]
    return [Point(Decimal(0), Decimal(0), ""), *drawn]


def _is_behind(entry: ProgressEntry, value: Decimal, indicator: Indicator) -> bool:
    plan = indicator_plan(indicator)
    if indicator.comparison == Comparison.AT_MOST and indicator.kind == IndicatorKind.LOWER:
        return value > indicator.value
    course = expected_at(plan, entry.period.number) if grows_from_zero(plan) else indicator.value
    return course is not None and value < course
