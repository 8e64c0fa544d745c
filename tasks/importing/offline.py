"""离线填报表: reads a filled-in workbook; finds rows by their keys and cells by the heads of their columns.

Names of sheets and the order of rows and columns do not matter, and rows may be missing or new. A cell without a
reliable value (a formula without result, a part of a merged area) has a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tasks.filing.offline import FIGURE, KEY, OPEN_MARK, OfflineCell, normalise_cell
from tasks.importing.cell_values import format_cell_value
from tasks.importing.gate import MAX_BYTES
from tasks.importing.xlsx import NoForm, load_own_workbook
from tasks.models.entry_fields import FIELDS
from tasks.terms import list_spellings

VALUE = "value"
#: the last row in which the heads are searched
DEEPEST_HEADER = 20
NOT_OURS = "文件“{name}”中没有找到填报表。请上传从本系统下载的离线填报表；表头和隐藏的“编号”列不能删除。"


@dataclass(frozen=True)
class OfflineRow:
    """A row below the heads with its key and its cells by name of the field."""

    sheet: str
    number: int
    key: str
    cells: dict[str, OfflineCell]

    @property
    def place(self) -> str:
        return f"“{self.sheet}”第 {self.number} 行"


def read_offline(source: str | Path | BinaryIO | File, filename: str, limit: int = MAX_BYTES) -> list[OfflineRow]:
    """Reads the rows of every sheet that has the heads of a form.

    Args:
        source: a path or an open binary file.
        limit: the largest size accepted, in bytes.

    Raises:
        NoForm: it is a file of another kind, or has no heads of a 离线填报表.
        Unreadable: the file is harmful or damaged; the message says why.
    """
    values, formulas = load_own_workbook(source, filename, limit)
    found = [_Form(sheet, formulas and formulas[sheet.title]) for sheet in values.worksheets]
    forms = [form for form in found if form.columns]
    if not forms:
        raise NoForm(NOT_OURS.format(name=filename))
    return [row for form in forms for row in form.iterate_rows()]


class _Form:
    """A worksheet. ``columns`` is empty when the heads of a form are missing."""

    def __init__(self, sheet: Worksheet, formulas: Worksheet | None):
        self.sheet, self.formulas = sheet, formulas
        self.header, self.columns = self.find_heads()

    def find_heads(self) -> tuple[int, dict[str, int]]:
        """Returns the row of the heads, and name → column; if two columns have one head, the first."""
        known = {head: field.name for field in FIELDS for head in list_spellings(field.pattern)} | {FIGURE: VALUE}
        for row in self.sheet.iter_rows(max_row=min(self.sheet.max_row, DEEPEST_HEADER)):
            heads = {normalize_head(cell.value): cell.column for cell in reversed(row) if isinstance(cell.value, str)}
            named = {name: heads[head] for head, name in known.items() if head in heads}
            if normalize_head(KEY) in heads and named:
                return row[0].row, named | {KEY: heads[normalize_head(KEY)]}
        return 0, {}

    def iterate_rows(self) -> Iterator[OfflineRow]:
        """Yields the rows that are not blank."""
        columns = dict(self.columns)
        key_column = columns.pop(KEY)
        # only rows with cells, since a format may cover a million empty rows
        for number in sorted({row for row, _ in self.sheet._cells if row > self.header}):
            key = self.read_cell(number, key_column).text.strip()
            cells = {name: self.read_cell(number, column) for name, column in columns.items()}
            if key or any(cell.text or cell.fault for cell in cells.values()):
                yield OfflineRow(self.sheet.title, number, key, cells)

    def read_cell(self, row: int, column: int) -> OfflineCell:
        return read_form_cell(self.sheet, self.formulas, row, column)


def read_form_cell(sheet: Worksheet, formulas: Worksheet | None, row: int, column: int) -> OfflineCell:
    """Reads a cell that a person has filled in.

    Args:
        sheet: with the results of formulas.
        formulas: the same with the formulas; None where there are none.
    """
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        return OfflineCell(cell.coordinate, "", "与别的单元格合并了，请取消合并")
    if cell.data_type == "e":
        return OfflineCell(cell.coordinate, "", f"是错误值 {cell.value}")
    if cell.value is None and formulas and formulas.cell(row, column).data_type == "f":
        return OfflineCell(cell.coordinate, "", "是公式，文件里没有它的计算结果，请改填结果")
    return OfflineCell(
        cell.coordinate,
        normalise_cell(cell.value) if isinstance(cell.value, str) else format_cell_value(cell),
    )


def normalize_head(head: object) -> str:
    """Removes spaces and the mark from the head of a column."""
    return re.sub(r"\s", "", str(head)).rstrip(f"{OPEN_MARK}＊")
