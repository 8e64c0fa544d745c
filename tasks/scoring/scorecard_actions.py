"""考核结果: approves and so freezes a scorecard, and takes an approval back (条例 第二十一条)."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, ObjectionState, PeriodState
from tasks.models import Objection, Period, Plan, Scorecard, User
from tasks.models.changes import compute_fingerprint
from tasks.periods import format_month_day_time
from tasks.permissions import Permission, Refused, can, describe_role_refusal

ENDED = (PeriodState.CLOSED, PeriodState.ISSUED)
NAME_LENGTH = 100


@transaction.atomic
def approve_scorecard(
    *,
    plan: Plan,
    period: Period | None,
    reckon: Callable[[], dict],
    seen: str,
    approved_by_name: str,
    approved_on: date,
    by: User,
) -> Scorecard:
    """Freezes the units' marks, which units and leaders see from now on.

    Args:
        period: None for the whole year.
        reckon: builds the data to freeze, JSON-ready; called under the lock, so that no entry is excluded
            meanwhile.
        seen: the ``compute_fingerprint`` of the data that the person saw.
        approved_by_name, approved_on: who approved it (政府督查工作条例 第二十一条), and when.

    Raises:
        Refused: it is approved already, filing has not ended, an objection is open, the data changed since
            they were seen, there is no unit, the approver is missing or too long, the day is in the future,
            or the person may not.
    """
    lock_plan(plan, by)
    _refuse_if_approved(Scorecard.objects.in_force().filter(plan=plan, period=period).first())
    _require_approvable(plan, period)
    _require_approval(approved_by_name, approved_on)
    data = reckon()
    if not data["units"]:
        raise Refused("没有可以考核的单位。")
    if compute_fingerprint(data) != seen:
        raise Refused("您打开本页之后，计分数据已有变化。请核对下面的现有数据，再登记审定。")
    scorecard = Scorecard.objects.create(
        plan=plan,
        period=period,
        data=data,
        approved_by_name=approved_by_name.strip(),
        approved_on=approved_on,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    after = {"审定人": scorecard.approved_by_name, "审定日期": f"{approved_on}", "单位": len(data["units"])}
    _record(EventKind.SCORECARD_APPROVED, scorecard, by=by, after=after)
    return scorecard


@transaction.atomic
def reopen_scorecard(*, scorecard: Scorecard, reason: str, by: User) -> Scorecard:
    """Takes an approval back: the approved scorecard is kept, and the marks are a proposal again.

    Raises:
        Refused: no reason is given, it was taken back already, or the person may not.
    """
    lock_plan(scorecard.plan, by)
    scorecard = Scorecard.objects.select_related("plan", "period__plan", "ended_by").get(pk=scorecard.pk)
    if scorecard.ended_at:
        raise Refused(f"{scorecard}的审定已由{scorecard.ended_by}撤销。")
    if not reason.strip():
        raise Refused("请写明撤销审定的理由。")
    scorecard.ended_at, scorecard.ended_by, scorecard.ended_because = clock.now(), by, reason.strip()
    scorecard.save(update_fields=["ended_at", "ended_by", "ended_because"])
    before = {"审定人": scorecard.approved_by_name, "审定日期": f"{scorecard.approved_on}"}
    _record(EventKind.SCORECARD_REOPENED, scorecard, by=by, before=before, reason=scorecard.ended_because)
    return scorecard


def lock_plan(plan: Plan, by: User) -> None:
    """Locks the plan until the transaction ends, so that exclusions and approvals are decided one after the
    other.

    Raises:
        Refused: the person may not manage the scorecard of this government.
    """
    Plan.objects.select_for_update().only("pk").get(pk=plan.pk)
    if not can(by, Permission.MANAGE_SCORECARD) or by.government_id != plan.government_id:
        raise Refused(describe_role_refusal(by))


def describe_approval_refusal(plan: Plan, period: Period | None) -> str:
    """Describes in one Chinese sentence why the scorecard cannot be approved yet; empty if it can."""
    last = period or plan.periods.filter(number=plan.rhythm.last).first()
    if last is None or last.state not in ENDED:
        label = last.label if last else plan.rhythm.get_label(plan.rhythm.last)
        return f"{label}填报尚未截止，还不能审定。"
    disputed = Objection.objects.filter(entry__period__plan=plan, state=ObjectionState.OPEN)
    if period:
        disputed = disputed.filter(entry__period=period)
    number = disputed.count()
    return f"还有 {number} 项正在复核，复核决定后再审定。" if number else ""


def _require_approvable(plan: Plan, period: Period | None) -> None:
    reason = describe_approval_refusal(plan, Period.objects.get(pk=period.pk) if period else None)
    if reason:
        raise Refused(reason)


def _refuse_if_approved(former: Scorecard | None) -> None:
    if former is None:
        return
    when = clock.convert_to_local(former.recorded_at)
    raise Refused(
        f"{former.recorded_by}已于 {format_month_day_time(when)} 登记审定（审定人{former.approved_by_name}），"
        "您的这一次没有登记。"
    )


def _require_approval(approved_by_name: str, approved_on: date) -> None:
    if not approved_by_name.strip():
        raise Refused("请填写审定人。")
    if len(approved_by_name.strip()) > NAME_LENGTH:
        raise Refused(f"审定人不超过 {NAME_LENGTH} 个字。")
    if approved_on > clock.today():
        raise Refused("审定日期不能晚于今天。")


def _record(kind: EventKind, scorecard: Scorecard, *, by: User, before=None, after=None, reason="") -> None:
    record(
        kind,
        scorecard,
        by=by,
        government_id=scorecard.plan.government_id,
        period=str(scorecard.period or scorecard.plan),
        before=before,
        after=after,
        reason=reason,
    )
