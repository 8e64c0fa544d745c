"""研判: saves the office's judgements. A new judgement is a new row; the former ones stay."""

from datetime import date
from typing import Literal

from django.db import transaction

from tasks import clock
from tasks.audit import record_on_entry
from tasks.ending.ending_actions import build_audit_values, lock_item, put_ending, resume_item
from tasks.ending.endings import EndingWish
from tasks.enums import EndingKind, EventKind, ObjectionState, Outcome, ReminderKind, Standing
from tasks.filing.automatic_entry_actions import word_done_entry
from tasks.filing.entries import find_filed_version, get_revision_number
from tasks.filing.entry_guard import Conflict, lock_entry, require_entry_permission
from tasks.judging.judgements import list_standing_judgements
from tasks.judging.offered_words import closes_item, describe_word_refusal
from tasks.judging.reviews import describe_judging_refusal
from tasks.models import Ending, Event, Judgement, ProgressEntry, User
from tasks.models.ending import find_ending
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused
from tasks.reminding.event_notice_actions import tell_of_judgement, tell_of_undoing
from tasks.terms import terms


def describe_missing_day(entry: ProgressEntry) -> str:
    """Describes that an entry is judged as done without the day, in the word of its kind."""
    return (
        f"{terms.judging}为“{entry.get_outcome_word(Outcome.REACHED).label}”的，请填写完成日期；以后各期不再要求填报。"
    )


@transaction.atomic
def judge(
    *,
    entry: ProgressEntry,
    outcome: Outcome,
    reason: str,
    seen: int | None,
    by: User,
    read: int | None = None,
    completed_on: date | None = None,
) -> Judgement:
    """Saves a judgement with its reason and the entry's present standing; 已完成 in the year also ends the item (销号).

    Args:
        seen: id of the judgement that stood when the user opened the page; None when there was none.
        read: the filed revision that the user has read, 0 for nothing filed; None skips the check.
        completed_on: the day on which the item was done, which 已完成 before the end of the year needs.

    Raises:
        Refused: the period is issued, an objection is open, the outcome does not belong to the kind and the period or
            skips the step of recovery, an outcome that is behind comes without a reason, 已完成 without a day, or another outcome for an item that is ended.
        Conflict: a colleague judged the entry meanwhile, or the unit filed another revision or withdrew it.
    """
    closes = closes_item(entry.period.quarter, outcome)
    if closes:
        lock_item(entry.task, by)
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.JUDGE_ENTRY, entry)
    if read is not None and get_revision_number(find_filed_version(entry)) != read:
        raise Conflict(f"单位刚刚报送了新的进展，请按现在的内容{terms.judging}。", entry)
    is_disputed = entry.objections.filter(state=ObjectionState.OPEN).exists()
    if refusal := describe_judging_refusal(by, entry, is_disputed=is_disputed):
        raise Refused(refusal)
    check_outcome(entry, outcome, reason)
    before, ends = entry.judgement, closes and find_ending(entry.task) is None
    if before and not ends and _tell_alike(entry, before, outcome, reason):
        return before
    if entry.judgement_id != seen:
        raise Conflict(f"同事刚刚已{terms.judging}为“{before}”，您的结论没有覆盖它，请核对后再定。", entry)
    after, standing = {"结论": entry.get_outcome_word(outcome).label}, entry.standing
    if ends:
        end = _put_ending(entry, reason, completed_on, by=by)
        after |= build_audit_values(end)
        entry = lock_entry(entry.pk)
        if entry.is_automatic and entry.judgement:
            reason = reason.strip() or entry.judgement.reason
        word_done_entry(entry, end)
    judgement = put_judgement(entry, outcome, reason, by=by, standing=standing)
    record_on_entry(
        EventKind.ENTRY_JUDGED,
        entry,
        by=by,
        before={"结论": str(before)} if before else None,
        after=after,
        reason=reason,
    )
    tell_of_judgement(entry=entry, judgement=judgement, before=before, by=by)
    return judgement


