"""研判: saves the office's judgements. A new judgement is a new row; the former ones stay."""

from django.db import transaction

from tasks import clock
from tasks.audit import record_on_entry
from tasks.enums import EventKind, ObjectionState, Outcome
from tasks.filing.entries import find_filed_version, get_revision_number
from tasks.filing.entry_guard import Conflict, lock_entry, require_entry_permission
from tasks.models import Judgement, ProgressEntry, User
from tasks.periods import WHOLE_YEAR
from tasks.permissions import Permission, Refused

IN_THE_YEAR = (Outcome.ON_TRACK, Outcome.EXPECTED, Outcome.LAGGING)
AT_YEAR_END = (Outcome.REACHED, Outcome.NOT_REACHED)


def list_offered_outcomes(period_number: int) -> tuple[Outcome, ...]:
    """Returns the outcomes that an item can be judged with in a period.

    Source: half-year reports print 正常推进, 预计能够完成 and 推进滞后, year-end reports 完成 and 未完成.

    Args:
        period_number: 1 (一季度) to 4 (全年).
    """
    return AT_YEAR_END if period_number == WHOLE_YEAR else IN_THE_YEAR


@transaction.atomic
def judge(
    *,
    entry: ProgressEntry,
    outcome: Outcome,
    reason: str,
    seen: int | None,
    by: User,
    read: int | None = None,
) -> Judgement:
    """Saves a judgement with its reason and the entry's present standing.

    Args:
        seen: id of the judgement that stood when the user opened the page; None when there was none.
        read: the filed revision that the user has read, 0 for nothing filed; None skips the check.

    Raises:
        Refused: the period is issued, an objection is open, the outcome does not belong to the period, or an
            outcome that is behind comes without a reason.
        Conflict: a colleague judged the entry meanwhile, or the unit filed another revision or withdrew it.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.JUDGE_ENTRY, entry)
    if read is not None and get_revision_number(find_filed_version(entry)) != read:
        raise Conflict("单位刚刚报送了新的进展，请按现在的内容研判。", entry)
    if entry.objections.filter(state=ObjectionState.OPEN).exists():
        raise Refused("该事项正在复核，请在“复核”中作出决定。")
    check_outcome(entry, outcome, reason)
    before = entry.judgement
    if before and (before.outcome, before.reason) == (outcome, reason):
        return before
    if entry.judgement_id != seen:
        raise Conflict(f"同事刚刚已研判为“{before}”，您的结论没有覆盖它，请核对后再定。", entry)
    judgement = put_judgement(entry, outcome, reason, by=by)
    record_on_entry(
        EventKind.ENTRY_JUDGED,
        entry,
        by=by,
        before={"结论": str(before)} if before else None,
        after={"结论": str(judgement)},
        reason=reason,
    )
    return judgement


def put_judgement(entry: ProgressEntry, outcome: Outcome, reason: str, *, by: User) -> Judgement:
    """Adds a judgement and points the locked entry to it; the calling action adds the audit row."""
    judgement = Judgement.objects.create(
        entry=entry,
        outcome=outcome,
        reason=reason,
        standing=entry.standing,
        judged_at=clock.now(),
        judged_by=by,
    )
    entry.judgement = judgement
    entry.save(update_fields=["judgement"])
    return judgement


def check_outcome(entry: ProgressEntry, outcome: Outcome, reason: str) -> None:
    """
    Raises:
        Refused: the outcome does not belong to the period, or is behind and comes without a reason.
    """
    if outcome not in list_offered_outcomes(entry.period.number):
        raise Refused(f"{entry.period.label}不使用“{outcome.label}”这一结论。")
    if outcome.is_behind and not reason.strip():
        raise Refused(f"研判为“{outcome.label}”须写明理由。")
