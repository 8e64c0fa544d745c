"""The period at the top of the page."""

import pytest
from django.urls import reverse

from tasks.enums import PeriodState
from tests.cast import PeriodFactory, PlanFactory
from tests.pages import found

SWITCH = reverse("switch_period")


def switch(client, period, back: str):
    return client.post(SWITCH, {"period": period.pk, "next": back})


def test_a_period_stays_chosen_and_the_page_stays(cast, sign_in):
    half_year = PeriodFactory(plan=cast.plan, number=2)
    client = sign_in(cast.office)
    assert switch(client, half_year, "/tasks/?kind=key").url == "/tasks/?kind=key"
    assert found(client.get(reverse("task_list")), "h1") == ["2024年上半年事项"]


def test_filters_of_another_years_plan_are_left_behind(cast, sign_in):
    last_year = PeriodFactory(plan=PlanFactory(government=cast.government, year=2023), state=PeriodState.ISSUED)
    assert switch(sign_in(cast.office), last_year, "/tasks/?section=3").url == "/tasks/"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "tasks", ""])
def test_the_way_back_leads_nowhere_else(cast, sign_in, back):
    assert switch(sign_in(cast.office), cast.period, back).url == reverse("home")


@pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.OPEN])
def test_a_period_that_is_not_offered_cannot_be_chosen(cast, sign_in, state):
    hidden = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.PLANNED)
    period = hidden if state == PeriodState.PLANNED else cast.foreign_entry.period
    answer = switch(sign_in(cast.office), period, "/tasks/")
    assert (answer.status_code, found(answer, "p")[0]) == (400, "没有这个填报期，请重新选择。")


@pytest.mark.parametrize("period", ["", "一季度", "9" * 40])
def test_nonsense_is_refused(cast, sign_in, period):
    assert sign_in(cast.office).post(SWITCH, {"period": period}).status_code == 400
