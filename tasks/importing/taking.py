"""更正文件: what is taken of a corrected document, and what it then names."""

from dataclasses import replace
from typing import Any

from tasks.importing.changes import Changes
from tasks.importing.document import ImportedDocument, ImportedRow
from tasks.importing.names import UnitBook, build_unit_book


def narrow_document(changes: Changes) -> tuple[ImportedDocument, dict[int, ImportedRow]]:
    """Returns the document of a correction with only what is taken, and the identity of each kept row → its copy.

    A field that is left out is as one for which the table has no column; a new row that is left out is gone.
    """
    kept: dict[int, ImportedRow] = {}
    for change in changes.rows:
        left = {one.field for one in change.differences if not changes.is_taken(one)}
        if change.former:
            blanks: dict[str, Any] = dict.fromkeys(left) | ({"text": change.former.text} if "text" in left else {})
            kept[id(change.row)] = replace(change.row, **blanks)
        elif not left:
            kept[id(change.row)] = change.row
    tables = [
        replace(table, rows=[kept[id(row)] for row in table.rows if id(row) in kept])
        for table in changes.document.tables
    ]
    return replace(changes.document, tables=tables), kept


def leave_out_untaken(changes: Changes) -> None:
    """Drops from a correction what the person did not tick."""
    changes.document, kept = narrow_document(changes)
    changes.rows = [change for change in changes.rows if id(change.row) in kept]
    for change in changes.rows:
        change.row = kept[id(change.row)]
        change.differences = [one for one in change.differences if changes.is_taken(one)]
        if change.former and not change.differences:
            change.change = "same"
    changes.reorderings = [one for one in changes.reorderings if changes.is_taken(one)]
    changes.book = build_unit_book(changes.document, changes.government)
    remaining = {id(change) for change in changes.rows}
    changes.pairs = [pair for pair in changes.pairs if id(pair.change) in remaining]
    changes.nothing_new = not any(changes.differences) and not changes.facts


def build_taken_book(changes: Changes) -> UnitBook:
    """Looks up the units that an import would need: of a correction, those of what is taken."""
    if not changes.is_correction:
        return changes.book
    return build_unit_book(narrow_document(changes)[0], changes.government)
