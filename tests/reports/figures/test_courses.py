"""The chart of an indicator: the expected values reach the target on the item's own deadline."""

from datetime import date
from decimal import Decimal

import pytest

from reports.figures import build_course_chart
from tasks.assessing.indicator_actions import propose_indicators
from tasks.enums import DeadlineState, PeriodState
from tests.cast import EntryFactory, PeriodFactory

LABELS = ["", "一季度", "上半年", "前三季度", "全年"]


def chart(cast, day: date | None = None, text: str = "", reported: str = "3500", state=DeadlineState.CONFIRMED):
    """Of 新增公共停车位7000个 at half-year."""
    propose_indicators(plan=cast.plan, by=cast.office)
    edition = cast.other_key.current
    edition.due_on, edition.due_state = day, state
    edition.text = text or edition.text
    edition.save()
    period = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.OPEN, due_on=date(2024, 7, 5))
    entry = EntryFactory(task=cast.other_key, period=period, edition=edition)
    return build_course_chart(cast.other_key.indicators.get(), [(entry, Decimal(reported))])


def way(chart) -> list[tuple[str, int]]:
    return [(point.label, round(point.value)) for point in chart.expected]


@pytest.mark.parametrize("day", [None, date(2024, 12, 31), date(2025, 6, 30)])
def test_without_a_day_in_the_year_the_course_ends_with_the_year(cast, day):
    drawn = chart(cast, day)
    assert (way(drawn), drawn.is_behind) == (list(zip(LABELS, [0, 1750, 3500, 5250, 7000], strict=True)), False)


def test_the_course_ends_on_the_item_s_own_day(cast):
    drawn = chart(cast, date(2024, 7, 31))
    assert way(drawn) == [
        ("", 0),
        ("一季度", 3000),
        ("上半年", 6000),
        ("7月31日", 7000),
        ("前三季度", 7000),
        ("全年", 7000),
    ]
    assert drawn.is_behind


def test_a_day_that_nobody_has_confirmed_is_not_drawn(cast):
    """Units see the chart, and the machine's suggestions are the office's."""
    drawn = chart(cast, date(2024, 7, 31), state=DeadlineState.PROPOSED)
    assert way(drawn) == list(zip(LABELS, [0, 1750, 3500, 5250, 7000], strict=True))


def test_a_day_at_the_end_of_a_quarter_is_drawn_once(cast):
    assert way(chart(cast, date(2024, 9, 30))) == list(zip(LABELS, [0, 2333, 4667, 7000, 7000], strict=True))


def test_a_day_of_the_year_before_asks_for_all_from_the_beginning(cast):
    assert way(chart(cast, date(2023, 12, 31))) == list(zip(LABELS, [0, 7000, 7000, 7000, 7000], strict=True))


def test_a_deadline_for_a_start_leaves_the_course_to_the_year(cast):
    drawn = chart(cast, date(2024, 6, 30), text="6月底前开工建设车库，新增公共停车位7000个")
    assert (way(drawn)[2], drawn.is_behind) == (("上半年", 3500), False)


def test_an_indicator_without_an_entry_is_drawn_over_the_year(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    assert way(build_course_chart(cast.other_key.indicators.get(), []))[1:3] == [("一季度", 1750), ("上半年", 3500)]
