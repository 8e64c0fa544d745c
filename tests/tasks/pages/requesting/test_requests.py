"""申请 in the browser: asked for on the item's pages, answered with both values side by side, read by both."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import DeadlineState, RequestKind, RequestState
from tasks.models import ChangeRequest
from tasks.requesting.request_actions import decide_request, withdraw_request
from tests.acts import REASON, ask
from tests.cast import EntryFactory, TaskFactory, UnitFactory
from tests.pages import errors, found, options, rows, said

LIST = reverse("request_list")
OLD = "建成小学两所，投用中学一所"
ITEM = f"2024年一季度 · 重点工作任务第1项 {OLD}"


def filing(cast, kind: str = "") -> str:
    return reverse("request_file", args=[cast.key_entry.pk]) + (f"?kind={kind}" if kind else "")


def page_of(request: ChangeRequest) -> str:
    return reverse("request_page", args=[request.pk])


def sent(client, address: str, **form):
    """Posts the form with what its page holds by itself."""
    seen = getattr(client.get(address).context["page"], "seen", "")
    return client.post(address, {"seen": seen} | form, follow=True)


@pytest.mark.parametrize("name", ["task_page", "entry_page"])
@pytest.mark.parametrize(("who", "offered"), [("clerk", True), ("unit_head", True), ("cooperating_clerk", False)])
def test_a_lead_unit_finds_the_way_on_its_items_pages(cast, sign_in, name, who, offered):
    page = reverse(name, args=[cast.key.pk if name == "task_page" else cast.key_entry.pk])
    assert ("提出申请" in found(sign_in(cast.person(who)).get(page), "a")) == offered


@pytest.mark.parametrize(
    ("name", "who"),
    [("task_page", "clerk"), ("task_page", "office"), ("entry_page", "clerk"), ("review_entry", "office")],
)
def test_what_waits_is_told_on_the_items_pages(cast, sign_in, name, who):
    ask(cast)
    page = reverse(name, args=[cast.key.pk if name == "task_page" else cast.key_entry.pk])
    assert f"延期报送 待办理 区教委 4月2日申请：{REASON} 查看" in found(sign_in(cast.person(who)).get(page), "div.why")


@pytest.mark.parametrize(
    ("kind", "form", "after"),
    [
        ("extend_filing", {"due_on": "2024-04-20"}, {"报送截止": "2024-04-20"}),
        (
            "extend_due",
            {"due": "2024年12月底前", "due_on": ""},
            {"完成时限": "2024年12月底前", "完成时限（日期）": ""},
        ),
        ("adjust_text", {"text": "建成小学三所"}, {"任务内容": "建成小学三所"}),
        (
            "adjust_duties",
            {"lead": "区教委、区城市管理局", "cooperate": ""},
            {"牵头单位": ["区教委", "区城市管理局"], "配合单位": []},
        ),
    ],
)
def test_each_kind_has_its_form(cast, sign_in, kind, form, after):
    answer = sent(sign_in(cast.clerk), filing(cast, kind), reason=REASON, **form)
    request = ChangeRequest.objects.get()
    assert (request.kind, request.after, request.reason) == (kind, after, REASON)
    assert said(answer) == [f"已申请{request.get_kind_display()}，等待督查办办理。"]


def test_the_lead_is_handed_to_one_of_the_units_in_use(cast, sign_in):
    UnitFactory(government=cast.government, name="区体育局", is_active=False)
    client, page = sign_in(cast.clerk), filing(cast, "hand_over")
    assert sorted(options(client.get(page), "unit")) == ["区城市管理局", "区财政局", "请选择单位"]
    sent(client, page, unit=cast.other_unit.pk, stays="on", reason=REASON)
    request = ChangeRequest.objects.get()
    assert request.after == {"牵头单位": ["区城市管理局"], "配合单位": ["区财政局", "区教委"]}


def test_the_forms_begin_with_what_is_in_force(cast, sign_in):
    client = sign_in(cast.clerk)
    assert found(client.get(filing(cast, "adjust_text")), "textarea")[0] == OLD
    assert found(client.get(filing(cast, "adjust_duties")), "textarea")[:2] == ["区教委", "区财政局"]
    assert "现定2024年4月5日截止。" in found(client.get(filing(cast)), "p.help")
    edition = cast.key.current
    edition.due_on, edition.due_state = date(2024, 9, 30), DeadlineState.CONFIRMED
    edition.save()
    assert 'name="due_on" value="2024-09-30"' in client.get(filing(cast, "extend_due")).content.decode()


@pytest.mark.parametrize(
    ("kind", "form", "said_of_it"),
    [
        ("extend_filing", {"due_on": "下周"}, ["日期应写作 2024-07-15。"]),
        ("extend_filing", {"due_on": "2024-04-20", "reason": ""}, ["请写明申请理由。"]),
        ("extend_due", {"due": ""}, ["请写明新的完成时限。"]),
        ("adjust_text", {"text": " "}, ["请写明任务内容。"]),
        ("adjust_duties", {"lead": ""}, ["至少要有一个牵头单位。"]),
        (
            "adjust_duties",
            {"lead": "区教委、区航天局"},
            ["没有名为“区航天局”的在用单位，请按下面名单中的名称填写。"],
        ),
        ("hand_over", {"unit": ""}, ["请选择接手的单位。"]),
    ],
)
def test_a_form_says_what_is_to_be_mended_and_keeps_the_rest(cast, sign_in, kind, form, said_of_it):
    answer = sign_in(cast.clerk).post(filing(cast, kind), {"reason": REASON} | form)
    assert (answer.status_code, errors(answer), ChangeRequest.objects.count()) == (422, said_of_it, 0)


def test_what_the_office_would_have_to_refuse_is_said_at_once(cast, sign_in):
    answer = sign_in(cast.clerk).post(filing(cast, "extend_filing"), {"due_on": "2024-04-05", "reason": REASON})
    assert (answer.status_code, errors(answer)) == (409, ["新的报送截止日期应晚于现定的2024年4月5日。"])
    assert REASON in found(answer, "textarea")


def test_a_kind_that_waits_already_has_no_form(cast, sign_in):
    ask(cast)
    answer = sign_in(cast.clerk).get(filing(cast, "extend_filing"))
    assert "该事项已有一件“延期报送”的申请待办理。" in found(answer, "p.why")
    assert found(answer, "form") == []


def test_both_values_stand_side_by_side_with_their_differences(cast, sign_in):
    request = ask(cast, RequestKind.ADJUST_TEXT, {"text": "建成小学三所，投用中学一所"})
    answer = sign_in(cast.office).get(page_of(request))
    assert rows(answer) == [["任务内容", "建成小学 两 所，投用中学一所", "建成小学 三 所，投用中学一所"]]
    assert (found(answer, "del"), found(answer, "ins")) == (["两"], ["三"])


def test_the_office_grants_and_the_next_request_comes_up(cast, sign_in):
    first, second = ask(cast), ask(cast, RequestKind.EXTEND_DUE, {"due": "年底前", "due_on": ""})
    client = sign_in(cast.office)
    answer = sent(client, page_of(first), granted="yes", decision="同意。", basis="区长批示")
    assert (said(answer), answer.request["PATH_INFO"]) == (
        ["已同意区教委的申请（延期报送）。"],
        page_of(second),
    )
    answer = sent(client, page_of(second), granted="no", decision="请抓紧。", basis="")
    assert said(answer) == ["已不同意区教委的申请（延长完成时限）。", "申请已全部办理。"]
    assert [one.state for one in ChangeRequest.objects.order_by("pk")] == [
        RequestState.GRANTED,
        RequestState.REFUSED,
    ]


def test_the_unit_reads_the_answer_and_finds_its_later_day(cast, sign_in):
    request = ask(cast)
    decide_request(request=request, granted=True, decision="同意。", basis="区长批示", by=cast.office)
    client = sign_in(cast.clerk)
    answer = client.get(page_of(request))
    assert found(answer, "h2")[-2:] == ["已调整的内容", "办理结果"]
    assert {"依据：区长批示", "陈红 2024年4月2日"} <= set(found(answer, ".soft"))
    page = client.get(reverse("entry_page", args=[cast.key_entry.pk]))
    assert "另定 4月20日前报送" in found(page, "span.st")


def test_the_items_page_tells_what_was_asked_for_and_decided(cast, sign_in):
    decide_request(request=ask(cast), granted=True, decision="同意。", basis="", by=cast.office)
    answer = sign_in(cast.cooperating_clerk).get(reverse("task_page", args=[cast.key.pk]))
    told = [each.split(" ", 3) for each in found(answer, "li.event")]
    assert [(act, rest) for act, _, _, rest in told] == [
        ("办理申请", "督查办 陈红 同意。 报送截止 2024年4月5日 → 2024年4月20日 申请 同意"),
        ("提出申请", f"区教委 李静 {REASON} 报送截止 2024年4月5日 → 2024年4月20日"),
    ]


def test_a_value_that_changed_meanwhile_is_shown_beside_the_one_that_was_asked_about(cast, sign_in):
    request = ask(cast, RequestKind.ADJUST_TEXT, {"text": "建成小学三所，投用中学一所"})
    client = sign_in(cast.office)
    seen = client.get(page_of(request)).context["page"].seen
    edition = cast.key.current
    edition.text = "建成小学两所，投用中学两所"
    edition.save()
    answer = client.post(page_of(request), {"granted": "yes", "decision": "同意。", "seen": seen})
    assert (answer.status_code, errors(answer)) == (
        409,
        ["申请所涉及的内容刚刚有了变动，请对照现行内容再作决定。"],
    )
    assert rows(answer) == [
        ["任务内容", "建成小学两所，投用中学 一 所", "建成小学两所，投用中学 两 所"],
        ["任务内容", "建成小学 两 所，投用中学 两 所", "建成小学 三 所，投用中学 一 所"],
    ]
    answer = sent(client, page_of(request), granted="yes", decision="同意。")
    assert said(answer)[0] == "已同意区教委的申请（调整任务表述）。"


def test_new_figures_are_to_be_confirmed_and_the_office_is_told(cast, sign_in):
    request = ask(cast, RequestKind.ADJUST_TEXT, {"text": "新增学位300个"})
    answer = sent(sign_in(cast.office), page_of(request), granted="yes")
    assert "任务内容中的量化指标已重新识别，请在“指标”中核定。" in said(answer)


def test_what_can_no_longer_be_granted_is_said_before_anybody_tries(cast, sign_in):
    wanted = {"giver": cast.lead_unit.pk, "receiver": [cast.other_unit.pk, "区城市管理局"], "stays": True}
    request = ask(cast, RequestKind.HAND_OVER, wanted)
    cast.other_unit.is_active = False
    cast.other_unit.save()
    answer = sign_in(cast.office).get(page_of(request))
    assert "▲ 现在不能同意 “区城市管理局”已停用，请选择在用的单位。" in found(answer, "p.why")


def test_refusing_without_a_reason_stays_on_the_page(cast, sign_in):
    answer = sent(sign_in(cast.office), page_of(ask(cast)), granted="no", basis="区长批示")
    assert (answer.status_code, errors(answer)) == (422, ["不同意的，请写明理由，申请单位将看到。"])


def test_who_answers_second_is_told_and_keeps_the_words(cast, sign_in):
    request = ask(cast)
    client = sign_in(cast.second_office)
    seen = client.get(page_of(request)).context["page"].seen
    withdraw_request(request=request, by=cast.clerk)
    answer = client.post(page_of(request), {"granted": "yes", "decision": "同意延期。", "seen": seen})
    assert (answer.status_code, errors(answer)) == (409, ["区教委已撤回这件申请，没有再办理。"])
    assert found(answer, "p.theirs") == ["同意延期。"]


def test_the_unit_takes_its_request_back(cast, sign_in):
    request = ask(cast)
    client = sign_in(cast.clerk)
    assert "撤回申请" in found(client.get(page_of(request)), "button")
    answer = client.post(reverse("request_withdraw", args=[request.pk]), follow=True)
    assert (said(answer), "撤回申请" in found(answer, "button")) == (["已撤回申请。"], False)


@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_others_read_it_without_a_form(cast, sign_in, who):
    request = ask(cast)
    client = sign_in(cast.person(who))
    assert "办理，下一件" not in found(client.get(page_of(request)), "button")
    assert client.post(page_of(request), {"granted": "yes"}).status_code == 403


def test_the_list_holds_what_waits_and_what_was_answered(cast, sign_in):
    decide_request(request=ask(cast), granted=True, decision="同意。", basis="区长批示", by=cast.office)
    ask(cast, RequestKind.EXTEND_DUE, {"due": "年底前", "due_on": ""})
    answer = sign_in(cast.clerk).get(LIST)
    assert found(answer, "h2") == ["待办理", "2024 年已办理"]
    assert rows(answer) == [
        [ITEM, "延长完成时限", "区教委", REASON, "2024年4月2日"],
        [ITEM, "延期报送", "区教委", "同意", "同意。 依据：区长批示", "陈红 2024年4月2日"],
    ]


def test_the_list_takes_the_same_queries_for_one_and_for_three(cast, sign_in, reads_in):
    def ask_about_another():
        task = TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit])
        ask(cast, entry=EntryFactory(task=task, period=cast.period))

    reads_in(4, sign_in(cast.office), LIST, ask_about_another)
