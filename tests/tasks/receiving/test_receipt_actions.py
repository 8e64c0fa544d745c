"""签收: units sign for their items or return them, the office opens it, reminds and decides."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind, ReceiptState, ResponsibilityRole, Role
from tasks.models import Event, Plan, Receipt, Reminder
from tasks.permissions import Refused
from tasks.receiving.receipt_actions import GivenReceipt, decide_receipt, open_receipts, sign_receipts
from tasks.receiving.receipt_notice_actions import remind_to_sign
from tasks.receiving.receipts import compute_receipts_fingerprint, list_item_receipts
from tests.cast import UnitFactory, UserFactory, make_cast, name_units
from tests.together import refusals_at_one_moment

PEOPLE = {"in_charge": "周强", "in_charge_post": "副主任", "contact": "李静", "telephone": "023 67891234"}
DAY = date(2024, 4, 10)


def opened(cast):
    open_receipts(plan=cast.plan, due_on=DAY, by=cast.office)
    return cast


@pytest.fixture
def asked(cast):
    """The office has asked the lead units to sign."""
    return opened(cast)


def mark(cast, unit) -> str:
    return compute_receipts_fingerprint(list_item_receipts(cast.plan, [unit.pk]))


def sign(cast, *given, by=None, unit=None, seen=None) -> list[Receipt]:
    unit = unit or cast.lead_unit
    seen = mark(cast, unit) if seen is None else seen
    return sign_receipts(plan=cast.plan, unit=unit, given=given, seen=seen, by=by or cast.clerk)


def own(task, **other) -> GivenReceipt:
    return GivenReceipt(task.pk, is_own=True, **PEOPLE | other)


def foreign(task, reason="由区城市管理局负责。") -> GivenReceipt:
    return GivenReceipt(task.pk, is_own=False, reason=reason)


def refusal_of(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


def fault_of(act, *args, **kwargs) -> dict:
    with pytest.raises(ValidationError) as fault:
        act(*args, **kwargs)
    return fault.value.message_dict


def states(cast) -> dict:
    return {row.task: row.state for row in list_item_receipts(cast.plan)}


def told(user) -> list[str]:
    return [notice.subject for notice in user.notices.order_by("pk")]


def test_the_office_opens_it_and_everybody_of_the_lead_units_is_told(cast):
    assert open_receipts(plan=cast.plan, due_on=DAY, by=cast.office) == 3
    assert Plan.objects.get(pk=cast.plan.pk).receipts_due_on == DAY
    assert [told(user) for user in (cast.clerk, cast.unit_head, cast.other_clerk, cast.cooperating_clerk)] == [
        ["请签收2024年任务"],
        ["请签收2024年任务"],
        ["请签收2024年任务"],
        [],
    ]
    assert cast.other_clerk.notices.get().body == (
        "2024年政府工作报告目标任务中由区城市管理局牵头的有 1 项，请于4月10日前签收，"
        "写明责任人和联系人；不属本单位职责的，写明理由退回。"
    )
    event = Event.objects.get()
    assert (event.kind, event.after) == (EventKind.RECEIPTS_OPENED, {"签收截止日期": "2024-04-10", "通知人数": 3})


def test_a_moved_day_tells_only_those_who_have_not_signed(asked):
    sign(asked, own(asked.target), own(asked.livelihood), own(asked.key))
    assert open_receipts(plan=asked.plan, due_on=date(2024, 4, 20), by=asked.office) == 1
    assert told(asked.other_clerk) == ["请签收2024年任务"] * 2


def test_the_day_is_neither_past_nor_years_away_nor_the_same(asked):
    assert fault_of(open_receipts, plan=asked.plan, due_on=date(2024, 4, 1), by=asked.office) == {
        "due_on": ["签收截止日期不能早于今天。"]
    }
    assert fault_of(open_receipts, plan=asked.plan, due_on=date(2026, 1, 1), by=asked.office) == {
        "due_on": ["签收截止日期不能晚于 2025 年底。"]
    }
    said = refusal_of(open_receipts, plan=asked.plan, due_on=DAY, by=asked.office)
    assert said == "2024年的签收截止日期已经是2024年4月10日，没有改动。"


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_only_the_office_of_the_own_government_opens_it(cast, who):
    assert refusal_of(open_receipts, plan=cast.plan, due_on=DAY, by=cast.person(who)).startswith("您的角色“")
    assert Plan.objects.get(pk=cast.plan.pk).receipts_due_on is None


def test_one_entry_signs_for_all_items_and_the_trail_keeps_no_telephone(asked):
    sign(asked, own(asked.target), own(asked.livelihood, contact="王磊", telephone="6620"), own(asked.key))
    kept = Receipt.objects.order_by("task").values_list("in_charge", "in_charge_post", "contact", "telephone")
    assert list(kept) == [
        ("周强", "副主任", "李静", "023-67891234"),
        ("周强", "副主任", "王磊", "6620"),
        ("周强", "副主任", "李静", "023-67891234"),
    ]
    event = Event.objects.get(kind=EventKind.RECEIPTS_SIGNED)
    assert (event.subject, event.actor_name, event.after) == (
        "2024年任务（区教委）",
        "李静",
        {
            "签收": ["预期目标第1项", "民生实事第1项", "重点工作任务第1项"],
            "责任人": ["副主任周强"],
            "联系人": ["李静", "王磊"],
        },
    )


def test_an_item_that_is_not_the_units_own_goes_to_the_office_with_the_reason(asked):
    sign(asked, own(asked.target), foreign(asked.key))
    assert states(asked) == {
        asked.target: ReceiptState.RECEIVED,
        asked.livelihood: None,
        asked.key: ReceiptState.DISPUTED,
        asked.other_key: None,
    }
    assert [told(user) for user in (asked.office, asked.second_office)] == [["区教委退回 1 项任务"]] * 2
    assert asked.office.notices.get().body == "区教委认为2024年重点工作任务第1项不属本单位职责，请办理。"


def test_what_the_office_keeps_has_to_be_signed_for_and_cannot_be_returned_again(asked):
    [receipt] = sign(asked, foreign(asked.key))
    decide_receipt(receipt=receipt, keeps=True, decision="三定方案中属区教委职责。", by=asked.office)
    assert asked.clerk.notices.latest("pk").body == (
        "重点工作任务第1项：督查办决定维持原分工，请签收。理由：三定方案中属区教委职责。"
    )
    assert refusal_of(sign, asked, foreign(asked.key)) == (
        "重点工作任务第1项督查办已决定维持原分工，不能再次退回，请签收。"
    )
    [signed] = sign(asked, own(asked.key))
    assert (signed.state, signed.decided_as, signed.decision) == (
        ReceiptState.RECEIVED,
        "维持分工",
        "三定方案中属区教委职责。",
    )
    event = Event.objects.get(kind=EventKind.RECEIPT_DECIDED)
    assert (event.subject, event.reason, event.after) == (
        "重点工作任务第1项（区教委）",
        "三定方案中属区教委职责。",
        {"办理": "维持分工"},
    )


def test_what_the_office_agrees_to_is_not_asked_for_and_the_new_lead_unit_signs(asked):
    sign(asked, own(asked.target), own(asked.livelihood))
    [receipt] = sign(asked, foreign(asked.key))
    decide_receipt(receipt=receipt, keeps=False, decision="", by=asked.office)
    assert refusal_of(sign, asked, own(asked.key)) == "重点工作任务第1项督查办已同意调整牵头单位，不用再签收。"
    asked.key.current.responsibilities.all().delete()
    name_units(asked.key.current, ResponsibilityRole.LEAD, [asked.other_unit])
    assert {row.task: row.state for row in list_item_receipts(asked.plan, [asked.lead_unit.pk])} == {
        asked.target: ReceiptState.RECEIVED,
        asked.livelihood: ReceiptState.RECEIVED,
    }
    assert {row.task: row.state for row in list_item_receipts(asked.plan, [asked.other_unit.pk])} == {
        asked.key: None,
        asked.other_key: None,
    }


def test_every_refused_decision_says_why(asked):
    [receipt] = sign(asked, foreign(asked.key))
    given = {"receipt": receipt, "keeps": True, "decision": "属本单位。"}
    assert fault_of(decide_receipt, **given | {"decision": " "}, by=asked.office) == {
        "decision": ["维持原分工的，请写明理由，单位会看到。"]
    }
    assert fault_of(decide_receipt, **given | {"decision": "长" * 1001}, by=asked.office) == {
        "decision": ["至多 1000 字，现有 1001 字。"]
    }
    assert refusal_of(decide_receipt, **given, by=asked.clerk) == "您的角色“填报员”不能进行此项操作。"
    assert refusal_of(decide_receipt, **given, by=asked.stranger) == "您的角色“督查办”不能进行此项操作。"
    decide_receipt(**given, by=asked.office)
    assert refusal_of(decide_receipt, **given, by=asked.second_office) == "陈红已经办理：维持分工。"
    sign(asked, own(asked.key))
    assert refusal_of(decide_receipt, **given, by=asked.office) == "区教委刚刚已签收重点工作任务第1项，不用再办理。"


def test_a_return_of_an_item_that_has_another_lead_unit_by_now_is_not_decided(asked):
    [receipt] = sign(asked, foreign(asked.key))
    asked.key.current.responsibilities.all().delete()
    name_units(asked.key.current, ResponsibilityRole.LEAD, [asked.other_unit])
    said = refusal_of(decide_receipt, receipt=receipt, keeps=True, decision="属本单位。", by=asked.office)
    assert said == "重点工作任务第1项已不由区教委牵头，不用再办理。"


def test_every_refused_signing_says_why(cast):
    assert refusal_of(sign, cast, own(cast.key)) == "督查办还没有开启2024年的签收。"
    opened(cast)
    assert refusal_of(sign, cast) == "没有勾选要签收或退回的事项。"
    assert refusal_of(sign, cast, own(cast.key), by=cast.other_clerk) == "您不是区教委的人员，不能替它签收。"
    assert refusal_of(sign, cast, own(cast.key), by=cast.office) == "您的角色“督查办”不能进行此项操作。"
    assert refusal_of(sign, cast, own(cast.other_key)) == "有的事项已不由本单位牵头，请刷新页面后重新签收。"
    sign(cast, own(cast.key))
    assert refusal_of(sign, cast, own(cast.key)) == "所填内容与已签收的相同，没有改动。"
    assert refusal_of(sign, cast, foreign(cast.key)) == (
        "重点工作任务第1项已经签收，不能再退回。确需移交的，请在该事项中提出申请。"
    )
    assert refusal_of(sign, cast, own(cast.target), seen="") == (
        "您打开本页之后，本单位的事项或签收情况有了变化。已填的内容仍在，请核对后再次提交。"
    )
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"in_charge": " "}, {"in_charge": ["请填写责任人姓名。"]}),
        ({"contact": ""}, {"contact": ["请填写联系人姓名。"]}),
        ({"telephone": ""}, {"telephone": ["请填写联系电话。"]}),
        ({"in_charge_post": "职" * 101}, {"in_charge_post": ["至多 100 字，现有 101 字。"]}),
        ({"contact": "名" * 51}, {"contact": ["至多 50 字，现有 51 字。"]}),
        ({"is_own": False, "reason": " "}, {"reason": ["请写明不属本单位职责的理由。"]}),
        ({"is_own": False, "reason": "由" * 1001}, {"reason": ["至多 1000 字，现有 1001 字。"]}),
    ],
)
def test_nothing_is_signed_for_while_one_item_is_not_complete(asked, given, fault):
    wrong = GivenReceipt(**{"task": asked.key.pk, "is_own": True} | PEOPLE | given)
    assert fault_of(sign, asked, own(asked.target), wrong) == fault
    assert Receipt.objects.count() == 0


def test_people_may_change_during_the_year(asked):
    sign(asked, own(asked.key))
    [again] = sign(asked, own(asked.key, contact="王磊", telephone="13812345678"), by=asked.unit_head)
    assert (again.call, again.made_by, Receipt.objects.count()) == ("王磊 13812345678", asked.unit_head, 1)


def test_every_member_of_a_group_signs_for_itself(asked):
    towns = [UnitFactory(government=asked.government, name=name) for name in ("甲镇", "乙镇")]
    group = UnitFactory(government=asked.government, name="各镇街", is_group=True)
    group.members.set(towns)
    clerk = UserFactory(role=Role.CLERK, unit=towns[0], government=asked.government)
    asked.key.current.responsibilities.all().delete()
    name_units(asked.key.current, ResponsibilityRole.LEAD, [group])
    [receipt] = sign(asked, own(asked.key), by=clerk, unit=towns[0])
    assert receipt.unit == towns[0]
    rows = [(row.unit.name, row.state) for row in list_item_receipts(asked.plan) if row.task == asked.key]
    assert sorted(rows, key=str) == [("乙镇", None), ("甲镇", ReceiptState.RECEIVED)]
    assert refusal_of(sign, asked, own(asked.key), by=clerk, unit=group) == "您不是各镇街的人员，不能替它签收。"


def test_a_reminder_goes_to_units_that_have_not_signed_once_a_day(asked):
    sign(asked, own(asked.target), own(asked.livelihood), own(asked.key))
    units = [asked.lead_unit.pk, asked.other_unit.pk]
    reminded = remind_to_sign(plan=asked.plan, units=units, line="请尽快。", by=asked.office)
    assert (reminded.told, reminded.signed, reminded.people) == (["区城市管理局"], ["区教委"], 1)
    assert asked.other_clerk.notices.latest("pk").body == (
        "请尽快。 区城市管理局牵头的 1 项2024年任务还没有签收，应于4月10日前签收。"
    )
    said = refusal_of(remind_to_sign, plan=asked.plan, units=units, line="", by=asked.second_office)
    assert said == "区城市管理局今天已经催办过，不再重复。"
    event = Event.objects.get(kind=EventKind.NOTICES_SENT)
    assert (event.subject, event.after, event.reason) == (
        "2024年任务签收",
        {"单位": ["区城市管理局"], "通知人数": 1},
        "请尽快。",
    )


def test_every_refused_reminder_says_why(cast):
    given = {"plan": cast.plan, "units": [cast.lead_unit.pk], "line": ""}
    assert refusal_of(remind_to_sign, **given, by=cast.office) == "还没有开启2024年的签收，请先定下截止日期。"
    opened(cast)
    assert refusal_of(remind_to_sign, **given, by=cast.clerk) == "您的角色“填报员”不能进行此项操作。"
    assert refusal_of(remind_to_sign, **given | {"units": []}, by=cast.office) == "请先勾选要催办的单位。"
    cast.other_clerk.is_active = False
    cast.other_clerk.save()
    said = refusal_of(remind_to_sign, **given | {"units": [cast.other_unit.pk]}, by=cast.office)
    assert said == "区城市管理局没有可用账号，请电话联系，或请系统管理员开设账号。"
    sign(cast, own(cast.target), own(cast.livelihood), own(cast.key))
    assert refusal_of(remind_to_sign, **given, by=cast.office) == "所选单位都已签收，无需催办。"
    assert not Reminder.objects.filter(key__contains="/asked/").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_of_a_unit_who_sign_at_one_moment_the_second_is_asked_to_look():
    cast = opened(make_cast())
    seen = mark(cast, cast.lead_unit)
    said = refusals_at_one_moment(
        lambda: sign(cast, own(cast.key), seen=seen),
        lambda: sign(cast, own(cast.key, contact="王磊"), by=cast.unit_head, seen=seen),
    )
    changed = "您打开本页之后，本单位的事项或签收情况有了变化。已填的内容仍在，请核对后再次提交。"
    assert (sorted(said), Receipt.objects.count()) == (["", changed], 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_one_moment_one_holds():
    cast = opened(make_cast())
    [receipt] = sign(cast, foreign(cast.key))
    said = refusals_at_one_moment(
        lambda: decide_receipt(receipt=receipt, keeps=True, decision="属本单位。", by=cast.office),
        lambda: decide_receipt(receipt=receipt, keeps=False, decision="", by=cast.second_office),
    )
    receipt.refresh_from_db()
    assert sorted(said) == ["", f"{receipt.decided_by}已经办理：{receipt.state.label}。"]
