"""Computes what a document would change: matches its rows with the items of the plan. Writes nothing."""

from collections.abc import Iterable

from tasks.enums import ImportTreatment, TaskKind
from tasks.importing.changes import Changes, RowChange
from tasks.importing.choices import ImportChoices
from tasks.importing.document import ImportedDocument
from tasks.importing.names import build_unit_book
from tasks.importing.order import merge_tables
from tasks.importing.own_kinds import assign_item_kinds
from tasks.importing.plan_facts import choose_plan_facts
from tasks.importing.plan_verdict import compare_plan
from tasks.importing.stored import assign_matches, list_stored_tasks, match_rows
from tasks.importing.verdict import compare_progress
from tasks.importing.wording import FIELDS, find_differences
from tasks.models import Government, Plan
from tasks.terms import say, terms

#: the lengths of the database columns, in characters
LIMITS = {"section": 200, "name": 300, "due": 200}
LABEL_LIMIT, LEADER_LIMIT, UNIT_LIMIT = 200, 50, 100


def build_changes(
    document: ImportedDocument,
    *,
    government_name: str | None = None,
    create_units: bool = False,
    choices: ImportChoices | None = None,
) -> Changes:
    """Compares a document with the database.

    Args:
        government_name: the government that the person named; None to take the document's.
        create_units: whether the import may create units and a government.
        choices: what a person decided of a document of a year that has a plan.
    """
    government = find_document_government(document)
    assign_item_kinds(document, kinds := government.kinds if government else [])
    rows = list_rows_in_order(document, [kind.code for kind in kinds] or [nature.value for nature in TaskKind])
    changes = Changes(document, government, build_unit_book(document, government), rows)
    changes.choices = choices or ImportChoices()
    changes.errors += document.errors
    changes.warnings += changes.book.list_warnings()
    _check_government(changes, given=government_name is not None, create=create_units)
    _check_lengths(changes)
    if not document.errors and government and document.year:
        changes.plan = Plan.objects.filter(government=government, year=document.year).first()
    kept: list[str] = []
    if document.is_plan:
        changes.facts, kept = choose_plan_facts(document, changes.plan)
        changes.warnings += kept
    if changes.plan:
        _compare(changes)
        if changes.is_list or changes.plan_document:
            # another list has a number of its own, which says nothing of the plan's
            changes.warnings = [one for one in changes.warnings if one not in kept] + _list_kept_facts(changes)
    elif not document.errors:
        for change in changes.rows:
            change.change = "new"
    return changes


def _list_kept_facts(changes: Changes) -> list[str]:
    """Warns where a list that comes again bears another number than the one that is stored for it."""
    stored = changes.plan_document.document_number if changes.plan_document else ""
    given = changes.document.document_number or ""
    differs = bool(stored and given) and stored != given
    return [f"文号保留该清单已填的“{stored}”，文件中写的是“{given}”。"] if differs else []


def find_document_government(document: ImportedDocument) -> Government | None:
    """Returns the government that a document names; if it names none, the only government there is."""
    if document.government:
        return Government.objects.filter(name=document.government).first()
    known = list(Government.objects.all()[:2])
    return known[0] if len(known) == 1 else None


def list_rows_in_order(document: ImportedDocument, codes: Iterable[str]) -> list[RowChange]:
    """Builds the changes of all rows, numbered over all tables of a kind.

    Args:
        codes: of the kinds in printed order (``ImportedRow.kind_code``).
    """
    sections = {id(row): row.section for row in document.rows}
    rows = {id(row): row for row in document.rows}
    changes = []
    for code in codes:
        tables = [[id(row) for row in table.rows if row.kind_code == code] for table in document.tables]
        order = merge_tables([table for table in tables if table], sections.get)
        changes += [RowChange(rows[key], number) for number, key in enumerate(order, start=1)]
    return changes


def _check_government(changes: Changes, *, given: bool, create: bool) -> None:
    document = changes.document
    if document.government is None and changes.government:
        changes.warnings.append(f"文件没有写明{terms.government}，按“{changes.government.name}”导入。")
    elif document.government is None:
        changes.errors.append(f"文件没有写明{terms.government}，请指定（--government）。")
    elif changes.government is None and not create:
        message = f"{terms.government}“{document.government}”尚未建立；加 --create-units 可一并新建。"
        (changes.errors if given else changes.warnings).append(message)


def _check_lengths(changes: Changes) -> None:
    for change in changes.rows:
        row = change.row
        for name, limit in LIMITS.items():
            if len(getattr(row, name) or "") > limit:
                changes.errors.append(f"{row.at}“{say(FIELDS[name])}”超过 {limit} 字，疑为列错位，请检查表头。")
        if any(len(part.label) > LABEL_LIMIT or len(changes.book.get_key(part)) > UNIT_LIMIT for part in row.parts):
            changes.errors.append(
                f"{row.at}{terms.responsible_unit}中有一个名称超过 {UNIT_LIMIT} 字，疑为列错位或缺分隔，请检查。"
            )
        if any(len(leader) > LEADER_LIMIT for leader in row.leaders or []):
            changes.errors.append(f"{row.at}领导姓名超过 {LEADER_LIMIT} 字，疑为列错位，请检查表头。")


def _compare(changes: Changes) -> None:
    if changes.document.is_plan:
        compare_plan(changes)
        return
    changes.treatment, changes.since = ImportTreatment.REPORT, changes.period_number
    stored = list_stored_tasks(changes.settled_plan, changes.period_number)
    assign_matches(changes.rows, match_rows(changes.rows, stored))
    for place, change in enumerate(changes.rows):
        change.differences = find_differences(change.row, change.former, place) if change.former else []
        change.change = "new" if change.task is None else "changed" if change.differences else "same"
    compare_progress(changes, stored)
