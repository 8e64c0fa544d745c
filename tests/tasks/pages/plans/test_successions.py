"""继任和机构调整 in the browser: what would change is shown first, and done only when it is still the same."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import PeriodState, SuccessionKind
from tasks.models import Official, Unit
from tasks.plans.reorganisation_actions import reorganise_units
from tests.cast import OfficialFactory, TaskFactory
from tests.pages import errors, found, options, rows, said

PAGE, UNITS, OFFICIALS = (reverse(name) for name in ("succession_page", "unit_reorganise", "official_succeed"))


@pytest.fixture
def next_leader(cast) -> Official:
    return OfficialFactory(government=cast.government, name="林涛", title="副区长")


def renaming(cast, **given) -> dict:
    return {
        "kind": "renamed",
        "formers": [cast.lead_unit.pk],
        "successors": "区教育局",
        "on": "2024-04-01",
        "since": cast.period.pk,
        "basis": "区委编委〔2024〕3号",
    } | given


def leaving(cast, successor, **given) -> dict:
    return {
        "official": cast.official.pk,
        "successor": successor.pk if successor else "",
        "left_on": "2024-03-31",
        "since": cast.period.pk,
    } | given


def confirmed(client, address: str, form: dict):
    """Sends the form, and then again as its preview has it."""
    answer = client.post(address, form)
    return client.post(address, form | {"confirmed": answer.context["page"].mark}, follow=True)


def test_a_unit_is_not_renamed_before_the_effect_was_shown(cast, sign_in):
    answer = sign_in(cast.administrator).post(UNITS, renaming(cast))
    assert found(answer, "dd") == [
        "区教委",
        "区教育局（新设）",
        "3 个，其中牵头 3 个、配合 0 个，自2024年一季度起按新的名称",
        "李静、周强",
    ]
    assert [each.split(" ", 1)[1] for each in found(answer, "li") if "第1项" in each] == [
        "重点工作任务第1项 · 牵头 建成小学两所，投用中学一所",
        "民生实事第1项 · 牵头 学位扩容",
        "预期目标第1项 · 牵头 地区生产总值增长6%以上",
    ]
    assert not Unit.objects.filter(name="区教育局").exists()


def test_what_was_shown_is_done_and_listed(cast, sign_in):
    answer = confirmed(sign_in(cast.office), UNITS, renaming(cast))
    assert said(answer) == ["区教委已更名为区教育局，3 个未完事项随之调整；已印发的内容不变。"]
    assert rows(answer) == [["2024年4月1日", "更名", "区教委", "区教育局", "区委编委〔2024〕3号"]]


def test_what_changed_since_it_was_shown_is_shown_again(cast, sign_in):
    client = sign_in(cast.office)
    mark = client.post(UNITS, renaming(cast)).context["page"].mark
    TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit])
    answer = client.post(UNITS, renaming(cast, confirmed=mark))
    assert found(answer, "dd")[2].startswith("4 个，其中牵头 4 个")
    assert not Unit.objects.filter(name="区教育局").exists()


def test_each_item_of_a_split_unit_is_sent_to_one_of_its_successors(cast, sign_in):
    form = renaming(cast, kind="split", successors="区教育局\n区招生办")
    client = sign_in(cast.administrator)
    field = f"item-{cast.key.pk}"
    assert options(client.post(UNITS, form), field) == ["区教育局", "区招生办"]
    confirmed(client, UNITS, form | {field: "1"})
    leading = {
        task.kind: task.editions.get(since=1).leading[0].label for task in (cast.target, cast.livelihood, cast.key)
    }
    assert leading == {"target": "区教育局", "livelihood": "区教育局", "key": "区招生办"}


def test_units_are_merged_into_one_that_is_registered(cast, sign_in):
    form = renaming(
        cast, kind="merged", formers=[cast.lead_unit.pk, cast.cooperating_unit.pk], successors="区城市管理局"
    )
    answer = confirmed(sign_in(cast.administrator), UNITS, form)
    assert said(answer) == ["区教委、区财政局已合并为区城市管理局，3 个未完事项随之调整；已印发的内容不变。"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": ""}, "请选择更名、合并或拆分。"),
        ({"formers": []}, "请选择原单位。"),
        ({"successors": " "}, "请填写承接单位。"),
        ({"on": "四月"}, "日期应写作 2024-07-15。"),
    ],
)
def test_a_form_that_is_not_whole_says_what_is_missing(cast, sign_in, given, why):
    answer = sign_in(cast.administrator).post(UNITS, renaming(cast, **given))
    assert (answer.status_code, errors(answer)) == (422, [why])


def test_what_cannot_be_is_said_on_the_page(cast, sign_in):
    answer = confirmed(sign_in(cast.administrator), UNITS, renaming(cast, successors="区教育局、区招生办"))
    assert (answer.status_code, errors(answer)) == (409, ["更名的，原单位和承接单位各一个。"])


def test_a_leaders_items_go_over_after_the_preview(cast, sign_in, next_leader):
    client = sign_in(cast.administrator)
    answer = client.post(OFFICIALS, leaving(cast, next_leader))
    assert found(answer, "p")[1:3] == [
        "3 个未完事项的责任区领导由王明改为林涛，自2024年一季度起；已印发的不变。",
        "王明的账号（王明）保留，仍可查看原来负责的事项。",
    ]
    assert Official.objects.get(name="王明").is_active
    answer = confirmed(client, OFFICIALS, leaving(cast, next_leader))
    assert said(answer) == ["王明已由林涛接任，3 个未完事项随之调整；已印发的内容不变。"]
    assert rows(answer) == [["2024年3月31日", "王明 副区长", "林涛 副区长"]]


def test_a_new_leader_is_registered_by_the_way(cast, sign_in):
    confirmed(sign_in(cast.office), OFFICIALS, leaving(cast, None, name="林涛", title="副区长"))
    assert Official.objects.get(name="林涛").title == "副区长"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "请选择接任领导，或填写新任领导的姓名。"),
        ({"official": "", "name": "林涛"}, "请选择离任的区领导。"),
        ({"left_on": "", "name": "林涛"}, "请填写日期。"),
    ],
)
def test_a_succession_says_what_is_missing(cast, sign_in, given, why):
    answer = sign_in(cast.administrator).post(OFFICIALS, leaving(cast, None, **given))
    assert (answer.status_code, errors(answer)) == (422, [why])


def test_the_unissued_periods_are_offered_and_the_open_one_is_chosen(cast, sign_in):
    cast.plan.periods.create(number=2, opens_on=date(2024, 6, 21), due_on=date(2024, 7, 5))
    cast.plan.periods.create(number=4, opens_on=date(2024, 12, 21), due_on=date(2025, 1, 5), state=PeriodState.ISSUED)
    answer = sign_in(cast.office).get(OFFICIALS)
    assert options(answer, "since") == ["2024年一季度", "2024年上半年"]
    assert answer.context["page"].form["since"].value() == cast.period.pk
    assert 'name="left_on" value="2024-04-02"' in answer.content.decode()


def test_the_pages_of_unit_and_leader_lead_there(cast, sign_in, next_leader):
    client = sign_in(cast.administrator)
    unit, official = (
        reverse("unit_edit", args=[cast.lead_unit.pk]),
        reverse("official_edit", args=[cast.official.pk]),
    )
    assert ("机构调整" in found(client.get(unit), "a"), "领导接任" in found(client.get(official), "a")) == (
        True,
        True,
    )
    form = client.get(f"{UNITS}?formers={cast.lead_unit.pk}").context["page"].form
    assert form["formers"].value() == [str(cast.lead_unit.pk)]
    reorganise_units(
        formers=[cast.lead_unit],
        successors=["区教育局"],
        kind=SuccessionKind.RENAMED,
        since=cast.period,
        on=date(2024, 4, 1),
        basis="",
        by=cast.office,
    )
    confirmed(client, OFFICIALS, leaving(cast, next_leader))
    assert "2024年4月1日 更名，由区教育局承接。" in found(client.get(unit), "p.why")
    assert "2024年3月31日离任，由林涛接任。" in found(client.get(official), "p.why")


def test_another_governments_units_and_leaders_are_no_choice(cast, sign_in):
    client = sign_in(cast.outside_administrator)
    assert client.post(UNITS, renaming(cast)).status_code == 422
    assert client.post(OFFICIALS, leaving(cast, cast.official)).status_code == 422


def test_the_list_takes_the_same_queries_for_one_and_for_three(cast, sign_in, reads_in):
    def reorganise_another():
        unit = Unit.objects.create(government=cast.government, name=f"区第{Unit.objects.count()}局")
        reorganise_units(
            formers=[unit],
            successors=[f"{unit.name}（新）"],
            kind=SuccessionKind.RENAMED,
            since=cast.period,
            on=date(2024, 4, 1),
            basis="",
            by=cast.office,
        )

    reads_in(6, sign_in(cast.office), PAGE, reorganise_another)


@pytest.mark.parametrize(("disable", "said"), [("on", "同时停用。"), ("", "保留，仍可查看原来负责的事项。")])
def test_what_becomes_of_the_leaders_account_is_shown_first(cast, next_leader, sign_in, disable, said):
    form = leaving(cast, next_leader, disable_accounts=disable)
    answer = sign_in(cast.administrator).post(OFFICIALS, form)
    assert f"王明的账号（{cast.leader}）{said}" in found(answer, "p")
