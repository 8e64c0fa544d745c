"""The periods of a plan are chosen, and changed as long as nothing would be lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind, PeriodState
from tasks.filing.period_actions import create_periods, open_period
from tasks.models import Event, Period, Plan
from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.rhythm_actions import set_coming_rhythm
from tasks.periods import CALENDAR_YEAR, Rhythm
from tasks.permissions import Refused
from tasks.plans.rhythm_actions import set_rhythm
from tests.cast import PlanFactory

pytestmark = pytest.mark.database


@pytest.fixture
def next_plan(cast) -> Plan:
    """A plan of which nothing has begun."""
    return PlanFactory(government=cast.government, year=2025)


def list_days(plan: Plan) -> list[tuple[str, date, date]]:
    return [(each.label, each.opens_on, each.due_on) for each in plan.periods.select_related("plan")]


def test_a_plan_of_months_has_twelve_periods_each_with_its_days(cast, next_plan):
    set_rhythm(plan=next_plan, first_month=1, end_months=CALENDAR_YEAR, by=cast.office)
    next_plan.refresh_from_db()
    create_periods(plan=next_plan, by=cast.office)
    days = list_days(next_plan)
    assert len(days) == 12
    assert [days[0], days[10], days[11]] == [
        ("1月", date(2025, 1, 21), date(2025, 2, 5)),
        ("1—11月", date(2025, 11, 20), date(2025, 12, 5)),
        ("全年", date(2025, 12, 21), date(2026, 1, 5)),
    ]


def test_the_planned_periods_are_set_up_anew(cast, next_plan):
    create_periods(plan=next_plan, by=cast.office)
    plan = set_rhythm(plan=next_plan, first_month=9, end_months=(12, 3, 6, 8), by=cast.office)
    assert [(str(each), each.quarter.ends_on) for each in plan.periods.select_related("plan")] == [
        ("2025学年9—12月", date(2025, 12, 31)),
        ("2025学年9月—次年3月", date(2026, 3, 31)),
        ("2025学年9月—次年6月", date(2026, 6, 30)),
        ("2025学年全学年", date(2026, 8, 31)),
    ]
    event = Event.objects.filter(kind=EventKind.PERIODS_SET).latest("pk")
    told = next(each for each in Event.objects.filter(kind=EventKind.PERIODS_SET) if "填报节奏" in each.before)
    assert (told.before, told.after) == (
        {"填报节奏": "1月起，4 期：一季度、上半年、前三季度、全年"},
        {"填报节奏": "9月起，4 期：9—12月、9月—次年3月、9月—次年6月、全学年"},
    )
    assert event.government_id == plan.government_id


def test_a_begun_period_stays_and_the_refusal_names_it(cast):
    with pytest.raises(Refused, match="2024年一季度已开启填报，或已有调整、办结等记录，不能取消或改动"):
        set_rhythm(plan=cast.plan, first_month=1, end_months=(6, 12), by=cast.office)
    assert Period.objects.get(pk=cast.period.pk).label == "一季度"


def test_what_comes_after_a_begun_period_can_change(cast):
    plan = set_rhythm(plan=cast.plan, first_month=1, end_months=(3, 5, 8, 11, 12), by=cast.office)
    assert plan.rhythm.labels[1:] == ("1—3月", "1—5月", "1—8月", "1—11月", "全年")
    assert plan.periods.filter(number=1).get() == cast.period


def test_an_opened_period_of_months_cannot_go(cast, next_plan):
    plan = set_rhythm(plan=next_plan, first_month=1, end_months=CALENDAR_YEAR, by=cast.office)
    create_periods(plan=plan, by=None)
    open_period(period=plan.periods.get(number=2), by=None)
    with pytest.raises(Refused, match="2025年1—2月已开启填报"):
        set_rhythm(plan=plan, first_month=1, end_months=(3, 6, 9, 12), by=cast.office)
    assert Plan.objects.get(pk=plan.pk).rhythm == Rhythm(1, CALENDAR_YEAR)
    assert plan.periods.filter(state=PeriodState.PLANNED).count() == 11


@pytest.mark.parametrize("months", [(), (6, 3), (0,), (13,)])
def test_no_plan_gets_periods_that_no_year_can_have(cast, next_plan, months):
    with pytest.raises(ValidationError):
        set_rhythm(plan=next_plan, first_month=1, end_months=months, by=cast.office)
    next_plan.refresh_from_db()
    assert next_plan.rhythm == Rhythm()


@pytest.mark.parametrize("who", ["clerk", "auditor", "leader"])
def test_only_who_manages_the_periods_chooses_them(cast, next_plan, who):
    person = cast.person(who)
    with pytest.raises(Refused):
        set_rhythm(plan=next_plan, first_month=1, end_months=(6, 12), by=person)
    with pytest.raises(Refused):
        set_coming_rhythm(government=cast.government, first_month=1, end_months=(6, 12), by=person)


def test_what_somebody_else_has_chosen_meanwhile_is_not_overwritten(cast, next_plan):
    with pytest.raises(ChangedMeanwhile):
        set_rhythm(plan=next_plan, first_month=1, end_months=(6, 12), seen="of another state", by=cast.office)


def test_the_plans_to_come_have_the_periods_of_the_government_and_present_ones_their_own(cast):
    set_coming_rhythm(
        government=cast.government, first_month=9, end_months=(1, 8), labels=("第一学期", ""), by=cast.office
    )
    cast.government.refresh_from_db()
    assert cast.government.rhythm.labels[1:] == ("第一学期", "全学年")
    assert Plan.objects.get(pk=cast.plan.pk).rhythm == Rhythm()
