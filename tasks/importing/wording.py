"""Compares a row with an edition of its item."""

from collections.abc import Iterable

from tasks.importing.changes import Difference
from tasks.importing.document import ImportedRow
from tasks.models import Edition
from tasks.plans.edition_content import PrintedUnit, read_content
from tasks.terms import say

FIELDS = {
    "section": "任务板块", "name": "项目名称", "text": "任务内容", "due": "完成时限", "leaders": "责任{terms.leader}", "lead": "{terms.lead_unit}",
    "cooperating": "{terms.cooperating_unit}",
}  # fmt: skip


def find_differences(row: ImportedRow, edition: Edition, place: int) -> list[Difference]:
    """Returns the fields that differ, without those for which the table has no column.

    Args:
        edition: with section, leaders and responsibilities loaded.
        place: of the row in its document, from 0.
    """
    stored, printed = _build_printed_values(edition), format_printed_values(edition)
    values = {field: getattr(row, field) for field in FIELDS} | {
        "lead": None if row.lead is None else _list_labels(drop_repeated(row.lead)),
        "cooperating": None if row.cooperating is None else _list_labels(drop_repeated(row.cooperating)),
    }
    return [
        Difference(f"{place}-{field}", field, say(label), printed[field], format_printed(values[field]))
        for field, label in FIELDS.items()
        if values[field] not in (None, stored[field])
    ]


def format_printed_values(edition: Edition) -> dict[str, str]:
    """Returns field of ``FIELDS`` → what an edition prints in its cell."""
    return {field: format_printed(value) for field, value in _build_printed_values(edition).items()}


def format_printed(value: str | list) -> str:
    """Joins the value of a field as its cell prints it; leaders with 、."""
    if isinstance(value, str):
        return value
    if value and isinstance(value[0], tuple):
        return "".join(before + label for before, label in value)
    return "、".join(value)


def drop_repeated(units: Iterable[PrintedUnit]) -> list[PrintedUnit]:
    """Keeps the first of equal labels in a cell."""
    first: dict[str, PrintedUnit] = {}
    for unit in units:
        first.setdefault(unit.label, unit)
    return list(first.values())


def _build_printed_values(edition: Edition) -> dict[str, str | list]:
    content = read_content(edition)
    return {
        "section": edition.section.name if edition.section else "",
        "name": content.name,
        "text": content.text,
        "due": content.due,
        "leaders": [each.name for each in edition.leading_officials],
        "lead": _list_labels(content.lead),
        "cooperating": _list_labels(content.cooperating),
    }


def _list_labels(units: Iterable[PrintedUnit]) -> list[tuple[str, str]]:
    """Returns the printed parts of a cell without the units that they mean."""
    return [(unit.before, unit.label) for unit in units]
