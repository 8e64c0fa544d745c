"""填报期 unit by unit."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import PeriodState
from tasks.filing.period_actions import close_period
from tests.acts import give_back, submit
from tests.cast import PeriodFactory, TaskFactory, UnitFactory
from tests.pages import boxes, errors, found, rows, said


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


@pytest.fixture
def planned(cast):
    return PeriodFactory(
        plan=cast.plan,
        number=2,
        opens_on=date(2024, 6, 20),
        due_on=date(2024, 7, 5),
        state=PeriodState.PLANNED,
    )


def send(client, period, deed: str, *units, **given):
    data = {"do": deed, "unit": [unit.pk for unit in units], **given}
    return client.post(reverse("period_units", args=[period.pk]), data, follow=True)


def test_some_units_first_the_rest_from_the_list_of_periods(cast, office, planned):
    answer = send(office, planned, "open", cast.other_unit, due_on="2024-07-10")
    assert said(answer) == ["2024年上半年已对区城市管理局开启填报，2024年7月10日截止。"]
    assert rows(answer) == [["区城市管理局", "1", "0", "1", ""], ["区教委", "3", "3", "0", ""]]
    periods = office.get(reverse("period_list"))
    half = next(row for row in rows(periods) if row[0] == "上半年")
    assert (half[4], "对其余单位开启" in half[-1]) == ("1 3 项未开启", True)
    office.post(reverse("period_open", args=[planned.pk]), {"due_on": "2024-07-10"})
    assert planned.entries.count() == 4


def test_an_open_period_is_opened_to_further_units_and_keeps_its_day(cast, office, planned):
    send(office, planned, "open", cast.other_unit, due_on="2024-07-10")
    answer = send(office, planned, "open", cast.lead_unit, due_on="2024-08-01")
    assert said(answer) == ["2024年上半年已对区教委开启填报，2024年7月10日截止。"]


def test_a_later_day_is_granted_shown_to_both_sides_and_taken_back(cast, office, sign_in):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    close_period(period=cast.period, by=cast.office)
    answer = send(office, cast.period, "grant", cast.lead_unit, due_on="2024-04-20", reason="补报。")
    assert said(answer) == ["区教委的 3 项可报送至2024年4月20日。"]
    assert rows(answer)[1] == ["区教委", "3", "0", "3", "4月20日"]
    clerk = sign_in(cast.clerk)
    mine = clerk.get(reverse("my_tasks"))
    assert found(mine, "p.sub")[0].endswith("已截止， 单独开放的 3 项请尽快报送 ，其余只能查看")
    assert [row[-1] for row in rows(mine) if len(row) > 1] == [
        "修改 重点工作任务第1项",
        "填报 预期目标第1项",
        "填报 民生实事第1项",
    ]
    assert "本项可报送至 4月20日" in rows(mine)[1][1]
    queue = office.get(reverse("review_queue"), {"tab": "returned"})
    assert rows(queue)[1][-1] == "单独截止 4月20日"
    answer = send(office, cast.period, "take-back", cast.lead_unit)
    assert said(answer) == ["已收回区教委 3 项的单独开放。"]
    assert [row[-1] for row in rows(clerk.get(reverse("my_tasks"))) if len(row) > 1] == [
        "查看 重点工作任务第1项",
        "查看 预期目标第1项",
        "查看 民生实事第1项",
    ]


@pytest.mark.parametrize(
    ("deed", "given", "told"),
    [
        ("grant", {"due_on": "明天", "reason": ""}, ["■ 日期应写作 2024-07-15。", "■ 请写明理由。"]),
        (
            "grant",
            {"due_on": "2024-04-01", "reason": "补报。"},
            ["■ 单独的截止日期应晚于2024年一季度的截止日期2024年4月5日。"],
        ),
        ("take-back", {}, ["■ 所选单位没有可收回的单独开放；已按单独日期报送的不受影响。"]),
    ],
)
def test_what_is_wrong_is_said_and_what_was_given_stays(cast, office, deed, given, told):
    answer = send(office, cast.period, deed, cast.lead_unit, **given)
    page = answer.content.decode()
    assert (answer.status_code, sorted(errors(answer))) == (422, sorted(told))
    assert boxes(answer, "unit", ticked=True) == [str(cast.lead_unit.pk)]
    assert all(f'value="{value}"' in page for value in given.values())


def test_nothing_ticked_is_said(cast, office):
    answer = send(office, cast.period, "grant", due_on="2024-04-20", reason="补报。")
    assert errors(answer) == ["■ 请先勾选单位。"]


def test_an_issued_period_only_shows(cast, office):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    answer = office.get(reverse("period_units", args=[cast.period.pk]))
    assert ("data-pick" in answer.content.decode(), len(rows(answer))) == (False, 2)


def test_nothing_of_another_government_can_be_opened(cast, office, planned):
    unit = UnitFactory(government=cast.stranger.government)
    assert errors(send(office, planned, "open", unit, due_on="2024年7月5日")) == [
        "■ 所选单位不在本页之列，请重新勾选。"
    ]
    assert send(office, cast.foreign_entry.period, "open", cast.lead_unit).status_code == 404


def test_the_page_runs_as_many_queries_for_three_units_as_for_one(cast, office, planned, reads_in):
    def add_row():
        TaskFactory(plan=cast.plan, edition__lead=[UnitFactory(government=cast.government)])

    reads_in(8, office, reverse("period_units", args=[planned.pk]), add_row)
