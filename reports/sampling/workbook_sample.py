"""Fills an office's own worksheet: rows take the style of its body, what stands below moves."""

from copy import copy
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from reports.printing.sheet import FilledSample
from reports.printing.workbook import (
    HIGHEST_ROW,
    LONGEST_CELL,
    LOWEST_ROW,
    POINTS_PER_UNIT,
    CellTooLongError,
    compute_text_height,
    mark_pages_internal,
    write_value,
)
from reports.sampling.moving import move_references


def fill_workbook(sample: FilledSample) -> bytes:
    """Fills the workbook.

    Raises:
        CellTooLongError: a text is too long for a cell.
    """
    require_lengths(sample)
    book = load_workbook(BytesIO(sample.content))
    sheet = book.worksheets[sample.table]
    for row, column, text in sample.heads:
        sheet.cell(*find_anchor(sheet, row + 1, column + 1)).value = text
    write_body(sheet, sample)
    if sample.is_internal:
        mark_pages_internal(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def find_anchor(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """Finds the cell that holds the text of a merged area."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return area.min_row, area.min_col
    return row, column


def require_lengths(sample: FilledSample) -> None:
    for order, row in enumerate(sample.rows, start=1):
        if any(len(str(value)) > LONGEST_CELL for value in row):
            raise CellTooLongError(
                f"“{sample.name}”第{order}行有一格超过 Excel 单元格上限{LONGEST_CELL}个字，请改为导出 Word。"
            )


def write_body(sheet: Worksheet, sample: FilledSample) -> None:
    first, last = sample.body[0] + 1, sample.body[1] + 1
    width = max(sheet.max_column, *(column + 1 for column in sample.columns))
    styles = [copy(sheet.cell(first, column)._style) for column in range(1, width + 1)]
    closing = [copy(sheet.cell(last, column)._style) for column in range(1, width + 1)] if last > first else styles
    height = sheet.row_dimensions[first].height or LOWEST_ROW
    across = [area for area in sheet.merged_cells.ranges if area.min_row == area.max_row == first]
    spans = [(area.min_col, area.max_col) for area in across]
    make_room(sheet, first, last, len(sample.rows))
    widths = {left: (left, right) for left, right in spans}
    for at, row in enumerate(sample.rows):
        number = first + at
        for column, style in enumerate(closing if at == len(sample.rows) - 1 else styles, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell._style = None, copy(style)
        needed = height
        for column, value in zip(sample.columns, row, strict=True):
            cell = sheet.cell(number, column + 1)
            write_value(cell, value)
            alignment = copy(cell.alignment)
            alignment.wrap_text = True
            cell.alignment = alignment
            left, right = widths.get(column + 1, (column + 1, column + 1))
            points = sum(get_width(sheet, one) for one in range(left, right + 1)) * POINTS_PER_UNIT
            needed = max(needed, compute_text_height(str(value), points, cell.font.size or 11))
        sheet.row_dimensions[number].height = min(needed, HIGHEST_ROW)
    for at in range(len(sample.rows)):
        for left, right in spans:
            sheet.merge_cells(start_row=first + at, end_row=first + at, start_column=left, end_column=right)
    for merge in sample.merges:
        sheet.merge_cells(
            start_row=first + merge.first,
            end_row=first + merge.last,
            start_column=merge.column + 1,
            end_column=merge.column + 1,
        )


def get_width(sheet: Worksheet, column: int) -> float:
    """Returns the width of a column, which may be given for a run of columns."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= (dimension.max or dimension.min):
            return dimension.width or 8.43
    return sheet.sheet_format.defaultColWidth or 8.43


def make_room(sheet: Worksheet, first: int, last: int, count: int) -> None:
    """Gives the body as many rows as there are; merges, heights, the printed area and what refers to rows move along."""
    shift = count - (last - first + 1)
    below = []
    for area in list(sheet.merged_cells.ranges):
        if area.max_row >= first and area.min_row <= last:
            sheet.unmerge_cells(area.coord)
        elif area.min_row > last:
            sheet.unmerge_cells(area.coord)
            below.append(CellRange(area.coord))
    heights = {row: sheet.row_dimensions[row].height for row in list(sheet.row_dimensions) if row > last}
    if shift > 0:
        sheet.insert_rows(last + 1, shift)
    elif shift < 0:
        sheet.delete_rows(last + 1 + shift, -shift)
    if shift:
        for row in heights:
            sheet.row_dimensions[row].height = None
        for row, height in heights.items():
            sheet.row_dimensions[row + shift].height = height
    for area in below:
        area.shift(row_shift=shift)
        sheet.merge_cells(area.coord)
    move_printed_area(sheet, last, shift)
    move_references(sheet, last, shift)


def move_printed_area(sheet: Worksheet, last: int, shift: int) -> None:
    areas = [CellRange(one.split("!")[-1].replace("$", "")) for one in str(sheet.print_area or "").split(",") if one]
    if not shift or not areas:
        return
    for area in areas:
        if area.max_row >= last:
            area.expand(down=shift) if shift > 0 else area.shrink(bottom=-shift)
    sheet.print_area = ",".join(
        f"{get_column_letter(one.min_col)}{one.min_row}:{get_column_letter(one.max_col)}{one.max_row}" for one in areas
    )
