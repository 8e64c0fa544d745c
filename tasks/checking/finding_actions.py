"""校核意见: sets a finding aside and restores it."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, PeriodState
from tasks.models import FindingDecision, Period, User
from tasks.permissions import Permission, Refused, describe_role_refusal, get_permissions


@transaction.atomic
def set_finding_aside(*, period: Period, key: str, reason: str, by: User, what: str = "") -> FindingDecision:
    """Stores that a finding will not be corrected, and why.

    Args:
        key: ``tasks.checking.checks.Finding.key``.
        reason: not empty.
        what: the finding in words, for the audit log.

    Raises:
        Refused: there is no reason or no permission, the finding is set aside already, the period belongs to another
            government or has been issued.
    """
    period = _lock_checkable_period(period, by)
    if not reason.strip():
        raise Refused("请写明不处理的理由。")
    decision, is_new = FindingDecision.objects.get_or_create(
        period=period,
        key=key,
        defaults={"reason": reason.strip(), "decided_at": clock.now(), "decided_by": by},
    )
    if not is_new:
        raise Refused(f"{decision.decided_by}已经注明不处理：{decision.reason}")
    _record(EventKind.FINDING_SET_ASIDE, decision, what, by)
    return decision


@transaction.atomic
def restore_finding(*, period: Period, key: str, by: User, what: str = "") -> None:
    """Deletes the decision, so that the finding counts again.

    Raises:
        Refused: the finding is not set aside, there is no permission, the period belongs to another government or has
            been issued.
    """
    period = _lock_checkable_period(period, by)
    decision = FindingDecision.objects.select_for_update().filter(period=period, key=key).first()
    if decision is None:
        raise Refused("这一问题没有注明不处理，可能刚刚已被恢复。")
    _record(EventKind.FINDING_TAKEN_BACK, decision, what, by)
    decision.delete()


def _lock_checkable_period(period: Period, by: User) -> Period:
    period = Period.objects.select_for_update(of=("self",)).select_related("plan").get(pk=period.pk)
    if Permission.CHECK_REPORT not in get_permissions(by) or period.plan.government_id != by.government_id:
        raise Refused(describe_role_refusal(by))
    if period.state == PeriodState.ISSUED:
        raise Refused(f"{period}已印发，不能再改动。")
    return period


def _record(kind: EventKind, decision: FindingDecision, what: str, by: User) -> None:
    record(
        kind,
        decision,
        by=by,
        government_id=decision.period.plan.government_id,
        title=what or decision.key,
        period=str(decision.period),
        reason=decision.reason,
    )
