"""填报期."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import PeriodState
from tasks.models import ProgressEntry, User
from tests.acts import ask, save, submit
from tests.cast import PeriodFactory
from tests.pages import found, rows, tally
from tests.tasks.ending.years import end


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_days_of_a_period_that_is_not_open_are_planned_ones(cast, office):
    PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5), state="planned")
    opened, planned = rows(office.get(reverse("period_list")))
    assert planned[:4] == ["上半年", "未开启", "6月20日 预定", "7月5日 预定"]
    assert "预定" not in "".join(opened)


def test_a_period_that_was_opened_before_its_day_says_so(cast, office):
    PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5), state="open")
    assert rows(office.get(reverse("period_list")))[1][:3] == ["上半年", "填报中", "已开启 原定 6月20日"]


def test_the_rounds_of_a_period(cast, office):
    planned = PeriodFactory(
        plan=cast.plan,
        number=2,
        opens_on=date(2024, 6, 20),
        due_on=date(2024, 7, 5),
        state=PeriodState.PLANNED,
    )

    def press(name, **data):
        response = office.post(reverse(name, args=[planned.pk]), data, follow=True)
        planned.refresh_from_db()
        return said(response)[-1], planned.state, planned.due_on

    assert press("period_open", due_on="2024-07-08", is_confirmed="on") == (
        "2024年上半年已开启填报，2024年7月8日截止。",
        PeriodState.OPEN,
        date(2024, 7, 8),
    )
    assert press("period_extend", due_on="2024-07-10", reason="防汛。") == (
        "2024年上半年填报延至2024年7月10日。",
        PeriodState.OPEN,
        date(2024, 7, 10),
    )
    assert press("period_close", is_confirmed="on")[1] == PeriodState.CLOSED
    assert press("period_extend", due_on="2024-07-20", reason="补报。") == (
        "2024年上半年填报延至2024年7月20日。",
        PeriodState.OPEN,
        date(2024, 7, 20),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"due_on": "2024-04-01", "reason": "早"}, "新的截止日期应晚于现定的2024年4月5日。"),
        ({"due_on": "四月十日", "reason": "迟"}, "截止日期：日期应写作 2024-07-15。"),
        ({"due_on": "2024-04-10", "reason": ""}, "理由：请写明理由。"),
    ],
)
def test_a_wrong_extension_says_what_to_write(cast, office, data, message):
    response = office.post(reverse("period_extend", args=[cast.period.pk]), data, follow=True)
    cast.period.refresh_from_db()
    assert (said(response), cast.period.due_on) == ([message], date(2024, 4, 5))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("9999-12-31", "截止日期：日期应在1949年1月1日至2209年12月31日之间，请核对年份。"),
        ("2026-01-01", "截止日期不能晚于 2025 年底。"),
    ],
)
@pytest.mark.parametrize("way", ["period_extend", "period_open"])
def test_a_slip_of_the_year_takes_nothing_down(cast, office, way, day, why):
    answer = office.post(reverse(way, args=[cast.period.pk]), {"due_on": day, "reason": "汛期"}, follow=True)
    cast.period.refresh_from_db()
    assert (said(answer), cast.period.due_on) == ([why], date(2024, 4, 5))


def test_a_year_without_periods_gets_its_four(cast, office):
    response = office.post(reverse("periods_create", args=[cast.plan.pk]), follow=True)
    assert (said(response), cast.plan.periods.count()) == (["2024年的 4 个填报期已设置。"], 4)


def test_another_governments_period_is_not_found(cast, sign_in):
    response = sign_in(cast.stranger).post(reverse("period_close", args=[cast.period.pk]))
    assert response.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_runs_as_many_queries_for_three_rows_as_for_one(cast, office, count_queries, rows):
    for number in range(2, 1 + rows):
        PeriodFactory(plan=cast.plan, number=number)
    with count_queries(5):
        office.get(reverse("period_list"))


def test_before_a_period_closes_the_page_says_what_is_outstanding(cast, office):
    submit(cast.key_entry, cast.clerk)
    save(cast.other_entry, cast.other_clerk, "已开工。")
    answer = office.post(reverse("period_close", args=[cast.period.pk]))
    cast.period.refresh_from_db()
    assert cast.period.state == PeriodState.OPEN
    assert found(answer, "p.sub") == [
        "还有 2 个单位 3 项待报送，1 项待审核。截止后单位不能再报送，督查办可继续审核、研判；要补报的，可按单位单独开放。"
    ]
    assert (tally(answer), rows(answer)) == (
        ["2 未填报", "1 草稿"],
        [["区城市管理局", "1 项待报送"], ["区教委", "2 项待报送"]],
    )


def test_the_closing_names_granted_days_and_requests_that_wait(cast, office):
    ProgressEntry.objects.filter(pk=cast.other_entry.pk).update(due_on=date(2024, 4, 20))
    ask(cast)
    answer = office.post(reverse("period_close", args=[cast.period.pk]))
    assert found(answer, "p.sub")[0].endswith(
        "可按单位单独开放。经批准延期的 1 项不受影响，仍可报送至4月20日。另有 1 件申请待办理，请先办理。"
    )


def test_a_deadline_in_the_past_is_asked_back_about(cast, office, settings):
    settings.DUBAN_TODAY = date(2024, 10, 9)
    planned = PeriodFactory(
        plan=cast.plan, number=3, opens_on=date(2024, 9, 20), due_on=date(2024, 10, 5), state=PeriodState.PLANNED
    )
    url = reverse("period_open", args=[planned.pk])
    answer = office.post(url, {"due_on": "2024-10-05"})
    planned.refresh_from_db()
    assert (planned.state, found(answer, "p.sub")) == (
        PeriodState.PLANNED,
        [
            "截止日期2024年10月5日已过，今天是2024年10月9日：按这一日期开启，各单位的事项当天就算逾期未报，并计入按时报送。"
            "建议改为2024年10月15日。开启后，各牵头单位即收到通知，可以填报。一季度仍在填报，尚未截止。"
        ],
    )
    office.post(url, {"due_on": "2024-10-05", "is_confirmed": "on"})
    planned.refresh_from_db()
    assert (planned.state, planned.due_on) == (PeriodState.OPEN, date(2024, 10, 5))


def test_a_period_is_never_opened_by_one_key(cast, office, settings):
    settings.DUBAN_TODAY = date(2024, 6, 3)
    planned = PeriodFactory(
        plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5), state=PeriodState.PLANNED
    )
    end(cast)
    answer = office.post(reverse("period_open", args=[planned.pk]), {"due_on": "2024-07-05"})
    planned.refresh_from_db()
    assert (planned.state, planned.entries.count(), tally(answer)) == (
        PeriodState.PLANNED,
        0,
        ["2 个单位", "4 项待填报"],
    )
    assert found(answer, "p.sub") == [
        "开启后，各牵头单位即收到通知，可以填报。原定2024年6月20日开启，今天是2024年6月3日。一季度仍在填报，尚未截止。"
        "有 1 项已销号，随开启按“已完成”研判；因此开启后不能撤销，只能截止填报。"
    ]
    assert found(answer, "button") == ["按 7月5日 开启 ↵"]


def test_an_opening_names_the_units_that_nobody_can_file_for(cast, office):
    planned = PeriodFactory(
        plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5), state=PeriodState.PLANNED
    )
    User.objects.filter(unit=cast.other_unit).update(is_active=False)
    url = reverse("period_open", args=[planned.pk])
    answer = office.post(url, {"due_on": "2024-07-05"})
    planned.refresh_from_db()
    assert planned.state == PeriodState.PLANNED
    assert (tally(answer), rows(answer)) == (
        ["2 个单位", "4 项待填报"],
        [["区城市管理局", "牵头 1 项 没有可用账号"]],
    )
    office.post(url, {"due_on": "2024-07-05", "is_confirmed": "on"})
    planned.refresh_from_db()
    assert planned.state == PeriodState.OPEN
