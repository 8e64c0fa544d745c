"""Reads an Excel file into grids: takes cached values, expands merged areas, reports formulas and hidden parts."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from django.core.files import File
from openpyxl import Workbook, load_workbook
from openpyxl.chartsheet import Chartsheet
from openpyxl.utils import get_column_letter

from tasks.importing.gate import LAST_COLUMN
from tasks.importing.notes import ReadingNotes
from tasks.importing.opening import XLSX, open_safe_file
from tasks.importing.raw import Grid, GridCell, RawDocument, Unreadable, require_table_size
from tasks.importing.sheet_cells import PICTURE, SheetCell, list_drawn_texts, list_picture_places, read_sheet_cell


def read_xlsx(content: bytes, filename: str) -> RawDocument:
    """Reads the visible sheets of an Excel file that contain text.

    Raises:
        Unreadable: the package opens but is not a workbook.
    """
    try:
        values, formulas = load_values_and_formulas(content, rich=True)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Excel 内容读不出来。请重新保存后再导入。") from error
    document = RawDocument(filename, [])
    notes = ReadingNotes()
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            document.warnings.append(f"工作表“{sheet.title}”是隐藏的，未导入。")
        elif not isinstance(sheet, Chartsheet):
            _Sheet(sheet, formulas[sheet.title] if formulas else None, document, notes).read()
    document.warnings += [*notes.list_warnings(), *list_drawn_texts(content)]
    return document


class NoForm(Unreadable):
    """The file can be read, but is no form of this product."""


def load_values_and_formulas(content: bytes, *, rich: bool = False) -> tuple[Workbook, Workbook | None]:
    """Loads a workbook with cached values and, if it contains formulas, once more with the formulas.

    Args:
        rich: whether texts keep the fonts of their parts.
    """
    values = load_workbook(BytesIO(content), data_only=True, rich_text=rich)
    _require_styles(values)
    with ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return values, load_workbook(BytesIO(content)) if any(b"<f" in sheet for sheet in sheets) else None


def _require_styles(book: Workbook) -> None:
    """Touches every style that a cell bears, since openpyxl notices only then that the file does not hold it.

    Raises:
        IndexError: it does not.
    """
    for sheet in book.worksheets:
        for cell in {tuple(cell._style): cell for cell in sheet._cells.values()}.values():
            _ = cell.font, cell.fill, cell.border, cell.alignment, cell.number_format


def load_own_workbook(
    source: str | Path | BinaryIO | File, filename: str, limit: int
) -> tuple[Workbook, Workbook | None]:
    """Loads a filled-in form of this product, as ``load_values_and_formulas``.

    Args:
        source: a path or an open binary file.
        limit: the largest size accepted, in bytes.

    Raises:
        NoForm: the file is no Excel file.
        Unreadable: it is harmful or damaged; the message says why.
    """
    opened = open_safe_file(source, filename, limit)
    if opened.kind != XLSX:
        raise NoForm(f"文件“{filename}”不是 Excel（.xlsx）文件。")
    try:
        return load_values_and_formulas(opened.content)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Excel 内容读不出来。请重新保存后再上传。") from error


class _Sheet:
    def __init__(self, sheet, formulas, document: RawDocument, notes: ReadingNotes):
        self.sheet, self.formulas, self.document, self.notes = sheet, formulas, document, notes
        self.cells: dict[tuple[int, int], SheetCell] = {}
        self.pictures = list_picture_places(sheet)

    def read(self) -> None:
        hidden = self.list_hidden_columns()
        for (row, column), cell in sorted(self.sheet._cells.items()):
            self.notes.place = f"{self.sheet.title}!{get_column_letter(column)}{row}"
            shown = self.read_cell(cell, row, column)
            if column in hidden:
                self.notes.add_text("在隐藏的列中，打印时看不见，未读入：", shown.text)
            elif shown.text or shown.hue or shown.has_picture:
                self.cells[row, column] = shown
        if not any(cell.text for cell in self.cells.values()):
            return
        self.note_drawings()
        self.document.grids.append(self.build_grid())

    def build_grid(self) -> Grid:
        anchors = self.map_cells_to_anchors()
        filled = {place for place, cell in self.cells.items() if cell.text}
        places = filled | {place for place, anchor in anchors.items() if anchor in filled}
        rows = sorted({row for row, _ in places})
        width = max(column for _, column in places)
        require_table_size(len(rows), width, self.document.filename)
        position = {row: index for index, row in enumerate(rows)}
        grid = [
            [self.build_cell(anchors.get((row, column), (row, column)), position) for column in range(1, width + 1)]
            for row in rows
        ]
        dimensions = self.sheet.row_dimensions
        hidden = {
            index
            for row, index in position.items()
            if row in dimensions and (dimensions[row].hidden or dimensions[row].height == 0)
        }
        return Grid(self.sheet.title, grid, rows, hidden=hidden)

    def build_cell(self, anchor: tuple[int, int], position: dict[int, int]) -> GridCell:
        row, column = anchor
        shown = self.cells.get(anchor, SheetCell())
        # the first row of an empty merged area may be missing; any unused row number identifies the area
        place = (position.get(row, -row), column - 1)
        return GridCell(shown.text, place, hue=shown.hue, has_picture=shown.has_picture)

    def map_cells_to_anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (area.min_row, area.min_col)
            for area in self.sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }

    def read_cell(self, cell, row: int, column: int) -> SheetCell:
        shown = read_sheet_cell(cell, self.notes, has_picture=(row, column) in self.pictures)
        if shown.text.upper().startswith(("=DISPIMG", "=_XLFN.DISPIMG")):
            self.notes.add_place(PICTURE)
            return replace(shown, text="", has_picture=True)
        if self.formulas is not None:
            written = self.formulas.cell(row, column)
            if written.data_type == "f" and cell.data_type != "e":
                return self.report_formula(shown, str(written.value))
        return shown

    def report_formula(self, shown: SheetCell, written: str) -> SheetCell:
        if "DISPIMG" in written.upper():
            self.notes.add_place(PICTURE)
            return replace(shown, text="", has_picture=True)
        told = f"，取其计算结果“{shown.text}”。" if shown.text else "，文件里没有它的计算结果，按空白处理。"
        self.document.warnings.append(f"{self.notes.place} 是公式 {written}{told}")
        return shown

    def list_hidden_columns(self) -> set[int]:
        return {
            column
            for size in self.sheet.column_dimensions.values()
            if (size.hidden or size.width == 0) and size.min and size.max
            for column in range(size.min, min(size.max, LAST_COLUMN) + 1)
        }

    def note_drawings(self) -> None:
        """Notes icons and colours that depend on values, and pictures beside the cells."""
        for area in self.sheet.conditional_formatting:
            self.notes.place = f"{self.sheet.title}!{area.sqref}"
            if any(rule.type in ("iconSet", "colorScale") or rule.dxf for rule in area.rules):
                self.notes.add_place("用条件格式显示的图标或颜色未读入，请核对")
        for row, column in self.pictures:
            self.notes.place = f"{self.sheet.title}!{get_column_letter(column)}{row}"
            self.notes.add_place(PICTURE)