@transaction.atomic
def take_back_judgement(*, entry: ProgressEntry, judged: Event, by: User) -> Judgement | None:
    """Takes the last judgement back: the one before it stands again, or none. Its row stays, as its audit row does.

    Where it ended the item (``has_ended_item``), the item goes on; the caller has locked the item before the entry.

    Args:
        judged: the audit row of the judgement.

    Returns:
        The judgement that stands now.

    Raises:
        Refused: the period is issued, the judgement is disputed, or the item was resumed meanwhile.
    """
    if has_ended_item(judged):
        resume_item(
            task=entry.task, reason=f"撤销{terms.judging}“{entry.get_outcome_word(Outcome.REACHED).label}”。", by=by
        )
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.JUDGE_ENTRY, entry)
    *former, undone = list_standing_judgements(entry)
    if entry.objections.filter(judgement=undone).exists():
        raise Refused("单位已对该结论申请复核，不能撤销，请在“复核”中作出决定。")
    entry.judgement = former[-1] if former and "结论" in judged.before else None
    entry.save(update_fields=["judgement"])
    record_on_entry(
        EventKind.JUDGEMENT_TAKEN_BACK,
        entry,
        by=by,
        before={"结论": str(undone)},
        after={"结论": str(entry.judgement)} if entry.judgement else None,
    )
    tell_of_undoing(kind=ReminderKind.JUDGED, entries=[entry], said=f"{terms.judging}已撤销", by=by)
    return entry.judgement


def has_ended_item(judged: Event) -> bool:
    """Returns whether the judgement of an audit row also ended the item."""
    return EndingKind.DONE.label == judged.after.get("种类")


def _put_ending(entry: ProgressEntry, reason: str, completed_on: date | None, *, by: User) -> Ending:
    """Ends the item as done, on the basis of the judgement; an entry in which nothing was written is filed by itself.

    Raises:
        Refused: there is no day, or none on which an item can be done.
    """
    if completed_on is None:
        raise Refused(describe_missing_day(entry))
    wish = EndingWish(EndingKind.DONE, completed_on, f"{entry.period}{terms.judging}", reason=reason)
    return put_ending(entry.task, wish, by=by)


def _tell_alike(entry: ProgressEntry, before: Judgement, outcome: Outcome, reason: str) -> bool:
    """Tells whether a judgement would say the same again, in the same word."""
    return (before.outcome, before.verdict.label, before.reason) == (
        outcome,
        entry.get_outcome_word(outcome).label,
        reason,
    )


def put_judgement(
    entry: ProgressEntry, outcome: Outcome, reason: str, *, by: User, standing: Standing | Literal[""] | None = None
) -> Judgement:
    """Adds a judgement and points the locked entry to it; the calling action adds the audit row.

    Args:
        standing: what was suggested when the judgement was made; None for the entry's present standing.
    """
    word = entry.get_outcome_word(outcome)
    judgement = Judgement.objects.create(
        entry=entry,
        outcome=outcome,
        word=word.label,
        token=word.token,
        reason=reason,
        standing=entry.standing if standing is None else standing,
        judged_at=clock.now(),
        judged_by=by,
    )
    entry.judgement = judgement
    entry.save(update_fields=["judgement"])
    return judgement


def describe_missing_reason(entry: ProgressEntry, outcome: Outcome) -> str:
    """Describes why an outcome cannot be given without a reason: it says that the item is behind, or that it is not though
    the machine warns; "" where it can."""
    if outcome.is_behind:
        return f"{terms.judging}为“{entry.get_outcome_word(outcome).label}”须写明理由。"
    if entry.standing == Standing.LAGGING:
        return f"系统预警为滞后，{terms.judging}为“{entry.get_outcome_word(outcome).label}”须写明理由。"
    return ""


def check_outcome(entry: ProgressEntry, outcome: Outcome, reason: str) -> None:
    """
    Raises:
        Refused: the item's kind does not use the outcome in the period, the rule of recovery asks for another one, or it
            comes without the reason that it needs.
    """
    if refusal := describe_word_refusal(entry, outcome):
        raise Refused(refusal)
    if not reason.strip() and (missing := describe_missing_reason(entry, outcome)):
        raise Refused(missing)
    end = find_ending(entry.task)
    if end and not end.kind.is_stop and entry.is_judged_done and outcome != Outcome.REACHED:
        raise Refused(f"{entry.task}已销号（{format_chinese_date(end.on)}完成），要改变结论，请先在事项页恢复办理。")
