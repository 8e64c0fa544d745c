"""更正: opens an issued period for correction; the earlier issue stays as it is.

During a correction the ordinary actions work again, each with its own event. It ends when the report is
issued as the next revision, or when it is dropped because nothing changed.
"""

import json

from django.db import transaction

from tasks.audit import record_on_period
from tasks.enums import EventKind, PeriodState
from tasks.issuing.publication_actions import lock_for_issue, set_period_state
from tasks.models import Period, User
from tasks.permissions import Refused


@transaction.atomic
def begin_correction(*, period: Period, reason: str, by: User) -> Period:
    """Opens an issued period for correction; its state is CLOSED again.

    Raises:
        Refused: the period is not issued, no reason is given, or the person may not.
    """
    period = lock_for_issue(period, by)
    if period.state != PeriodState.ISSUED:
        raise Refused(f"{period}现为“{period.state.label}”，不在已印发之列。")
    if not reason.strip():
        raise Refused("请写明更正理由。")
    before = set_period_state(period, PeriodState.CLOSED)
    _record(EventKind.CORRECTION_BEGUN, period, before, by=by, reason=reason.strip())
    return period


@transaction.atomic
def drop_correction(*, period: Period, data: dict, by: User) -> Period:
    """Ends a correction in which nothing changed; the latest issue stays valid.

    Args:
        data: the data of an issue made now.

    Raises:
        Refused: no correction is in progress, the data differ from the latest issue, or the person may not.
    """
    period = lock_for_issue(period, by)
    latest = period.publications.first()
    if period.state == PeriodState.ISSUED or latest is None:
        raise Refused(f"{period}没有正在进行的更正。")
    if json.loads(json.dumps(data)) != latest.data:
        raise Refused(f"内容与已印发的第 {latest.revision} 版已有不同，请更正后再次印发。")
    before = set_period_state(period, PeriodState.ISSUED)
    _record(EventKind.CORRECTION_DROPPED, period, before, by=by)
    return period


def _record(kind: EventKind, period: Period, before: PeriodState, *, by: User, reason: str = "") -> None:
    record_on_period(
        kind,
        period,
        by=by,
        before={"状态": before.label},
        after={"状态": period.state.label},
        reason=reason,
    )
