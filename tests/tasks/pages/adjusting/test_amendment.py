"""更正 and 新增 in the browser: one form of everything that is printed of an item."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from tasks.enums import PeriodState
from tasks.models import PlanChange, ProgressEntry, Task
from tests.acts import accept, submit
from tests.cast import OfficialFactory, PlanFactory, UnitFactory
from tests.pages import errors, found, options, said
from tests.tasks.adjusting.changing import amend, entry_of, leads_of, open_half_year, say, seen, set_state

BASIS = {"since": "1", "basis": "区政府第12次常务会议", "decided_on": "2024-04-02", "reason": "印错"}
NEW = reverse("item_add")


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def page_of(cast, name="task_adjust") -> str:
    return reverse(name, args=[cast.key.pk])


def shown(answer) -> dict[str, str]:
    """What the page's form would send as it stands."""
    form = html.fromstring(answer.content.decode()).xpath("//main//form[.//textarea]")[0]
    # a browser drops the line break with which a text begins, and sends an empty field too
    empty = dict.fromkeys(form.fields.keys(), "")
    sent = {name: value.removeprefix("\n") for name, value in form.form_values()}
    return {name: value for name, value in (empty | sent).items() if name != "csrfmiddlewaretoken"}


def send(client, address: str, **changed):
    return client.post(address, shown(client.get(address)) | BASIS | changed, follow=True)


def test_the_office_finds_the_way_on_the_items_page_and_nobody_else_does(cast, sign_in):
    offered = {
        who: "更改领导、单位、时限" in found(sign_in(cast.person(who)).get(page_of(cast, "task_page")), "a")
        for who in ("office", "clerk", "leader")
    }
    assert offered == {"office": True, "clerk": False, "leader": False}
    answer = sign_in(cast.office).get(reverse("plan_page"))
    assert {"新增事项", "调整记录"} <= set(found(answer, "a"))


def test_the_form_shows_what_holds_now_and_the_periods_that_are_not_issued(cast, office):
    open_half_year(cast)
    answer = office.get(page_of(cast))
    assert shown(answer) == {
        "seen": seen(cast.key),
        "text": "建成小学两所，投用中学一所",
        "name": "",
        "section": "推动教育强区建设",
        "number": "1",
        "due": "",
        "due_on": "",
        "leaders": "王明",
        "lead": "区教委",
        "cooperate": "区财政局",
        "since": "2",
        "basis": "",
        "decided_on": "",
        "reason": "",
    }
    assert options(answer, "since") == ["2024年上半年", "2024年前三季度", "2024年全年"]


def test_only_what_was_changed_is_corrected_and_the_record_offers_to_undo_it(cast, office):
    answer = send(office, page_of(cast), lead="区城市管理局")
    change = PlanChange.objects.get()
    assert (change.before, change.after) == ({"牵头单位": ["区教委"]}, {"牵头单位": ["区城市管理局"]})
    assert said(answer) == [
        "已更正“重点工作任务第1项”，有关单位和区领导会收到通知。在有人按此报送之前，可以在本页撤销。"
    ]
    assert answer.redirect_chain == [(reverse("plan_change", args=[change.pk]), 302)]
    assert "撤销这次调整" in found(answer, "button")
    undone = office.post(reverse("plan_change_undo", args=[change.pk]), follow=True)
    assert said(undone) == [
        "已撤销“更正事项：重点工作任务第1项 建成小学两所，投用中学一所”，有关单位和区领导会收到通知。"
    ]
    assert leads_of(entry_of(cast.key, cast.period)) == ["区教委"]
    assert found(undone, "p.is-none") == ["陈红已撤销这次调整。"]


def test_every_cell_takes_what_the_person_writes(cast, office):
    OfficialFactory(government=cast.government, name="李平")
    send(
        office,
        page_of(cast),
        text="建成小学三所",
        name="学校",
        section="教育强区",
        number="2",
        due="2024年9月底前",
        due_on="2024-09-30",
        leaders="李平、王明",
        lead="区城市管理局（区城管执法局）、区教委",
        cooperate="",
    )
    assert PlanChange.objects.get().after == {
        "序号": "2",
        "任务板块": "教育强区",
        "项目名称": "学校",
        "任务内容": "建成小学三所",
        "完成时限": "2024年9月底前",
        "完成时限（日期）": "2024-09-30",
        "责任区领导": ["李平", "王明"],
        "牵头单位": ["区城市管理局（区城管执法局）", "区教委"],
        "配合单位": [],
    }


def test_a_changed_deadline_without_another_day_is_read_from_its_words(cast, office):
    send(office, page_of(cast), due="6月底前", due_on="2024-06-30")
    send(office, page_of(cast), due="9月底前")
    edition = Task.objects.get(pk=cast.key.pk).current
    assert (edition.due, f"{edition.due_on}", edition.due_state) == ("9月底前", "2024-09-30", "proposed")


def test_the_items_page_tells_what_was_changed_and_why(cast, office, sign_in):
    send(office, page_of(cast), lead="区城市管理局")
    told = found(sign_in(cast.leader).get(page_of(cast, "task_page")), "li.event")
    [change] = [text for text in told if text.startswith("更正事项")]
    assert "督查办 陈红 印错 牵头单位 区教委 → 区城市管理局" in change
    assert "依据 区政府第12次常务会议" in change


