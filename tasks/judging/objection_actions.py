"""复核: saves a unit's objection to a judgement, and the decision of another person than its judge (条例 第十七条)."""

from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tasks import clock, periods
from tasks.audit import record_on_entry
from tasks.enums import EventKind, ObjectionState, Outcome
from tasks.filing.entry_guard import Conflict, lock_entry
from tasks.filing.evidence_actions import inspect_objection_uploads, keep_with_objection, lock_files
from tasks.judging import objections
from tasks.judging.judgement_actions import check_outcome, put_judgement
from tasks.judging.offered_words import closes_item
from tasks.models import Objection, ProgressEntry, User
from tasks.models.stored_files import files_fall_with_rows
from tasks.permissions import Permission, Refused, can
from tasks.reminding.event_notice_actions import tell_of_decision, tell_of_objection
from tasks.terms import terms

CLOSING = "年内已经完成的，须写明完成日期：复核中请维持或改为其他结论，再在事项页办理销号。"


def file_objection(
    *, entry: ProgressEntry, reason: str, seen: int | None, by: User, files: Sequence[UploadedFile] = ()
) -> Objection:
    """Saves a unit's objection to a judgement.

    Args:
        seen: id of the judgement that the user has read.
        files: evidence, of the kinds that an entry takes.

    Raises:
        Refused: not a lead unit, no judgement, the thirty days are over, there was an objection already, no reason,
            or a file is refused.
        Conflict: the office judged anew meanwhile.
    """
    uploads = inspect_objection_uploads(files, by=by)
    with files_fall_with_rows(), transaction.atomic():
        if uploads:
            lock_files(by)
        entry = lock_entry(entry.pk)
        _check_filing(entry, reason, seen, by)
        return _create_objection(entry, reason.strip(), uploads, by)


def _check_filing(entry: ProgressEntry, reason: str, seen: int | None, by: User) -> None:
    refusal = objections.describe_objection_refusal(
        by, entry, objections.map_entry_to_case([entry])[entry.pk], clock.today()
    )
    if refusal:
        raise Refused(refusal)
    if entry.judgement_id != seen:
        raise Conflict(f"{terms.office}刚刚已将结论改为“{entry.judgement}”，请核对后再申请。", entry)
    if not reason.strip():
        raise Refused("请写明申请复核的理由。")


def _create_objection(entry: ProgressEntry, reason: str, uploads: Mapping[str, UploadedFile], by: User) -> Objection:
    if entry.judgement is None or by.unit is None:
        raise Refused(f"该事项尚未{terms.judging}，或您不属于任何单位，不能申请复核。")
    objection = Objection.objects.create(
        entry=entry,
        judgement=entry.judgement,
        unit=by.unit,
        reason=reason,
        filed_at=clock.now(),
        filed_by=by,
        due_on=periods.compute_objection_limit(clock.today()),
    )
    names = [keep_with_objection(objection, file, checksum, by).name for checksum, file in uploads.items()]
    after = {"有异议的结论": str(entry.judgement), "应于何日前决定": f"{objection.due_on}", "附件": names}
    record_on_entry(EventKind.ENTRY_OBJECTED, entry, by=by, after=after, reason=objection.reason)
    tell_of_objection(objection=objection, entry=entry, by=by)
    return objection


@transaction.atomic
def decide_objection(*, objection: Objection, outcome: Outcome | None, decision: str, by: User) -> Objection:
    """Keeps the judgement or replaces it, even after the period is issued; the issued files stay.

    Args:
        outcome: of the new judgement; None, or the same as before, keeps the old one.
        decision: the reasons, shown to the unit; they become the reason of a new judgement.

    Raises:
        Refused: it is decided already, the user is the judge himself, there is no decision text, the outcome does not
            belong to the period or would end the item, or the user lacks the permission.
    """
    entry = lock_entry(objection.entry_id)
    objection = Objection.objects.select_related("judgement", "decided_by").get(pk=objection.pk)
    _check_decision(objection, entry, decision, by)
    before = objection.judgement
    new = outcome if outcome != before.outcome else None
    if new:
        if closes_item(entry.period.quarter, new):
            raise Refused(CLOSING)
        check_outcome(entry, new, decision)
        objection.result = put_judgement(entry, new, decision.strip(), by=by)
    objection.state = ObjectionState.CHANGED if new else ObjectionState.UPHELD
    objection.decision = decision.strip()
    objection.decided_at, objection.decided_by = clock.now(), by
    objection.save()
    record_on_entry(
        EventKind.ENTRY_OBJECTION_DECIDED,
        entry,
        by=by,
        before={"结论": str(before)},
        after={"复核": objection.state.label, "结论": str(objection.result or before)},
        reason=objection.decision,
    )
    tell_of_decision(objection=objection, entry=entry, by=by)
    return objection


def _check_decision(objection: Objection, entry: ProgressEntry, decision: str, by: User) -> None:
    if not can(by, Permission.DECIDE_OBJECTION, entry):
        raise Refused("当前账号不能办理这一复核。")
    if not objection.is_open:
        raise Refused(f"{objection.decided_by}已作出复核决定（{objection.state.label}），您的没有保存。")
    if objection.judgement.judged_by_id == by.pk:
        raise Refused(f"原{terms.judging}人应当回避，请由其他人员办理复核（条例第十七条）。")
    if not decision.strip():
        raise Refused("请写明复核意见，申请单位将看到。")
