"""Simulates 签收: the office asks the lead units to sign, most do, one returns an item and signs after the decision."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from tasks import clock
from tasks.management.demonstration.chance import compute_chance, pick_item
from tasks.management.demonstration.stage import Act, pick_moment, run_acts
from tasks.models import Plan, Unit, User
from tasks.receiving.receipt_actions import GivenReceipt, decide_receipt, open_receipts, sign_receipts
from tasks.receiving.receipts import (
    ItemReceipt,
    UnitReceipts,
    compute_receipts_fingerprint,
    group_receipts_by_unit,
    list_item_receipts,
)

OPENED, LAST_DAY = date(2024, 3, 19), date(2024, 3, 29)
#: the first day on which units sign for the list that came later
LATER = date(2024, 4, 23)
#: how the head of a unit is called, by the end of the unit's name; the others are called 主任
HEADS = {"局": "局长", "公司": "总经理", "集团": "总经理", "街道": "主任", "镇": "镇长"}
#: the unit that returns its first item
RETURNING = "区住房城乡建委"


def simulate_signing(plan: Plan, office: User) -> None:
    """Lets units with a clerk sign for their items; one in ten does not."""
    with clock.pin_clock(pick_moment(OPENED, "asking to sign")):
        open_receipts(plan=plan, due_on=LAST_DAY, by=office)
    units = group_receipts_by_unit(list_item_receipts(plan))
    run_acts(act for unit in units for act in iterate_signing_acts(plan, unit, office))


def simulate_later_signing(plan: Plan) -> None:
    """Lets the units that have signed before sign for the items of a list that came later."""
    units = group_receipts_by_unit(list_item_receipts(plan))
    run_acts(act for unit in units for act in iterate_later_acts(plan, unit))


def iterate_later_acts(plan: Plan, unit: UnitReceipts) -> Iterator[Act]:
    clerk = find_signing_clerk(unit)
    later = [row for row in unit.rows if row.receipt is None and row.task.document_id]
    if clerk and later:
        day = LATER + timedelta(days=int(compute_chance(unit.unit.name, "signed later") * 3))
        seen = compute_receipts_fingerprint(unit.rows)
        yield Act(pick_moment(day, unit.unit.name), partial(sign_for, plan, unit.unit, later, seen=seen, by=clerk))


def find_signing_clerk(unit: UnitReceipts) -> User | None:
    """Returns the clerk who signs for a unit; None for one in ten."""
    if compute_chance(unit.unit.name, "signs") < 0.1:
        return None
    return unit.unit.users.filter(role="clerk", is_active=True).order_by("pk").first()


def iterate_signing_acts(plan: Plan, unit: UnitReceipts, office: User) -> Iterator[Act]:
    clerk = find_signing_clerk(unit)
    if clerk is None:
        return
    at = pick_moment(OPENED + timedelta(days=1 + int(compute_chance(unit.unit.name, "signed") * 8)), unit.unit.name)
    if unit.unit.name == RETURNING:
        yield Act(at, partial(return_first_item, plan, unit, clerk))
        yield Act(at + timedelta(hours=2), partial(keep_returned_item, unit, office))
        yield Act(at + timedelta(hours=4), partial(sign_after_decision, plan, unit, clerk))
        return
    seen = compute_receipts_fingerprint(unit.rows)
    yield Act(at, partial(sign_for, plan, unit.unit, unit.rows, seen=seen, by=clerk))


def sign_for(plan: Plan, unit: Unit, rows: Iterable[ItemReceipt], *, seen: str, by: User) -> None:
    given = [build_given_receipt(row) for row in rows]
    sign_receipts(plan=plan, unit=unit, given=given, seen=seen, by=by)


def sign_after_decision(plan: Plan, unit: UnitReceipts, clerk: User) -> None:
    sign_for(plan, unit.unit, unit.rows, seen=get_fingerprint(plan, unit), by=clerk)


def name_post(unit: str) -> str:
    """Names the post of who is in charge: the head of the unit, or his deputy."""
    head = next((post for end, post in HEADS.items() if unit.endswith(end)), "主任")
    return pick_item((head, f"副{head}"), unit, "post")


def build_given_receipt(row: ItemReceipt) -> GivenReceipt:
    """Names invented people, and a short number of the house that nobody has."""
    name, number = row.unit.name, 6000 + int(compute_chance(row.unit.name, "number") * 999)
    return GivenReceipt(
        row.task.pk,
        is_own=True,
        in_charge=invent_name(name, "in charge"),
        in_charge_post=name_post(name),
        contact=invent_name(name, "contact"),
        telephone=f"{number}",
    )


def invent_name(*what: str) -> str:
    return pick_item("张王李赵陈刘", *what, "family") + pick_item(("建国", "志强", "晓红", "文静", "立新"), *what)


def return_first_item(plan: Plan, unit: UnitReceipts, clerk: User) -> None:
    returned = GivenReceipt(unit.rows[0].task.pk, is_own=False, reason="该项涉及多个部门，建议由区发展改革委牵头。")
    sign_receipts(plan=plan, unit=unit.unit, given=[returned], seen=get_fingerprint(plan, unit), by=clerk)


def keep_returned_item(unit: UnitReceipts, office: User) -> None:
    receipt = unit.unit.receipts.get(task=unit.rows[0].task)
    decide_receipt(receipt=receipt, keeps=True, decision="主要建设内容属你单位职责，请牵头实施。", by=office)


def get_fingerprint(plan: Plan, unit: UnitReceipts) -> str:
    return compute_receipts_fingerprint(list_item_receipts(plan, [unit.unit.pk]))
