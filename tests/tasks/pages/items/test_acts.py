"""事项: what each person may do with an item in each state, and which of it is the next step."""

from datetime import date

import pytest
from django.urls import reverse

from tasks import clock
from tasks.enums import EntryState, PeriodState
from tasks.models import Ending
from tests.acts import accept, ask, give_back, judge, save, submit
from tests.pages import found

FILE, PLAN_ACTS = "填报本期进展", ["更改领导、单位、时限", "填写节点", "标为内部事项", "销号或停办", "关联同一事项"]
OF_THE_OFFICE = ["研判这一项", "催办", "请配合单位填写", *PLAN_ACTS]


def stay_blank(cast):
    pass


def draft(cast):
    save(cast.key_entry, cast.clerk, "草稿。")


def file(cast):
    submit(cast.key_entry, cast.clerk)


def confirming(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)


def returned(cast):
    file(cast)
    give_back(cast.key_entry, cast.office)


def accepted(cast):
    file(cast)
    accept(cast.key_entry, cast.office)


def judged(cast):
    accepted(cast)
    judge(cast.key_entry, cast.office)


def issued(cast):
    judged(cast)
    cast.period.state = PeriodState.ISSUED
    cast.period.save()


def requested(cast):
    ask(cast)


def closed(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()


#: state → who → what stands on his page, the next step first and in brackets
ACTS = {
    stay_blank: {
        "clerk": [f"[{FILE}]", "提出申请", "请配合单位填写", "填写节点"],
        "cooperating_clerk": ["填写配合进展"],
        "office": ["[催办]", "研判这一项", "请配合单位填写", *PLAN_ACTS],
        "leader": [],
        "head": [],
    },
    draft: {"clerk": [f"[{FILE}]", "提出申请", "请配合单位填写", "填写节点"]},
    confirming: {
        "clerk": ["查看填报", "撤回修改", "提出申请", "请配合单位填写", "填写节点"],
        "unit_head": ["[审核本单位填报]", "撤回修改", "提出申请", "请配合单位填写", "填写节点"],
    },
    file: {
        "clerk": ["查看填报", "撤回修改", "提出申请", "填写节点"],
        "cooperating_clerk": [],
        "office": ["[审核通过]", "退回修改", "改报告用语", "研判这一项", *PLAN_ACTS],
    },
    returned: {
        "clerk": ["[修改后重报]", "提出申请", "请配合单位填写", "填写节点"],
        "office": ["[催办]", "研判这一项", "请配合单位填写", *PLAN_ACTS],
    },
    accepted: {
        "clerk": ["查看填报", "提出申请", "填写节点"],
        "office": ["[研判这一项]", "退回修改", "改报告用语", "撤销通过", *PLAN_ACTS],
    },
    judged: {
        "clerk": ["查看填报", "申请复核", "提出申请", "填写节点"],
        "office": ["退回修改", "改报告用语", "撤销通过", "改研判", *PLAN_ACTS],
    },
    issued: {"clerk": ["查看填报", "申请复核", "填写节点"], "office": PLAN_ACTS},
    requested: {"office": ["[办理延期报送申请]", "研判这一项", "催办", "请配合单位填写", *PLAN_ACTS]},
    closed: {"office": ["[研判这一项]", *PLAN_ACTS], "clerk": ["查看填报", "提出申请", "填写节点"]},
}


def shown(page) -> list[str]:
    """The acts of the page as people see them, the next step first and in brackets."""
    first = [f"[{page.next_act.label}]"] if page.next_act else []
    return first + [act.label for act in page.other_acts]


@pytest.mark.parametrize(
    ("before", "who"), [(before, who) for before, people in ACTS.items() for who in people], ids=lambda one: str(one)
)
def test_a_person_finds_what_he_may_do_now_and_nothing_else(cast, sign_in, before, who):
    before(cast)
    answer = sign_in(cast.person(who)).get(reverse("task_page", args=[cast.key.pk]))
    assert shown(answer.context["page"]) == ACTS[before][who]


@pytest.mark.parametrize("before", ACTS)
@pytest.mark.parametrize("who", ["clerk", "office"])
def test_every_place_that_an_act_leads_to_opens(cast, sign_in, before, who):
    before(cast)
    client = sign_in(cast.person(who))
    page = client.get(reverse("task_page", args=[cast.key.pk])).context["page"]
    led = {act.label: client.get(act.address).status_code for act in page.acts if act.posts is None}
    assert {label: code for label, code in led.items() if code not in (200, 302)} == {}


def test_an_item_that_is_done_is_resumed_and_asks_nothing(cast, sign_in):
    given = {"kind": "done", "since": 2, "on": date(2024, 3, 20), "words": "已完成。", "basis": "区政府第30次常务会议"}
    Ending.objects.create(task=cast.key, made_at=clock.now(), made_by=cast.office, **given)
    page = sign_in(cast.office).get(reverse("task_page", args=[cast.key.pk])).context["page"]
    assert shown(page) == [
        "[催办]",
        "研判这一项",
        "请配合单位填写",
        "更改领导、单位、时限",
        "标为内部事项",
        "恢复办理",
        "关联同一事项",
    ]


def test_one_button_is_dark(cast, sign_in):
    file(cast)
    answer = sign_in(cast.office).get(reverse("task_page", args=[cast.key.pk]))
    quiet = found(answer, "button.ghost") + found(answer, "button.link")
    assert [text for text in found(answer, "button") if text not in quiet] == ["审核通过 ↵"]


def test_accepting_in_place_comes_back_to_the_item(cast, sign_in):
    file(cast)
    client = sign_in(cast.office)
    page = client.get(reverse("task_page", args=[cast.key.pk])).context["page"]
    answer = client.post(page.next_act.address, {**page.next_act.posts, "next": page.address})
    cast.key_entry.refresh_from_db()
    assert (answer.url, cast.key_entry.state) == (page.address, EntryState.ACCEPTED)
