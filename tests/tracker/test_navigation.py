"""The top of the page: what the period means today, in working days."""

from datetime import date

import pytest

from tasks.enums import PeriodState
from tasks.models import Government, Period, Plan
from tracker.navigation import describe_period_today


def period(state: PeriodState = PeriodState.OPEN, due_on: date = date(2024, 4, 3)) -> Period:
    """一季度 of a place that has put nothing in its calendar."""
    return Period(plan=Plan(year=2024, government=Government()), number=1, state=state, due_on=due_on)


@pytest.mark.parametrize(
    ("today", "due_on", "meaning"),
    [
        # 清明 lies between, and a Sunday is worked
        (date(2024, 4, 2), date(2024, 4, 8), "还剩 3 个工作日"),
        (date(2024, 4, 3), date(2024, 4, 3), "今日截止"),
        # the day after the deadline is a holiday: nobody has missed a working day yet
        (date(2024, 4, 4), date(2024, 4, 3), "已过截止日"),
        (date(2024, 4, 8), date(2024, 4, 3), "已过截止日 2 个工作日"),
    ],
)
def test_an_open_period_says_how_many_working_days_are_left(settings, today, due_on, meaning):
    settings.DUBAN_TODAY = today
    assert describe_period_today(period(due_on=due_on)) == meaning


@pytest.mark.parametrize(("state", "meaning"), [(PeriodState.CLOSED, "已截止"), (PeriodState.ISSUED, "已印发")])
def test_another_period_says_its_state(state, meaning):
    assert describe_period_today(period(state)) == meaning
