"""What refers to rows of a filled worksheet moves along with them: formulas, conditional formats, lists of choices, filters."""

import re
from collections.abc import Callable, Iterable

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(
    r"(?:(?P<sheet>'[^']+'|[^'!:]+)!)?(?P<left>\$?[A-Z]{1,3}\$?)(?P<top>\d{1,7})(?::(?P<right>\$?[A-Z]{1,3}\$?)(?P<bottom>\d{1,7}))?"
)
#: takes a row, and whether a range ends with it; returns the row after the move
RowMap = Callable[[int, bool], int]


def build_row_map(last: int, shift: int) -> RowMap:
    """Builds the map of the rows of a sheet whose body has grown or shrunk: what lies below moves, a range that ends with the
    body goes on to end with it.

    Args:
        last: of the body before.
        shift: by how many rows the body has grown; negative where it has shrunk.
    """

    def map_row(row: int, is_end: bool) -> int:
        if row > last or (is_end and row == last):
            return row + shift
        # what pointed into rows that are gone points to the last that is left
        return min(row, last + shift) if shift < 0 else row

    return map_row


def move_references(sheet: Worksheet, last: int, shift: int) -> None:
    """Moves everything of the workbook that refers to rows of ``sheet``; arguments as in ``build_row_map``."""
    if not shift:
        return
    map_row = build_row_map(last, shift)
    for other in sheet.parent.worksheets:
        for cell in (cell for row in other.iter_rows() for cell in row if cell.data_type == "f"):
            if isinstance(cell.value, str):
                cell.value = move_formula(cell.value, sheet.title, is_own=other is sheet, map_row=map_row)
    _move_rules(sheet, map_row)


def move_formula(formula: str, title: str, *, is_own: bool, map_row: RowMap) -> str:
    """Returns a formula with the references to the rows of a sheet moved.

    Args:
        title: of the sheet whose rows have moved.
        is_own: whether the formula stands in that sheet, so that a reference without a sheet is meant too.
    """

    def move(reference: re.Match[str]) -> str:
        named = (reference["sheet"] or "").strip("'")
        if named != title and (named or not is_own):
            return reference[0]
        before = f"{reference['sheet']}!" if named else ""
        top, bottom = int(reference["top"]), reference["bottom"]
        if bottom is None:
            return f"{before}{reference['left']}{map_row(top, False)}"
        return f"{before}{reference['left']}{map_row(top, False)}:{reference['right']}{map_row(int(bottom), True)}"

    parts = [
        _REFERENCE.sub(move, token.value)
        if (token.type, token.subtype) == (Token.OPERAND, Token.RANGE)
        else token.value
        for token in Tokenizer(formula).items
    ]
    return "=" + "".join(parts)


def _move_rules(sheet: Worksheet, map_row: RowMap) -> None:
    moved = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        for rule in formatting.rules:
            moved.add(_move_areas(formatting.sqref.ranges, map_row), rule)
    sheet.conditional_formatting = moved
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = type(validation.sqref)(_move_areas(validation.sqref.ranges, map_row))
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _move_areas([CellRange(sheet.auto_filter.ref)], map_row)


def _move_areas(areas: Iterable[CellRange], map_row: RowMap) -> str:
    moved = [
        CellRange(
            min_col=area.min_col,
            max_col=area.max_col,
            min_row=map_row(area.min_row, False),
            max_row=max(map_row(area.max_row, True), map_row(area.min_row, False)),
        )
        for area in areas
    ]
    return " ".join(area.coord for area in moved)
