"""签收: opens it with a last day, signs for items or returns them as not the unit's own, and decides what was returned."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import OF_THE_OFFICE, EventKind, ReceiptState
from tasks.models import Plan, Receipt, Unit, User
from tasks.organisation.organisation_actions import lock_government
from tasks.periods import describe_plan_day_refusal, format_chinese_date
from tasks.permissions import Permission, Refused, can, can_act_for, describe_role_refusal
from tasks.receiving.receipt_notice_actions import put_receipt_notices
from tasks.receiving.receipts import (
    ItemReceipt,
    compute_receipts_fingerprint,
    format_last_days,
    group_receipts_by_unit,
    list_item_receipts,
)
from tasks.receiving.telephones import parse_telephone
from tasks.reminding.recipients import RecipientDirectory
from tasks.terms import terms

#: of names and posts, and of a reason or a decision
LONGEST_NAME, LONGEST_POST, LONGEST_REASON = 50, 100, 1_000
STALE = "您打开本页之后，本单位的事项或签收情况有了变化。已填的内容仍在，请核对后再次提交。"
NOT_OPENED = "{terms.office}还没有开启{plan}的签收。"


@dataclass(frozen=True)
class GivenReceipt:
    """What a unit says of one item.

    Attributes:
        task: the key of the item.
        is_own: False returns the item as not the unit's own; then only ``reason`` counts.
    """

    task: int
    is_own: bool
    in_charge: str = ""
    in_charge_post: str = ""
    contact: str = ""
    telephone: str = ""
    reason: str = ""

    def tidy(self) -> "GivenReceipt":
        """Returns it without white space around, and with the telephone in one way of writing.

        Raises:
            ValidationError: something is missing, too long, or no number that can be called.
        """
        if not self.is_own:
            reason = _require(self.reason.strip(), "reason", "请写明不属本单位职责的理由。", LONGEST_REASON)
            return GivenReceipt(self.task, is_own=False, reason=reason)
        return replace(
            self,
            in_charge=_require(_join(self.in_charge), "in_charge", "请填写责任人姓名。", LONGEST_NAME),
            in_charge_post=_limit(_join(self.in_charge_post), "in_charge_post", LONGEST_POST),
            contact=_require(_join(self.contact), "contact", "请填写联系人姓名。", LONGEST_NAME),
            telephone=_parse_telephone(_require(self.telephone.strip(), "telephone", "请填写联系电话。", 60)),
            reason="",
        )


def _join(text: str) -> str:
    return " ".join(text.split())


def _require(text: str, field: str, missing: str, longest: int) -> str:
    if not text:
        raise ValidationError({field: missing})
    return _limit(text, field, longest)


def _limit(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise ValidationError({field: f"至多 {longest} 字，现有 {len(text)} 字。"})
    return text


def _parse_telephone(text: str) -> str:
    try:
        return parse_telephone(text)
    except ValueError as error:
        raise ValidationError({"telephone": str(error)}) from error


@transaction.atomic
def open_receipts(*, plan: Plan, due_on: date, by: User) -> int:
    """Asks the lead units of a plan to sign for their items, or moves the last day; tells the people of those who still
    have to.

    Args:
        due_on: the last day; not past, and in the year of the plan or the next.

    Returns:
        The number of people told.

    Raises:
        Refused: the person may not, no item names a lead unit, or the day is the one that stands.
        ValidationError: the day is past or too far away.
    """
    plan = _lock_receipts(plan, by, Permission.MANAGE_RECEIPTS)
    _require_day(plan, due_on)
    before = plan.receipts_due_on
    if before == due_on:
        raise Refused(f"{plan}的签收截止日期已经是{format_chinese_date(due_on)}，没有改动。")
    plan.receipts_due_on = due_on
    plan.save(update_fields=["receipts_due_on"])
    rows = list_item_receipts(plan)
    if not rows:
        raise Refused(f"{plan}方案中没有列明{terms.lead_unit}的事项，请先导入方案。")
    told = _tell_units(plan, rows, due_on, by)
    record(
        EventKind.RECEIPTS_OPENED,
        plan,
        by=by,
        government_id=plan.government_id,
        before={"签收截止日期": f"{before or ''}"},
        after={"签收截止日期": f"{due_on}", "通知人数": told},
    )
    return told


def _require_day(plan: Plan, due_on: date) -> None:
    if due_on < clock.today():
        raise ValidationError({"due_on": "签收截止日期不能早于今天。"})
    if refusal := describe_plan_day_refusal(due_on, plan.year, "签收截止日期"):
        raise ValidationError({"due_on": refusal})


def _tell_units(plan: Plan, rows: Iterable[ItemReceipt], due_on: date, by: User) -> int:
    """Tells the people of each unit what it still has to sign for; returns how many people."""
    people, told = RecipientDirectory(plan.government), 0
    for unit in group_receipts_by_unit(row for row in rows if row.is_owed):
        text = (
            f"{plan}政府工作报告目标任务中由{unit.unit}牵头的有 {len(unit.rows)} 项，请于"
            f"{format_last_days(unit)}，写明责任人和联系人；不属本单位职责的，写明理由退回。"
        )
        key = f"receipts:{plan.pk}/unit:{unit.unit.pk}/opened/{due_on}"
        accounts = people.get_unit_users([unit.unit])
        told += put_receipt_notices(accounts, f"请签收{plan}任务", text, key, unit=unit.unit, by=by)
    return told


def _lock_receipts(plan: Plan, by: User, permission: Permission) -> Plan:
    """Locks the government until the transaction ends, and returns the plan as it is now.

    Raises:
        Refused: the person may not, or the plan is another government's.
    """
    if not can(by, permission) or by.government_id != plan.government_id:
        raise Refused(describe_role_refusal(by))
    # who changes a wording, and with it who leads an item, locks it too
    lock_government(by.home)
    return Plan.objects.select_related("government").get(pk=plan.pk)


@transaction.atomic
def sign_receipts(*, plan: Plan, unit: Unit, given: Sequence[GivenReceipt], seen: str, by: User) -> list[Receipt]:
    """Signs for items of a unit, or returns some as not its own; all or nothing.

    Args:
        given: one for each item; an item may be signed for again, to name other people.
        seen: ``receipts.compute_receipts_fingerprint`` of the unit's rows when the person opened the form.

    Returns:
        What was written; without what the unit had said before in the same words.

    Raises:
        Refused: the person does not sign for the unit, the office has not asked for it, a colleague signed meanwhile, an
            item has another lead unit by now, is signed for or was kept already and cannot be returned, or nothing is given.
        ValidationError: what is given of an item is not complete.
    """
    plan = _lock_receipts(plan, by, Permission.SIGN_RECEIPTS)
    if unit.is_group or not can_act_for(by, unit):
        raise Refused(f"您不是{unit}的人员，不能替它签收。")
    if plan.receipts_due_on is None:
        raise Refused(NOT_OPENED.format(plan=plan, terms=terms))
    rows = list_item_receipts(plan, [unit.pk])
    if compute_receipts_fingerprint(rows) != seen:
        raise Refused(STALE)
    by_task = {row.task.pk: row for row in rows}
    tidied = [_match(by_task, each) for each in given]
    written = [_write(row, each, by) for row, each in tidied if not _is_said(row, each)]
    if not written:
        raise Refused("没有勾选要签收或退回的事项。" if not given else "所填内容与已签收的相同，没有改动。")
    _tell_office(plan, unit, [each for each in written if each.state == ReceiptState.DISPUTED], by)
    _record_signing(plan, unit, written, by)
    return written


def _match(rows: dict[int, ItemReceipt], given: GivenReceipt) -> tuple[ItemReceipt, GivenReceipt]:
    """Finds the row of an item, and checks what is said of it.

    Raises:
        Refused, ValidationError: as in ``sign_receipts``.
    """
    row = rows.get(given.task)
    if row is None:
        raise Refused("有的事项已不由本单位牵头，请刷新页面后重新签收。")
    if row.is_to_be_moved:
        raise Refused(f"{row.task}{terms.office}已同意调整{terms.lead_unit}，不用再签收。")
    if not given.is_own and row.is_received:
        raise Refused(f"{row.task}已经签收，不能再退回。确需移交的，请在该事项中提出申请。")
    if not given.is_own and row.state == ReceiptState.KEPT:
        raise Refused(f"{row.task}{terms.office}已决定维持原分工，不能再次退回，请签收。")
    return row, given.tidy()


#: what a unit names when it signs
NAMED = ("in_charge", "in_charge_post", "contact", "telephone")


def _is_said(row: ItemReceipt, given: GivenReceipt) -> bool:
    """Whether the unit has said the same before."""
    if row.receipt is None:
        return False
    if not given.is_own:
        return row.is_disputed and row.receipt.reason == given.reason
    return row.is_received and all(getattr(row.receipt, name) == getattr(given, name) for name in NAMED)


def _write(row: ItemReceipt, given: GivenReceipt, by: User) -> Receipt:
    receipt = row.receipt or Receipt(task=row.task, unit=row.unit)
    receipt.state = ReceiptState.RECEIVED if given.is_own else ReceiptState.DISPUTED
    for name in NAMED:
        setattr(receipt, name, getattr(given, name))
    # the reason of a return that the office has decided stays beside its decision
    receipt.reason = receipt.reason if given.is_own and receipt.decided_at else given.reason
    receipt.made_at, receipt.made_by = clock.now(), by
    receipt.save()
    return receipt


def _tell_office(plan: Plan, unit: Unit, returned: Sequence[Receipt], by: User) -> None:
    if not returned:
        return
    office = User.objects.filter(role__in=OF_THE_OFFICE, is_active=True, government=plan.government_id).order_by("pk")
    which = "、".join(f"{each.task}" for each in returned)
    text = f"{unit}认为{plan}{which}不属本单位职责，请办理。"
    key = f"receipts:{plan.pk}/unit:{unit.pk}/returned/{returned[0].made_at:%Y%m%d%H%M%S%f}"
    put_receipt_notices(office, f"{unit}退回 {len(returned)} 项任务", text, key, unit=None, by=by)


def _record_signing(plan: Plan, unit: Unit, written: Sequence[Receipt], by: User) -> None:
    """Adds the audit row. Telephones stay out of it: it is read by people who may not see them."""
    after: dict[str, list[str]] = {
        "签收": [str(each.task) for each in written if each.is_received],
        "责任人": list(Counter(f"{each.in_charge_post}{each.in_charge}" for each in written if each.is_received)),
        "联系人": list(Counter(each.contact for each in written if each.is_received)),
        "不属本单位职责": [f"{each.task}：{each.reason}" for each in written if not each.is_received],
    }
    record(
        EventKind.RECEIPTS_SIGNED,
        unit,
        by=by,
        government_id=plan.government_id,
        title=f"{plan}任务（{unit}）",
        after={label: value for label, value in after.items() if value},
    )


@transaction.atomic
def decide_receipt(*, receipt: Receipt, keeps: bool, decision: str, by: User) -> Receipt:
    """Decides an item that a unit returned: it stays with the unit, which then has to sign, or gets another lead unit.

    The other lead unit is named by the ways that exist: a request, or a correction of the plan.

    Args:
        decision: the reason, which the unit is told; may be empty if the office agrees.

    Raises:
        Refused: the person may not, the unit has signed meanwhile, a colleague has decided, or the unit does not lead the
            item any more.
        ValidationError: the item is kept without a reason, or the reason is too long.
    """
    plan = _lock_receipts(receipt.task.plan, by, Permission.MANAGE_RECEIPTS)
    receipt = Receipt.objects.select_related("task__plan", "task__item_kind", "unit", "decided_by").get(pk=receipt.pk)
    _require_undecided(plan, receipt)
    decision = _limit(decision.strip(), "decision", LONGEST_REASON)
    if keeps and not decision:
        raise ValidationError({"decision": "维持原分工的，请写明理由，单位会看到。"})
    receipt.state = ReceiptState.KEPT if keeps else ReceiptState.MOVED
    receipt.decision, receipt.decided_at, receipt.decided_by = decision, clock.now(), by
    receipt.save()
    _tell_decision(plan, receipt, by)
    record(
        EventKind.RECEIPT_DECIDED,
        receipt,
        by=by,
        government_id=plan.government_id,
        before={"退回理由": receipt.reason},
        after={"办理": receipt.state.label},
        reason=decision,
    )
    return receipt


def _require_undecided(plan: Plan, receipt: Receipt) -> None:
    if receipt.state == ReceiptState.RECEIVED:
        raise Refused(f"{receipt.unit}刚刚已签收{receipt.task}，不用再办理。")
    if receipt.state != ReceiptState.DISPUTED:
        raise Refused(f"{receipt.decided_by}已经办理：{receipt.state.label}。")
    if all(row.task.pk != receipt.task_id for row in list_item_receipts(plan, [receipt.unit_id])):
        raise Refused(f"{receipt.task}已不由{receipt.unit}牵头，不用再办理。")


def _tell_decision(plan: Plan, receipt: Receipt, by: User) -> None:
    said = (
        f"{terms.office}决定维持原分工，请签收。理由：{receipt.decision}"
        if receipt.state == ReceiptState.KEPT
        else f"{terms.office}同意调整{terms.lead_unit}，不用签收。{receipt.decision}"
    )
    key = f"receipts:{plan.pk}/receipt:{receipt.pk}/decided/{receipt.decided_at:%Y%m%d%H%M%S%f}"
    accounts = RecipientDirectory(plan.government).get_unit_users([receipt.unit])
    put_receipt_notices(
        accounts, f"退回的{receipt.task}已办理", f"{receipt.task}：{said}", key, unit=receipt.unit, by=by
    )
