"""催办 by hand: what units owe, who would be told what, and sending it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tasks import clock
from tasks.enums import PeriodState, Role
from tasks.models import Notice, Period
from tasks.reminding.automatic_actions import send_due
from tests.acts import give_back, submit
from tests.cast import EntryFactory, TaskFactory, UnitFactory, UserFactory
from tests.pages import boxes, errors, found, rows, said

ASK, SENT = reverse("remind_page"), reverse("reminder_list")
#: the second working day after the due date
MONDAY, TUESDAY = (datetime(2024, 4, day, 2, tzinfo=UTC) for day in (8, 9))
WITHOUT_ACCOUNT = "没有可用账号 打印催办函"


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.pin_clock(MONDAY):
        yield


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def send(client, *entries, do: str = "send", to=("clerk", "unit_head"), **more):
    picked = {"pick": [entry.pk for entry in entries], "to": to, "do": do}
    return client.post(ASK, {**picked, **more})


def ticked(answer) -> list[str]:
    return boxes(answer, "pick", ticked=True)


def test_what_units_owe_stands_unit_by_unit_with_its_day_and_the_times_it_was_asked_for(cast, office):
    submit(cast.target_entry, cast.clerk)
    give_back(cast.target_entry, cast.office, "请写明面积。")
    submit(cast.livelihood_entry, cast.clerk)
    send_due(government=cast.government, on=clock.today())
    late = "4月5日 逾期 1 个工作日"
    told = "1 次，最近 4月8日"
    assert rows(office.get(ASK)) == [
        ["勾选本单位全部 区城市管理局 · 1 项"],
        ["2", "重点工作任务 新增公共停车位7000个", "未填报", late, told],
        ["勾选本单位全部 区教委 · 2 项"],
        ["1", "预期目标 地区生产总值增长6%以上 退回意见：请写明面积。", "已退回", late, ""],
        ["1", "重点工作任务 建成小学两所，投用中学一所", "未填报", late, told],
    ]


def test_the_tabs_divide_what_is_owed(cast, office):
    submit(cast.target_entry, cast.clerk)
    give_back(cast.target_entry, cast.office)
    cast.key_entry.due_on = TUESDAY.date()
    cast.key_entry.save()
    assert found(office.get(ASK), "nav.tabs")[1] == "全部 4 逾期未报 2 尚未到期 1 退回未重报 1"
    shown = {
        tab: [row.entry.pk for row in office.get(ASK, {"tab": tab}).context["page"].rows]
        for tab in ("overdue", "coming", "returned", "x")
    }
    assert shown == {
        "overdue": [cast.other_entry.pk, cast.livelihood_entry.pk],
        "coming": [cast.key_entry.pk],
        "returned": [cast.target_entry.pk],
        "x": [cast.other_entry.pk, cast.target_entry.pk, cast.livelihood_entry.pk, cast.key_entry.pk],
    }


def test_a_link_ticks_what_it_names(cast, office):
    answer = office.get(ASK, {"entry": [cast.key_entry.pk, "x", "²", cast.foreign_entry.pk]})
    assert ticked(answer) == [str(cast.key_entry.pk)]


def test_a_unit_that_nobody_can_be_told_of_is_marked_in_the_list_and_named_before_sending(cast, office):
    cast.other_clerk.is_active = False
    cast.other_clerk.save()
    assert rows(office.get(ASK))[0] == [f"勾选本单位全部 区城市管理局 · 1 项 {WITHOUT_ACCOUNT}"]
    answer = send(office, cast.other_entry, cast.key_entry, do="preview")
    assert found(answer, "p.why") == ["■ 没有可用账号，无法通知 区城市管理局 ：请打印催办函，或请系统管理员开设账号。"]
    sent = office.post(
        ASK, {"pick": [cast.other_entry.pk, cast.key_entry.pk], "to": "clerk", "do": "send"}, follow=True
    )
    assert said(sent) == ["已催办 1 项，通知 1 人。", "区城市管理局没有可用账号，未能通知，请打印催办函。"]


def test_before_anything_is_sent_everybody_who_would_be_told_is_shown_with_his_text(cast, office):
    answer = send(office, cast.key_entry, cast.other_entry, do="preview", line="请于明日前报送。")
    assert found(answer, "h1") == ["将催办 2 项，通知 3 人"]
    key = "重点工作任务第1项“建成小学两所，投用中学一所”：应于4月5日报送，已逾期 1 个工作日。"
    other = "重点工作任务第2项“新增公共停车位7000个”：应于4月5日报送，已逾期 1 个工作日。"

    def text(line: str) -> str:
        return f"催办——一季度填报：1 项逾期未报 请于明日前报送。 【一季度填报】1 项逾期未报 {line}"

    assert rows(answer) == [
        ["赵磊 区城市管理局 · 填报员", text(other)],
        ["李静 区教委 · 填报员", text(key)],
        ["周强 区教委 · 单位审核人", text(key)],
    ]
    assert Notice.objects.count() == 0


def test_sending_tells_how_many_and_leads_to_the_record(cast, office):
    submit(cast.target_entry, cast.clerk)
    answer = office.post(
        ASK, {"pick": [cast.target_entry.pk, cast.key_entry.pk], "to": "clerk", "do": "send"}, follow=True
    )
    assert answer.redirect_chain == [(SENT, 302)]
    assert said(answer) == ["已催办 1 项，通知 1 人。", "1 项已报送，未再催办：预期目标第1项。"]


def test_what_was_asked_for_lately_is_shown_and_sent_only_after_a_yes(cast, office):
    send(office, cast.key_entry)
    with clock.pin_clock(TUESDAY):
        shown = send(office, cast.key_entry, cast.target_entry, do="preview")
        warning = "▲ 1 项近日已经催办过 同一事项不宜反复催要（《政府督查工作条例》第十五条）。 重点工作任务第1项：4月8日 陈红 仍要再次催办 去掉这 1 项"
        assert found(shown, "div.why") == [warning]
        refused = send(office, cast.key_entry, cast.target_entry)
        assert (refused.status_code, errors(refused)) == (
            409,
            ["请勾选“仍要再次催办”，或去掉这些事项。"],
        )
        assert Notice.objects.count() == 2
        mark = shown.context["page"].mailing.mark
        assert send(office, cast.key_entry, cast.target_entry, again=mark).url == SENT
    assert Notice.objects.count() == 4


def test_what_was_asked_for_lately_is_left_out_by_one_press(cast, office):
    send(office, cast.key_entry)
    with clock.pin_clock(TUESDAY):
        answer = send(office, cast.key_entry, cast.target_entry, do="drop")
    assert found(answer, "h1") == ["将催办 1 项，通知 2 人"]
    assert answer.context["page"].form.entries == [cast.target_entry.pk]


def test_when_nothing_is_left_it_is_said_and_the_list_comes_back_as_it_was(cast, office):
    send(office, cast.key_entry)
    assert found(send(office, cast.key_entry, do="preview"), "p.sub") == ["所选事项今天都已催办过，不再重复。"]
    refused = send(office, cast.key_entry, line="请抓紧。")
    assert (refused.status_code, said(refused)) == (409, ["所选事项今天都已催办过，不再重复。"])
    assert (ticked(refused), refused.context["page"].form["line"].value()) == (
        [str(cast.key_entry.pk)],
        "请抓紧。",
    )


def test_a_leader_without_an_account_is_named(cast, office):
    cast.leader.is_active = False
    cast.leader.save()
    answer = send(office, cast.key_entry, do="preview", to=["clerk", "leader"])
    assert found(answer, "p.why") == ["○ 责任区领导没有可用账号，不能提请关注 王明"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"pick": []}, "请先勾选需要催办的事项。"),
        ({"pick": ["x"]}, "勾选的事项无法识别，请刷新列表后重新勾选。"),
        ({"to": []}, "请选择发给填报员或单位审核人。"),
        ({"to": ["leader"]}, "请选择发给填报员或单位审核人；区领导只能同时提请关注。"),
        ({"line": "请" * 201}, "附言不超过 200 字。"),
    ],
)
def test_a_choice_that_cannot_be_sent_comes_back_with_what_to_mend(cast, office, wrong, why):
    given = {"pick": [cast.key_entry.pk], "to": ["clerk"], "line": "请抓紧。", "do": "send"}
    answer = office.post(ASK, given | wrong)
    assert (answer.status_code, errors(answer)) == (422, [why])
    assert answer.context["page"].form["line"].value() == (given | wrong)["line"]


def test_going_back_keeps_ticks_line_and_addressees(cast, office):
    answer = send(office, cast.key_entry, do="choose", to=["unit_head"], line="请抓紧。")
    assert ticked(answer) == [str(cast.key_entry.pk)]
    form = answer.context["page"].form
    assert (form["line"].value(), form["to"].value()) == ("请抓紧。", ["unit_head"])


def test_an_entry_of_another_government_is_not_there(cast, office):
    assert send(office, cast.key_entry, cast.foreign_entry, do="preview").status_code == 404
    assert send(office, cast.foreign_entry).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PeriodState.CLOSED, "一季度填报已截止，没有仍可报送的事项。如需补报，请先重新开启填报。"),
        (PeriodState.OPEN, "各单位都已报送，无需催办。"),
    ],
)
def test_an_empty_list_says_why(cast, office, state, words):
    for entry in (cast.target_entry, cast.livelihood_entry, cast.key_entry):
        submit(entry, cast.clerk)
    submit(cast.other_entry, cast.other_clerk)
    cast.period.state = state
    cast.period.save()
    assert found(office.get(ASK), "p.empty") == [words]


def test_without_any_period_the_page_says_what_will_stand_there(cast, office):
    Period.objects.update(state=PeriodState.PLANNED)
    for page in (ASK, SENT):
        assert found(office.get(page), "p.empty")[0].startswith("还没有填报期。")


def test_the_list_takes_as_many_queries_for_three_units_as_for_one(cast, office, reads_in):
    def one_more():
        unit = UnitFactory(government=cast.government)
        UserFactory(government=cast.government, unit=unit, role=Role.CLERK)
        EntryFactory(task=TaskFactory(plan=cast.plan, edition__lead=[unit]), period=cast.period)

    reads_in(12, office, ASK, one_more)


def test_a_preview_takes_as_many_queries_for_four_entries_as_for_one(cast, office, count_queries):
    for entries in (
        [cast.key_entry],
        [cast.key_entry, cast.target_entry, cast.livelihood_entry, cast.other_entry],
    ):
        with count_queries(14):
            send(office, *entries, do="preview")


def test_the_review_list_hands_over_what_is_not_filed(cast, office):
    answer = office.get(reverse("review_queue"), {"tab": "unfiled"})
    assert str(cast.key_entry.pk) in boxes(answer, "pick")
    assert f'action="{ASK}?of=2024-Q1"' in answer.content.decode()


def test_how_often_it_was_asked_for_stands_with_the_entry(cast, office, sign_in):
    send(office, cast.key_entry)
    line = "催办 1 次，最近 4月8日"
    review, task = reverse("review_entry", args=[cast.key_entry.pk]), reverse("task_page", args=[cast.key.pk])
    seen = {
        who: line in sign_in(cast.person(who)).get(task).content.decode()
        for who in ("office", "clerk", "leader", "cooperating_clerk")
    }
    assert line in office.get(review).content.decode()
    assert seen == {"office": True, "clerk": True, "leader": True, "cooperating_clerk": False}


def test_a_tab_without_entries_says_so(cast, office):
    assert found(office.get(ASK, {"tab": "returned"}), "p.empty") == ["没有这一类事项。"]


def test_what_was_filed_since_the_list_was_read_is_named_before_sending(cast, office):
    submit(cast.key_entry, cast.clerk)
    answer = send(office, cast.key_entry, cast.other_entry, do="preview")
    assert "○ 已报送，不再催办 重点工作任务第1项" in found(answer, "p.why")
