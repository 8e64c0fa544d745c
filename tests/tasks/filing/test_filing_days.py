"""Until when the office usually lets units file."""

from datetime import date

import pytest

from tasks.enums import PeriodState
from tasks.filing.filing_days import describe_late_day, find_late_day, suggest_period_day
from tests.cast import PeriodFactory


@pytest.fixture
def third(cast):
    """前三季度, due within the holidays of October."""
    return PeriodFactory(
        plan=cast.plan, number=3, opens_on=date(2024, 9, 20), due_on=date(2024, 10, 5), state=PeriodState.PLANNED
    )


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2024, 9, 20), date(2024, 10, 8)),
        (date(2024, 10, 8), date(2024, 10, 14)),
        (date(2024, 10, 9), date(2024, 10, 15)),
    ],
)
def test_a_period_is_due_on_a_working_day_with_time_to_file(third, today, day):
    assert suggest_period_day(third, today) == day


def test_only_what_comes_into_an_open_period_too_late_has_a_day_of_its_own(cast, third):
    assert find_late_day(third, date(2024, 10, 9)) is None
    assert find_late_day(cast.period, date(2024, 3, 21)) is None
    assert find_late_day(cast.period, date(2024, 4, 8)) == date(2024, 4, 15)


def test_the_day_is_said_in_words(cast):
    assert describe_late_day(cast.period, date(2024, 3, 21)) == ""
    assert describe_late_day(cast.period, date(2024, 4, 8)) == (
        "2024年一季度填报截止日期为2024年4月5日，新列入的事项可报送至2024年4月15日（5 个工作日），此前不算逾期。"
    )
