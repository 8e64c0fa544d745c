"""印发审核: staff of 督查办 ask for the issue of a report or a plan's notice, the head of 督查办 approves or returns it, and who
asked may take it back until then.

Both take the same lock as the issue does.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, ReminderKind, SignOffState
from tasks.issuing.plan_issue_actions import lock_plan_for_issue
from tasks.issuing.publication_actions import lock_for_issue, require_closed
from tasks.issuing.sign_offs import (
    Issuable,
    compute_issue_fingerprint,
    compute_sign_off_state,
    find_sign_off,
    get_issuing_government,
    select_deciding_heads,
)
from tasks.models import Plan, SignOff, User
from tasks.periods import format_month_day_time
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine
from tasks.terms import terms
from tasks.terms.later import say_later

NOT_DEMANDED = say_later("本{terms.place}没有设置印发前审核，可以直接印发。")
NOBODY_DECIDES = say_later("本{terms.place}还没有在用的“{terms.office}负责人”账号，请系统管理员先开设账号。")
OUTDATED = "页面已过时：这一次提请已被新的提请代替，或已经印发。请刷新后再办理。"
OWN_WITHOUT_REMARK = "这一次由您本人提请，又由您本人审核。请在意见中写明由本人审核的原因，随审核一并留痕。"
TAKEN_BACK = "提请人撤回。"
CHANGED = say_later("提请之后内容已变，不能通过。请{terms.office}重新提请，或写明意见退回。")


@transaction.atomic
def ask_sign_off(*, issuable: Issuable, data: dict[str, Any], by: User) -> SignOff:
    """Asks the head of 督查办 to approve the issue of a report or a notice with this content.

    Args:
        data: what would be issued now, as ``Publication.data``.

    Raises:
        Refused: the government demands no sign-off, the report cannot be issued yet, the same content waits or is
            approved already, nobody could decide, or the user may not.
    """
    issuable = _lock_issuable(issuable, by)
    government = get_issuing_government(issuable)
    if not government.requires_sign_off:
        raise Refused(NOT_DEMANDED)
    if not isinstance(issuable, Plan):
        require_closed(issuable, issuable.publications.first())
    _refuse_asked_already(find_sign_off(issuable), data)
    heads = select_deciding_heads(government)
    if not heads:
        raise Refused(NOBODY_DECIDES)
    sign_off = issuable.sign_offs.create(
        data=data, fingerprint=compute_issue_fingerprint(data), asked_at=clock.now(), asked_by=by
    )
    _send_notices((head for head in heads if head != by), sign_off, "asked", f"{by}提请审核印发", by=by)
    after = {"提请": "待审核", "内容校验值": sign_off.fingerprint}
    _record(EventKind.SIGN_OFF_ASKED, sign_off, by=by, after=after)
    return sign_off


def _lock_issuable(issuable: Issuable, by: User) -> Issuable:
    """Locks what is issued as its issue does, and returns it as it is now.

    Raises:
        Refused: the person may not issue it.
    """
    return lock_plan_for_issue(issuable, by) if isinstance(issuable, Plan) else lock_for_issue(issuable, by)


def _refuse_asked_already(former: SignOff | None, data: dict[str, Any]) -> None:
    state = compute_sign_off_state(former, data)
    if former and state == SignOffState.WAITING:
        when = clock.convert_to_local(former.asked_at)
        raise Refused(f"{former.asked_by}已于 {format_month_day_time(when)} 提请，正在等待审核，不必重复提请。")
    if state == SignOffState.APPROVED:
        raise Refused("已审核通过，内容没有变化，可以直接印发。")


@transaction.atomic
def decide_sign_off(
    *, issuable: Issuable, seen: int | None, approved: bool, reason: str, data: dict[str, Any], by: User
) -> SignOff:
    """Approves the issue of a report or a notice, or returns it with a reason, and tells who asked.

    Args:
        seen: the key of the sign-off that the user has read.
        data: what would be issued now, as ``Publication.data``.

    Raises:
        Refused: the user may not, somebody asked anew, decided or issued meanwhile, the content has changed since it
            was asked, it is returned without a reason, or the user approves what he asked for himself while another
            head could decide, or without a remark.
    """
    if not can(by, Permission.DECIDE_SIGN_OFF):
        raise Refused(describe_role_refusal(by))
    sign_off = find_sign_off(_lock_issuable(issuable, by))
    if sign_off is None or sign_off.pk != seen:
        raise Refused(OUTDATED)
    _refuse_decided(sign_off)
    if approved and compute_sign_off_state(sign_off, data) == SignOffState.LAPSED:
        raise Refused(CHANGED)
    if not approved and not reason.strip():
        raise Refused("退回的，请写明意见，提请人将看到。")
    if approved:
        _refuse_own(sign_off, reason, by=by)
    sign_off.decided_at, sign_off.decided_by = clock.now(), by
    sign_off.approved, sign_off.reason = approved, reason.strip()
    sign_off.save()
    word = "审核通过" if approved else "退回"
    told = f"{by}{word}：{sign_off.reason}" if sign_off.reason else f"{by}{word}"
    asked_by = [] if sign_off.is_own else [sign_off.asked_by]
    _send_notices(asked_by, sign_off, "decided", told, by=by)
    own = {"说明": "提请人本人审核"} if sign_off.is_own else {}
    _record(
        EventKind.SIGN_OFF_DECIDED,
        sign_off,
        by=by,
        before={"提请": "待审核", "提请人": sign_off.asked_by.name},
        after={"提请": word, "内容校验值": sign_off.fingerprint} | own,
        reason=sign_off.reason,
    )
    return sign_off


@transaction.atomic
def take_back_sign_off(*, issuable: Issuable, seen: int | None, by: User) -> SignOff:
    """Takes back what the user has asked for, before it is decided, and tells who would have decided.

    Args:
        seen: the key of the sign-off that the user has read.

    Raises:
        Refused: somebody else asked, it is decided, or somebody asked anew or issued meanwhile.
    """
    sign_off = find_sign_off(_lock_issuable(issuable, by))
    if sign_off is None or sign_off.pk != seen:
        raise Refused(OUTDATED)
    _refuse_decided(sign_off)
    if sign_off.asked_by != by:
        raise Refused(f"这一次由{sign_off.asked_by}提请，只有提请人可以撤回。")
    sign_off.decided_at, sign_off.decided_by = clock.now(), by
    sign_off.approved, sign_off.reason = False, TAKEN_BACK
    sign_off.save()
    heads = select_deciding_heads(get_issuing_government(issuable))
    _send_notices((head for head in heads if head != by), sign_off, "taken_back", f"{by}已撤回提请，不必审核", by=by)
    _record(
        EventKind.SIGN_OFF_TAKEN_BACK,
        sign_off,
        by=by,
        before={"提请": "待审核", "内容校验值": sign_off.fingerprint},
        after={"提请": "已撤回"},
    )
    return sign_off


def _refuse_own(sign_off: SignOff, reason: str, *, by: User) -> None:
    """Refuses an approval by who asked for it: another head decides where there is one, else a remark says why he does."""
    if sign_off.asked_by != by:
        return
    others = select_deciding_heads(by.home).exclude(pk=by.pk)
    if others:
        names = "、".join(str(each) for each in others)
        raise Refused(f"这一次由您本人提请，请由另一位{terms.office}负责人审核：{names}。")
    if not reason.strip():
        raise Refused(OWN_WITHOUT_REMARK)


def _refuse_decided(sign_off: SignOff) -> None:
    if sign_off.decided_at is None:
        return
    when = clock.convert_to_local(sign_off.decided_at)
    word = "撤回" if sign_off.is_taken_back else "审核通过" if sign_off.approved else "退回"
    raise Refused(f"{sign_off.decided_by}已于 {format_month_day_time(when)} {word}，不能再改。")


def _send_notices(users: Iterable[User], sign_off: SignOff, occasion: str, said: str, *, by: User) -> None:
    line = MessageLine(
        ReminderKind.SIGN_OFF,
        f"sign_off:{sign_off.pk}/{f'plan:{sign_off.plan_id}/' if sign_off.plan_id else ''}{occasion}",
        f"{sign_off.about}：{said}",
        period=sign_off.period.label if sign_off.period else "",
        period_id=sign_off.period_id,
    )
    for user in users:
        put_notice(message=Message(user, f"印发审核：{sign_off.about}", [line]), by=by)


def _record(kind: EventKind, sign_off: SignOff, *, by: User, **said: Any) -> None:
    """Adds the audit row on the period or the plan."""
    where = f"{sign_off.period}" if sign_off.period else f"{sign_off.plan}方案"
    record(kind, sign_off.issuable, by=by, government_id=by.government_id, title=where, period=where, **said)
