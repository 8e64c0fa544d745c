"""Reads an Excel file into grids: takes cached values, expands merged areas, reports formulas and hidden parts."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

from django.core.files import File
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from tasks.importing.gate import load_safe_file
from tasks.importing.raw import Grid, GridCell, RawDocument, Unreadable, require_table_size, trim_lines
from tasks.periods import format_chinese_date


def read_xlsx(content: bytes, filename: str) -> RawDocument:
    """Reads the visible sheets of an Excel file that contain text.

    Raises:
        Unreadable: the package opens but is not a workbook.
    """
    try:
        values, formulas = load_values_and_formulas(content)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Excel 内容读不出来。请重新保存后再导入。") from error
    document = RawDocument(filename, [])
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            document.warnings.append(f"工作表“{sheet.title}”是隐藏的，未导入。")
            continue
        _Sheet(sheet, formulas[sheet.title] if formulas else None, document).read()
    return document


def load_values_and_formulas(content: bytes) -> tuple[Workbook, Workbook | None]:
    """Loads a workbook with cached values and, if it contains formulas, once more with the formulas."""
    values = load_workbook(BytesIO(content), data_only=True)
    with ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return values, load_workbook(BytesIO(content)) if any(b"<f" in sheet for sheet in sheets) else None


def load_own_workbook(
    source: str | Path | BinaryIO | File, filename: str, limit: int
) -> tuple[Workbook, Workbook | None]:
    """Loads a filled-in form of this product, as ``load_values_and_formulas``.

    Args:
        source: a path or an open binary file.
        limit: the largest size accepted, in bytes.

    Raises:
        Unreadable: the file is no Excel file, harmful or damaged; the message says why.
    """
    kind, content = load_safe_file(source, filename, limit)
    if kind != "xlsx":
        raise Unreadable(f"文件“{filename}”不是 Excel（.xlsx）文件。")
    try:
        return load_values_and_formulas(content)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Excel 内容读不出来。请重新保存后再上传。") from error


class _Sheet:
    def __init__(self, sheet, formulas, document: RawDocument):
        self.sheet, self.formulas, self.document = sheet, formulas, document
        self.texts: dict[Any, Any] = {}

    def read(self) -> None:
        for (row, column), cell in sorted(self.sheet._cells.items()):
            text = self.read_text(cell, row, column)
            if text:
                self.texts[row, column] = text
        if not self.texts:
            return
        self.report_hidden()
        anchors = self.map_cells_to_anchors()
        places = set(self.texts) | {place for place, anchor in anchors.items() if anchor in self.texts}
        rows = sorted({row for row, _ in places})
        width = max(column for _, column in places)
        require_table_size(len(rows), width, self.document.filename)
        position = {row: index for index, row in enumerate(rows)}
        grid = [
            [self.build_cell(anchors.get((row, column), (row, column)), position) for column in range(1, width + 1)]
            for row in rows
        ]
        self.document.grids.append(Grid(self.sheet.title, grid, rows))

    def build_cell(self, anchor: tuple[int, int], position: dict[int, int]) -> GridCell:
        row, column = anchor
        # the first row of an empty merged area may be missing; any unused row number identifies the area
        return GridCell(self.texts.get(anchor, ""), (position.get(row, -row), column - 1))

    def map_cells_to_anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (area.min_row, area.min_col)
            for area in self.sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }

    def read_text(self, cell, row: int, column: int) -> str:
        if self.formulas is not None:
            written = self.formulas.cell(row, column)
            if written.data_type == "f":
                return self.read_formula(cell.value, str(written.value), f"{get_column_letter(column)}{row}", cell)
        return format_cell_value(cell)

    def read_formula(self, value, written: str, place: str, cell) -> str:
        place = f"{self.sheet.title}!{place}"
        if value is None:
            self.document.warnings.append(f"{place} 是公式 {written}，文件里没有它的计算结果，按空白处理。")
            return ""
        self.document.warnings.append(f"{place} 是公式 {written}，取其计算结果“{format_cell_value(cell)}”。")
        return format_cell_value(cell)

    def report_hidden(self) -> None:
        used = {row for row, _ in self.texts}
        hidden = sorted(row for row, size in self.sheet.row_dimensions.items() if size.hidden and row in used)
        if hidden:
            rows = "、".join(map(str, hidden[:20]))
            self.document.warnings.append(f"工作表“{self.sheet.title}”第 {rows} 行是隐藏的，已一并读入，请核对。")
        columns = {column for _, column in self.texts}
        letters = sorted(
            letter
            for letter, size in self.sheet.column_dimensions.items()
            if size.hidden and any(size.min <= column <= size.max for column in columns)
        )
        if letters:
            self.document.warnings.append(
                f"工作表“{self.sheet.title}”{'、'.join(letters)} 列是隐藏的，已一并读入，请核对。"
            )


def format_cell_value(cell) -> str:
    """Returns the value of a cell as a person reads it on the sheet."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        return f"{value:%H:%M}" if isinstance(value, time) else format_chinese_date(value)
    if isinstance(value, int | float):
        return _format_number(value, cell.number_format or "")
    return trim_lines(str(value))


def _format_number(value: int | float, number_format: str) -> str:
    if "%" in number_format and abs(value) < 10**15:
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)
