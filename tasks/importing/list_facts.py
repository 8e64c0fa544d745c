"""另一份清单、更正文件: what the file itself says of them, and what a person must still say."""

import re

from tasks.enums import DocumentLevel
from tasks.importing.changes import Changes
from tasks.importing.document import ImportedDocument
from tasks.importing.plan_verdict import list_possible_periods
from tasks.plans.documents import ItemSource, describe_document_day_refusal

#: the lengths of the database columns, in characters
MAX_TITLE, MAX_NUMBER, MAX_MEETING, MAX_BASIS, MAX_REASON = 300, 100, 200, 200, 2000
_NATIONAL = re.compile(r"^(?:国务院|中共中央|国家|中央)")
_OF_A_UNIT = re.compile(r"(?:局|中心|公司|集团|支队|大队)$")


def read_list_facts(document: ImportedDocument) -> ItemSource:
    """Reads what a file says of the list in it: title, number, day, meeting, and the level by who issues it."""
    title = document.title or _find_table_title(document) or document.filename
    return ItemSource(
        title=title[:MAX_TITLE],
        document_number=(document.document_number or "")[:MAX_NUMBER],
        issued_on=document.issued_on,
        level=_read_level(title),
        decided_by=document.facts.approving_meeting[:MAX_MEETING],
    )


def choose_list_facts(changes: Changes) -> ItemSource:
    """Returns the facts of another list as a person gave them, else as the file says."""
    return changes.choices.facts or read_list_facts(changes.document)


def _find_table_title(document: ImportedDocument) -> str:
    return next((table.title for table in document.tables if table.title), "")


def _read_level(title: str) -> DocumentLevel:
    """Guesses the level by who issues the document: the words before 关于. A person corrects it."""
    issuer = "".join(title.split()).split("关于")[0]
    if _NATIONAL.search(issuer):
        return DocumentLevel.NATIONAL
    if _OF_A_UNIT.search(issuer):
        return DocumentLevel.UNIT
    is_above = re.search("[市省]", issuer) and not re.search("[区县]", issuer)
    return DocumentLevel.MUNICIPAL if is_above else DocumentLevel.DISTRICT


def list_choice_refusals(changes: Changes) -> dict[str, str]:
    """Returns what a person must still say or mend before the import: the name of the field → a Chinese sentence."""
    if not (changes.is_list or changes.is_correction):
        return {}
    refusals = {}
    rhythm = changes.settled_plan.rhythm
    possible = list_possible_periods(changes.settled_plan, changes.treatment)
    if changes.since not in possible:
        offered = "、".join(rhythm.get_label(number) for number in possible)
        refusals["since"] = (
            f"{rhythm.get_label(changes.since)}已{'截止或' if changes.is_list else ''}印发，请从{offered}中选择起始期。"
        )
    return refusals | (_check_list_facts(changes) if changes.is_list else _check_basis(changes))


def _check_list_facts(changes: Changes) -> dict[str, str]:
    facts = choose_list_facts(changes)
    refusals = {}
    if not facts.title.strip():
        refusals["title"] = "请写明清单所出文件的标题。"
    limits = {"title": MAX_TITLE, "document_number": MAX_NUMBER, "decided_by": MAX_MEETING}
    for name, limit in limits.items():
        if len(getattr(facts, name)) > limit:
            refusals[name] = f"不能超过 {limit} 字。"
    if refusal := describe_document_day_refusal(facts.issued_on, changes.settled_plan.year):
        refusals["issued_on"] = refusal
    return refusals


def _check_basis(changes: Changes) -> dict[str, str]:
    basis, refusals = changes.choices.basis, {}
    if not basis.basis.strip():
        refusals["basis"] = "请写明更正的依据：文号或会议。"
    if not basis.reason.strip():
        refusals["reason"] = "请写明更正的理由。"
    for name, limit in {"basis": MAX_BASIS, "reason": MAX_REASON}.items():
        if len(getattr(basis, name)) > limit:
            refusals[name] = f"不能超过 {limit} 字。"
    if basis.basis_on is None:
        refusals["basis_on"] = "请填写依据的日期。"
    elif refusal := describe_document_day_refusal(basis.basis_on, changes.settled_plan.year, "依据日期"):
        refusals["basis_on"] = refusal
    return refusals