def test_what_is_missing_or_unknown_is_said_beside_its_field_and_what_was_written_stays(cast, office):
    UnitFactory(government=cast.government, name="区旧局", is_active=False)
    given = {
        "lead": "区旧局",
        "leaders": "张三",
        "basis": "",
        "decided_on": "4月2日",
        "reason": " ",
        "since": "9",
        "number": "0",
    }
    answer = send(office, page_of(cast), text="建成小学三所", **given)
    assert (answer.status_code, errors(answer)) == (
        422,
        [
            "序号从 1 开始。",
            "没有名为“张三”的在任区领导，请按登记的姓名填写。",
            "没有名为“区旧局”的在用单位，请按下面名单中的名称填写。",
            "请选择尚未印发的填报期。",
            "请写明依据的文号或会议。",
            "日期应写作 2024-07-15。",
            "请写明调整理由。",
        ],
    )
    assert shown(answer)["text"] == "建成小学三所"
    assert not PlanChange.objects.exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "没有变化，无需调整。"),
        ({"text": ""}, "请写明任务内容。"),
        ({"lead": ""}, "至少要有一个牵头单位。"),
        ({"number": "99999999999999999999"}, "序号应在 1 至 2 之间。"),
        ({"due": "年底", "due_on": "2099-12-31"}, "完成时限应在2024年至2034年之间。"),
        ({"text": "新", "decided_on": "2030-01-01"}, "决定日期不能晚于今天；到时再办理。"),
        ({"text": "新", "decided_on": "1990-01-01"}, "决定日期应在2023年以后。"),
    ],
)
def test_what_the_action_refuses_is_said_above_the_form(cast, office, changed, why):
    answer = send(office, page_of(cast), **changed)
    assert (answer.status_code, errors(answer)) == (409, [why])


def test_a_colleagues_change_is_shown_and_the_next_save_rests_on_it(cast, office):
    form = shown(office.get(page_of(cast))) | BASIS | {"text": "建成小学五所"}
    amend(cast, say("建成小学三所"), by=cast.second_office)
    answer = office.post(page_of(cast), form)
    assert answer.status_code == 409
    assert "其他人已经保存过。现存内容为——序号：1；" in errors(answer)[0]
    again = office.post(page_of(cast), shown(answer), follow=True)
    assert "已更正“重点工作任务第1项”" in said(again)[0]
    assert entry_of(cast.key, cast.period).edition.text == "建成小学五所"


ITEM = {
    "kind": "livelihood",
    "text": "新建社区食堂5个",
    "name": "社区食堂",
    "section": "民生保障",
    "leaders": "王明",
    "lead": "区城市管理局",
    "cooperate": "区财政局、区教委",
    "due": "2024年11月底前",
}


def test_an_item_is_added_and_asked_at_once(cast, office):
    answer = send(office, NEW, **ITEM)
    assert said(answer)[0] == (
        "已新增“民生实事第2项”，有关单位和区领导会收到通知。在有人按此报送之前，可以在本页撤销。"
    )
    assert said(answer)[1] == "任务内容中的量化指标已重新识别，请在“指标”中核定。"
    entry = ProgressEntry.objects.get(task__current__name="社区食堂")
    assert (entry.period, entry.state, entry.number, leads_of(entry)) == (cast.period, "blank", 2, ["区城市管理局"])
    assert [(one.label, one.before) for one in entry.edition.cooperating] == [("区财政局", ""), ("区教委", "、")]


def test_a_closed_period_is_not_offered_for_a_new_item(cast, office):
    set_state(cast.period, PeriodState.CLOSED)
    assert options(office.get(NEW), "since") == ["2024年上半年", "2024年前三季度", "2024年全年"]


def test_an_item_that_cannot_be_added_is_refused_with_the_reason(cast, office):
    send(office, NEW, **ITEM)
    answer = send(office, NEW, **ITEM)
    assert (answer.status_code, errors(answer)) == (409, ["方案中已有相同的事项（民生实事第2项），没有重复新增。"])
    assert errors(send(office, NEW, **ITEM | {"lead": ""})) == ["至少要有一个牵头单位。"]
    assert errors(send(office, NEW, **ITEM | {"kind": "x"})) != []


def test_an_item_goes_into_the_plan_of_the_year_that_the_address_names(cast, office):
    PlanFactory(government=cast.government, year=2023)
    assert found(office.get(f"{NEW}?year=2023"), "h1") == ["2023年方案新增事项"]
    assert office.get(f"{NEW}?year=1999").status_code == 404


def test_a_new_lead_unit_of_what_is_filed_already_is_told_as_it_is(cast, office):
    accept(submit(cast.key_entry, cast.clerk, "建成一所。"), cast.office)
    filed = "2024年一季度已由区教委报送（已通过）"
    assert [one.partition("从这一期起")[0].strip() for one in found(office.get(page_of(cast)), "p.why")] == [filed]
    answer = send(office, page_of(cast), lead="区城市管理局")
    assert said(answer) == [
        f"已更正“{cast.key}”，有关单位和区领导会收到通知。",
        f"{filed}，这些文字现在列在新牵头单位名下，新单位本期不再填报。要由新单位重新填报的，请在填报审核中退回。",
    ]


def test_the_form_of_a_new_item_says_until_when_it_is_filed(cast, office, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    assert "新列入的事项可报送至2024年4月15日（5 个工作日），此前不算逾期。" in office.get(NEW).content.decode()
