"""签收: tells people of it through the inbox, and reminds units by hand that have not signed yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, ReminderKind
from tasks.models import Plan, Unit, User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.receiving.receipts import UnitReceipts, format_last_days, group_receipts_by_unit, list_item_receipts
from tasks.reminding.manual_actions import LONGEST_LINE
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import MessageLine


def put_receipt_notices(
    users: Iterable[User], subject: str, text: str, key: str, *, unit: Unit | None, by: User
) -> int:
    """Puts one notice into the inbox of each user who was not told under the key before; part of another action.

    Args:
        unit: the unit that is asked for something; None where none is.

    Returns:
        The number of users told.
    """
    line = MessageLine(ReminderKind.RECEIPT, key, text, unit_id=unit.pk if unit else None)
    return sum(put_notice(message=Message(user, subject, [line]), by=by) is not None for user in users)


@dataclass
class RemindedUnits:
    """What became of a reminder.

    Attributes:
        told, told_today, unreachable, signed: names of the units told, of those told today already, of those with nobody
            to tell, and of those that have signed by now.
        people: how many people were told.
    """

    told: list[str] = field(default_factory=list)
    told_today: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    people: int = 0


@transaction.atomic
def remind_to_sign(*, plan: Plan, units: Collection[int], line: str, by: User) -> RemindedUnits:
    """Reminds the people of units that have not signed for all their items, once a day at most.

    Args:
        units: keys of the units that are meant.
        line: the office's own sentence; may be empty.

    Raises:
        Refused: the person may not, nothing was ticked, signing is not open, or nobody is left to be told.
    """
    if not can(by, Permission.MANAGE_RECEIPTS) or by.government_id != plan.government_id:
        raise Refused(describe_role_refusal(by))
    lock_government(by.home)
    plan = Plan.objects.select_related("government").get(pk=plan.pk)
    if plan.receipts_due_on is None:
        raise Refused(f"还没有开启{plan}的签收，请先定下截止日期。")
    chosen = group_receipts_by_unit(list_item_receipts(plan, units)) if units else []
    if not chosen:
        raise Refused("请先勾选要催办的单位。")
    line = " ".join(line.split())[:LONGEST_LINE]
    reminded = _remind_units(plan, chosen, line, by)
    if not reminded.told:
        raise Refused(_describe_nobody_told(reminded))
    record(
        EventKind.NOTICES_SENT,
        plan,
        by=by,
        government_id=plan.government_id,
        title=f"{plan}任务签收",
        after={"单位": reminded.told, "通知人数": reminded.people},
        reason=line,
    )
    return reminded


def _remind_units(plan: Plan, units: Iterable[UnitReceipts], line: str, by: User) -> RemindedUnits:
    people, found = RecipientDirectory(plan.government), RemindedUnits()
    for each in units:
        name, accounts = each.unit.name, people.get_unit_users([each.unit])
        if not each.owed:
            found.signed.append(name)
        elif not accounts:
            found.unreachable.append(name)
        else:
            key = f"receipts:{plan.pk}/unit:{each.unit.pk}/asked/{clock.today()}"
            text = _describe_owed_receipts(plan, each, line)
            told = put_receipt_notices(accounts, f"催办——请签收{plan}任务", text, key, unit=each.unit, by=by)
            (found.told if told else found.told_today).append(name)
            found.people += told
    return found


def _describe_owed_receipts(plan: Plan, unit: UnitReceipts, line: str) -> str:
    first, rows = next(iter(unit.owed_by_day.items()))
    days = -plan.government.workdays.count_left(first, clock.today())
    which = f"{len(rows)} 项" if len(rows) < len(unit.owed) else ""
    late = f"，{which}已逾期 {days} 个工作日" if days > 0 else ""
    said = f"{unit.unit}牵头的 {len(unit.owed)} 项{plan}任务还没有签收，应于{format_last_days(unit)}{late}。"
    return f"{line} {said}" if line else said


def _describe_nobody_told(reminded: RemindedUnits) -> str:
    if reminded.told_today:
        return f"{'、'.join(reminded.told_today)}今天已经催办过，不再重复。"
    if reminded.unreachable:
        return f"{'、'.join(reminded.unreachable)}没有可用账号，请电话联系，或请系统管理员开设账号。"
    return "所选单位都已签收，无需催办。"
