"""Builds the chart of an indicator through the year from the expected and the reported values."""

from collections.abc import Sequence
from datetime import MINYEAR, date
from decimal import Decimal

from reports.charts import CourseChart, CoursePoint, CourseStep, CourseTick
from tasks.assessing.deadlines import find_course_end
from tasks.assessing.facts import build_unreported_facts
from tasks.assessing.lagging import compute_expected_at, is_growing_from_zero
from tasks.assessing.milestones import MilestoneMark
from tasks.enums import Comparison, IndicatorKind
from tasks.models import Indicator, ProgressEntry
from tasks.periods import MONTHS, Quarter, Rhythm, format_month_day
from tasks.plans.deadlines import find_confirmed_day

#: as many whole labels stand beside each other under the line of the year
MOST_LABELS = 4


def build_course_chart(
    indicator: Indicator,
    reported: Sequence[tuple[ProgressEntry, Decimal | None]],
    milestones: Sequence[MilestoneMark] = (),
) -> CourseChart:
    """Builds the chart of one indicator.

    Args:
        milestones: of the item, with what the reader may know of them; those of other years are left out.
        reported: the entries of the task in the order of their periods, each with its value; None where none
            was reported.
    """
    rhythm = (reported[-1][0].period.plan if reported else indicator.task.plan).rhythm
    points = [
        CoursePoint(Decimal(entry.period.quarter.months) / MONTHS, value, entry.period.label)
        for entry, value in reported
        if value is not None
    ]
    last = [entry for entry, value in reported if value is not None][-1:]
    return CourseChart(
        title=indicator.measure,
        unit=indicator.unit,
        target=indicator.value,
        expected=_list_expected_points(indicator, rhythm, reported[-1][0] if reported else None),
        reported=points,
        ticks=_list_ticks(rhythm),
        steps=_list_steps(milestones, reported[-1][0].period.quarter) if reported else (),
        is_behind=bool(last) and _is_behind(last[0], points[-1].value, indicator),
    )


def _list_ticks(rhythm: Rhythm) -> list[CourseTick]:
    """Lists the ends of the periods: with their labels, or where there are many with their months alone."""
    ends = zip(rhythm.passed, rhythm.labels[1:], rhythm.end_months, strict=True)
    is_wide = rhythm.last <= MOST_LABELS
    return [CourseTick(Decimal(passed) / MONTHS, label if is_wide else f"{month}月") for passed, label, month in ends]


def _list_steps(milestones: Sequence[MilestoneMark], quarter: Quarter) -> list[CourseStep]:
    return [
        CourseStep(
            quarter.rhythm.compute_year_share(mark.milestone.due_on), str(mark.milestone), mark.is_done, mark.is_missed
        )
        for mark in milestones
        if quarter.rhythm.find_year(mark.milestone.due_on) == quarter.year
    ]


def _find_end(entry: ProgressEntry) -> date | None:
    """Finds the day on which the course ends; None means the end of the year.

    Units and leaders see the chart, and a deadline that nobody has confirmed is the office's alone.
    """
    edition = entry.edition
    return find_course_end(
        find_confirmed_day(edition), edition.due, edition.text, entry.period.plan.year, entry.period.plan.first_month
    )


def _list_expected_points(indicator: Indicator, rhythm: Rhythm, entry: ProgressEntry | None) -> list[CoursePoint]:
    """Lists the expected values from zero to the target, which is reached on the item's own deadline in the year."""
    plan = build_unreported_facts(indicator)
    if not is_growing_from_zero(plan):
        return [CoursePoint(Decimal(at), indicator.value, "") for at in (0, 1)]
    due = _find_end(entry) if entry else None
    # an item without an entry is drawn over its whole year, whichever that is
    year = entry.period.quarter.year if entry else MINYEAR
    way = []
    for quarter in (Quarter(year, number, rhythm) for number in rhythm.numbers):
        value = compute_expected_at(plan, quarter, quarter.compute_share_until(due))
        way.append((Decimal(quarter.months) / MONTHS, value, quarter.label))
    if (
        due
        and rhythm.find_year(due) == year
        and (until := rhythm.compute_year_share(due)) not in {share for share, *_ in way}
    ):
        way.append((until, indicator.value, format_month_day(due)))
    drawn = [CoursePoint(share, value, label) for share, value, label in sorted(way) if value is not None]
    return [CoursePoint(Decimal(0), Decimal(0), ""), *drawn]


def compute_expected_value(entry: ProgressEntry, indicator: Indicator) -> Decimal | None:
    """Computes the value that the indicator should have by the end of the entry's period; None where its course expects
    nothing by then."""
    plan, quarter = build_unreported_facts(indicator), entry.period.quarter
    if not is_growing_from_zero(plan):
        return indicator.value
    return compute_expected_at(plan, quarter, quarter.compute_share_until(_find_end(entry)))


def _is_behind(entry: ProgressEntry, value: Decimal, indicator: Indicator) -> bool:
    if indicator.comparison == Comparison.AT_MOST and indicator.kind == IndicatorKind.LOWER:
        return value > indicator.value
    expected = compute_expected_value(entry, indicator)
    return expected is not None and value < expected
