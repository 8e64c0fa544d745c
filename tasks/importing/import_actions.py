"""导入: applies a document, whole or not at all, and never twice."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tasks import clock, periods
from tasks.assessing.indicator_actions import add_proposals, set_period_targets
from tasks.assessing.quantities import name_period_targets
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record
from tasks.enums import EntryState, EventKind, PeriodState
from tasks.importing.changes import Changes, RowChange
from tasks.importing.choices import CorrectionBasis, ImportChoices
from tasks.importing.document import ImportedDocument
from tasks.importing.imported_edition_actions import correct_wordings, number_as_printed, write_wordings
from tasks.importing.imported_list_actions import (
    create_plan_document,
    link_near_equal,
    list_named_units,
    open_for_new_items,
    tell_of_corrections,
    tell_of_new_items,
)
from tasks.importing.imported_name_actions import get_or_create_names
from tasks.importing.list_facts import list_choice_refusals
from tasks.importing.planning import build_changes
from tasks.importing.taking import leave_out_untaken
from tasks.importing.trail import build_audit_of_treatment
from tasks.models import Government, Judgement, Period, Plan, ProgressEntry, SourceDocument, User
from tasks.models.changes import ChangedMeanwhile, build_field_state
from tasks.organisation.government_actions import create_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.plans.milestone_actions import add_document_milestones
from tasks.terms import terms


@transaction.atomic
def import_document(
    *,
    document: ImportedDocument,
    by: User | None,
    commit: bool,
    government_name: str | None = None,
    create_units: bool = False,
    choices: ImportChoices | None = None,
) -> Changes:
    """Computes what a document changes and, with ``commit``, writes it.

    Args:
        document: as ``tasks.importing.parse_document`` returns it.
        by: None for a command. A user of a government may import into that government only.
        commit: False for a dry run, which writes nothing.
        government_name: the government that the person named; None to take the document's.
        create_units: whether to create unknown units and an unknown government.
        choices: what a person decided of a document of a year that has a plan: another list or a correction, from
            when, which differences, on which basis.

    Returns:
        The changes; ``errors`` say why nothing was written, ``nothing_new`` that there was nothing to write.

    Raises:
        Refused: the user lacks the permission.
        ChangedMeanwhile: what the person agreed to is not what the import would do now.
        ValidationError: another list or a correction lacks a fact that a person must give; by the name of the field.
    """
    if by and not can(by, Permission.IMPORT_DOCUMENTS):
        raise Refused(describe_role_refusal(by))
    _lock_government(document)
    changes = build_changes(document, government_name=government_name, create_units=create_units, choices=choices)
    if by and by.government_id and (changes.government is None or changes.government.pk != by.government_id):
        changes.errors.append(
            f"文件属于“{document.government or f'未写明的{terms.government}'}”，只能导入本{terms.place}（{by.home}）的文件。"
        )
    if not commit:
        return changes
    if not changes.errors and not changes.nothing_new:
        refuse_unfit_choices(changes)
    if changes.is_correction:
        leave_out_untaken(changes)
    _add_unknown_errors(changes, create_units)
    if document.blocked:
        changes.errors.append(f"还有 {len(document.blocked)} 处读法可疑，没有认定，未导入。")
    if changes.errors or changes.nothing_new:
        return changes
    _apply_changes(changes, by)
    changes.committed = True
    return changes


def _lock_government(document: ImportedDocument) -> None:
    """Locks the government, so that two imports for it wait for each other."""
    Government.objects.select_for_update().filter(name=document.government or "").first()


def refuse_unfit_choices(changes: Changes) -> None:
    """Refuses what a person has chosen of a document where it does not fit; errors as of ``import_document``."""
    seen = changes.choices.seen
    if seen and seen != changes.compute_fingerprint():
        raise ChangedMeanwhile("您核对之后，方案又有了变化，没有导入。下面是与现行内容的比对，请重新核对。")
    strange = (changes.choices.taken or frozenset()) - {one.key for one in changes.differences}
    strange |= (changes.choices.linked or frozenset()) - {pair.key for pair in changes.pairs}
    if unknown := sorted(strange):
        raise ValidationError(f"文件与方案的比对中没有编号“{'、'.join(unknown)}”，没有导入；请重新核对。")
    if refusals := list_choice_refusals(changes):
        raise ValidationError(refusals)


def _add_unknown_errors(changes: Changes, create_units: bool) -> None:
    if create_units:
        return
    if changes.government is None and changes.document.government:
        message = f"{terms.government}“{changes.document.government}”尚未建立；加 --create-units 可一并新建。"
        changes.errors += [] if message in changes.errors else [message]
    if changes.book.unknown:
        names = "、".join(changes.book.unknown)
        changes.errors.append(
            f"有 {len(changes.book.unknown)} 个单位尚未登记：{names}。请先登记，或加 --create-units 新建。"
        )


def _apply_changes(changes: Changes, by: User | None) -> None:
    document = changes.document
    if changes.government is None:
        changes.government = create_government({"name": document.government or ""})
    names = get_or_create_names(changes)
    counts: dict[str, int | list[str]] = {"新增单位": list(names.created), "新增别名": names.aliased}
    _save_plan(changes)
    facts = build_field_state(changes.settled_plan, changes.facts)
    if changes.is_list:
        changes.plan_document = create_plan_document(changes)
    new = [change for change in changes.rows if change.task is None]
    corrected = [change.settled_task.pk for change in changes.rows if changes.is_correction and change.differs]
    former = list_named_units(corrected)
    before = write_wordings(changes, names)
    counts |= {"新增事项": len(new), "调整表述": changes.count("changed")}
    if changes.is_correction:
        correct_wordings(changes, names)
    if changes.reorderings:
        counts |= {"调整顺序": number_as_printed(changes)}
    counts |= {"关联同一事项": link_near_equal(changes)}
    counts |= {"识别指标": add_proposals(changes.settled_plan.tasks.select_related("current", "item_kind"))}
    rows = [change for change in changes.rows if change.row.period_targets]
    printed = {change.settled_task.pk: change.row.period_targets for change in rows}
    rhythm = changes.settled_plan.rhythm
    counts |= {name_period_targets(rhythm): set_period_targets(rhythm, printed)}
    counts |= {"识别节点": add_document_milestones(changes.settled_plan, printed)}
    if not document.is_plan:
        counts |= _write_entries(changes, by)
    source = _store_source(changes, by)
    if changes.is_list or changes.is_correction:
        entries = open_for_new_items(changes, [change.settled_task.pk for change in new])
        tell_of_new_items(changes, entries, by=by)
        tell_of_corrections(changes, source, former, by=by)
        counts |= {"新增填报事项": len(entries)}
    told = build_audit_of_treatment(changes)
    record(
        EventKind.DOCUMENT_IMPORTED,
        changes.settled_plan,
        by=by,
        government_id=changes.government.pk,
        title=f"{changes.settled_plan} {document.title or document.filename}",
        period=""
        if document.is_plan
        else f"{changes.settled_plan}{changes.settled_plan.rhythm.get_label(changes.period_number)}",
        before=before | told.before,
        after={"文件": document.filename}
        | ({"人工认定": [f"{at}：{said}" for at, said in document.decided.items()]} if document.decided else {})
        | told.after
        | facts
        | {label: count for label, count in counts.items() if count},
        reason=changes.choices.basis.reason.strip() if changes.is_correction else "",
    )


def _store_source(changes: Changes, by: User | None) -> SourceDocument:
    """Stores the document as printed: its text, and its tables with titles and order of rows."""
    document = changes.document
    task_of = {id(change.row): change.settled_task.pk for change in changes.rows}
    basis = changes.choices.basis if changes.is_correction else CorrectionBasis()
    return SourceDocument.objects.create(
        plan=changes.settled_plan,
        period=None if document.is_plan else changes.settled_plan.periods.get(number=changes.period_number),
        document=changes.plan_document,
        since=changes.since if changes.is_list or changes.is_correction else None,
        basis=basis.basis.strip(),
        basis_on=basis.basis_on,
        reason=basis.reason.strip(),
        filename=document.filename[:300],
        title=(document.title or "")[:300],
        document_number=(document.document_number or "")[:100],
        issued_on=document.issued_on,
        narrative=document.narrative,
        tables=[
            {
                "name": table.name or "",
                "title": table.title or "",
                "rows": [[task_of[id(row)], row.number] for row in table.rows if id(row) in task_of],
            }
            for table in document.tables
        ],
        imported_at=clock.now(),
        imported_by=by,
    )


def _save_plan(changes: Changes) -> None:
    """Gets or creates the plan of the year; takes title, date and facts from the document of a plan only.

    Another list says nothing of the plan, and a correction only what is not known yet.
    """
    document = changes.document
    if document.year is None:
        raise ValueError("文件没有年度")
    plan = changes.plan or _build_plan(changes, document.year)
    if changes.is_correction and changes.plan_document is None:
        plan.title = plan.title or document.title or ""
        plan.issued_on = plan.issued_on or document.issued_on
        for name, value in changes.facts.items():
            setattr(plan, name, value)
    elif document.is_plan and not changes.is_list and not changes.is_correction:
        plan.title = document.title or plan.title
        for name, value in changes.facts.items():
            setattr(plan, name, value)
        plan.issued_on = document.issued_on or plan.issued_on
    if document.is_plan or plan.pk is None:
        plan.save()
    changes.plan = plan


def _build_plan(changes: Changes, year: int) -> Plan:
    """Builds the plan of a year, with the periods that the government has chosen for its coming plans."""
    plan = Plan(government=changes.government, year=year)
    if changes.government:
        plan.take_rhythm(changes.government.rhythm)
    return plan


def _write_entries(changes: Changes, by: User | None) -> dict:
    """Creates the issued period with an accepted entry for each row.

    Returns:
        The counts for the audit log, by Chinese label.
    """
    quarter = periods.Quarter(changes.settled_plan.year, changes.period_number, changes.settled_plan.rhythm)
    period, _ = Period.objects.update_or_create(
        plan=changes.settled_plan,
        number=quarter.number,
        defaults={"state": PeriodState.ISSUED},
        create_defaults={
            "state": PeriodState.ISSUED,
            "opens_on": quarter.compute_default_opening(),
            "due_on": quarter.compute_default_due(),
        },
    )
    entries = ProgressEntry.objects.bulk_create([_build_entry(period, change) for change in changes.rows])
    judged = _write_judgements(changes, entries, by)
    refresh_standings(
        period.entries.select_related("period__plan__government", "task__item_kind", "edition"), on=clock.today()
    )
    return {"进展": len(entries), terms.judging: judged}


def _build_entry(period: Period, change: RowChange) -> ProgressEntry:
    row, task = change.row, change.task
    return ProgressEntry(
        period=period,
        task=task,
        edition=change.former,
        number=change.number,
        state=EntryState.ACCEPTED,
        text=row.progress or "",
        problem=row.problem or "",
        next_step=row.next_step or "",
        needs_coordination=bool(row.asked_coordination),
        coordination=row.asked_coordination,
    )


def _write_judgements(changes: Changes, entries: list[ProgressEntry], by: User | None) -> int:
    judgements = [
        Judgement(
            entry=entry,
            outcome=change.row.outcome,
            word=(word := entry.get_outcome_word(change.row.outcome)).label,
            token=word.token,
            printed=(change.row.judgement or "")[:50],
            reason=f"据{changes.document.title or changes.document.filename}" if change.row.outcome.is_behind else "",
            judged_at=_compute_judged_at(changes.document),
            judged_by=by,
        )
        for change, entry in zip(changes.rows, entries, strict=True)
        if change.row.outcome
    ]
    made = Judgement.objects.bulk_create(judgements)
    for judgement in made:
        judgement.entry.judgement = judgement
    ProgressEntry.objects.bulk_update([judgement.entry for judgement in made], ["judgement"], batch_size=200)
    return len(made)


def _compute_judged_at(document: ImportedDocument) -> datetime:
    """Returns the day of issue, or the time of the import for a document without one."""
    if document.issued_on is None:
        return clock.now()
    return timezone.make_aware(datetime.combine(document.issued_on, time()))
