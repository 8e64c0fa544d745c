"""Writes sheets as an Excel workbook.

Excel shows at most 409 points of a row and does not raise rows by itself, so heights are computed from the
text. If a row needs more, the sheet uses smaller type; if that is not enough, the row is spread over several
worksheet rows with merged cells. Nothing is cut. In a form every row stays one worksheet row, because people
sort and fill it; a longer text scrolls.
"""

import re
from collections.abc import Iterable, Sequence
from math import ceil
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from reports.printing import fitting, typography
from reports.printing.fillable import make_fillable
from reports.printing.sheet import INTERNAL_MARK, Align, Cell, Column, Sheet
from reports.printing.typography import HEADER_POINTS, LABEL_POINTS, LINE_HEIGHT, TITLE_POINTS

# Excel's own limits
HIGHEST_ROW = 409.0
LONGEST_CELL = 32767
LONGEST_SHEET_NAME = 31
# column widths are counted in digits of the file's default font: 8 pixels for 宋体 11 and its replacements
DEFAULT_FONT = Font(name=typography.PAGE_FACE.name, size=11, charset=typography.CHARSET_GB2312)
POINTS_PER_UNIT = 6.0

SIDE_MARGIN_MM = 15
TOP_MARGIN_MM = 20
BOTTOM_MARGIN_MM = 20
FOOTER_MARGIN_MM = 10
TABLE_POINTS = (typography.PAGE_LONG_MM - 2 * SIDE_MARGIN_MM) * typography.POINTS_PER_MM

# the horizontal and vertical padding of a cell in points
PADDING_ACROSS = 7.0
PADDING_DOWN = 8.0
LOWEST_ROW = 24.0
LOWEST_ROW_OF_FORM = 72.0
BODY_SIZES = (typography.BODY_POINTS, 10, 9.5, 9)

TITLE, LABEL, HEADER, LEFT, CENTER = "附件标题", "附件序号", "表头", "表文居左", "表文居中"
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
FORMULA_STARTS = ("=", "+", "-", "@")


class CellTooLongError(Exception):
    """A text that no Excel cell can hold; the message states its place."""


def write_workbook(sheets: Sequence[Sheet], stream: BinaryIO) -> None:
    """Writes one workbook with one worksheet for each sheet, in order.

    Args:
        sheets: at least one.

    Raises:
        CellTooLongError: a cell has more than 32767 characters.
    """
    book = Workbook()
    book.remove(book.active)
    # openpyxl has no public way to the default font
    book._fonts = IndexedList([DEFAULT_FONT])
    book._named_styles["Normal"].font = DEFAULT_FONT
    book.properties.creator = ""
    book.properties.title = sheets[0].title if len(sheets) == 1 else ""
    sizes = [compute_body_points(sheet) for sheet in sheets]
    for style in build_styles(set(sizes)):
        book.add_named_style(style)
    for sheet, points in zip(sheets, sizes, strict=True):
        fill_worksheet(book.create_sheet(format_sheet_name(sheet, book.sheetnames)), sheet, points)
    if any(sheet.is_internal for sheet in sheets):
        mark_pages_internal(book)
    book.save(stream)


def mark_pages_internal(book: Workbook) -> None:
    """Puts 内部 at the upper left of every printed page of every sheet."""
    for worksheet in book:
        for head in (worksheet.HeaderFooter.oddHeader, worksheet.HeaderFooter.evenHeader):
            head.left.text, head.left.font, head.left.size = INTERNAL_MARK, typography.HEADING_FACE.name, LABEL_POINTS


def compute_body_points(sheet: Sheet) -> float:
    """Returns the largest type size in which every row fits, else the smallest; a form uses the largest."""
    if sheet.is_form:
        return BODY_SIZES[0]
    hidden = sheet.compute_hidden_cells()
    for points in BODY_SIZES:
        heights = (compute_row_height(row, at, sheet.columns, hidden, points) for at, row in enumerate(sheet.rows))
        if max(heights, default=0) <= HIGHEST_ROW:
            return points
    return BODY_SIZES[-1]


def build_styles(body_sizes: Iterable[float]) -> list[NamedStyle]:
    thin = Side(style="thin")
    grid = Border(left=thin, right=thin, top=thin, bottom=thin)

    def build_style(name, face, size, horizontal, border=None):
        font = Font(name=face.name, size=size, charset=typography.CHARSET_GB2312)
        alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        return NamedStyle(name, font=font, alignment=alignment, border=border or Border())

    return [
        build_style(TITLE, typography.TITLE_FACE, TITLE_POINTS, "center"),
        build_style(LABEL, typography.HEADING_FACE, LABEL_POINTS, "left"),
        build_style(HEADER, typography.HEADING_FACE, HEADER_POINTS, "center", grid),
        *(
            build_style(format_style_name(name, points), typography.BODY_FACE, points, horizontal, grid)
            for points in body_sizes
            for name, horizontal in ((LEFT, "left"), (CENTER, "center"))
        ),
    ]


def format_style_name(style: str, points: float) -> str:
    """Formats the name of a body style; a size other than the usual one is appended: 表文居左 9.5."""
    return style if points == typography.BODY_POINTS else f"{style} {points:g}"


def format_sheet_name(sheet: Sheet, taken: Sequence[str]) -> str:
    """Formats the label, or the title if there is none, as a worksheet name; a number makes it unique."""
    name = re.sub(r"[\[\]:*?/\\']", "", sheet.label or sheet.title)[:LONGEST_SHEET_NAME] or "表"
    unique, number = name, 1
    while unique in taken:
        number += 1
        unique = f"{name[: LONGEST_SHEET_NAME - 4]}（{number}）"
    return unique


def fill_worksheet(worksheet: Worksheet, sheet: Sheet, points: float) -> None:
    set_widths(worksheet, sheet.columns)
    write_heading(worksheet, sheet)
    write_header(worksheet, sheet.columns)
    write_rows(worksheet, sheet, points)
    set_worksheet_page(worksheet)
    if sheet.is_form:
        make_fillable(worksheet, sheet, FIRST_ROW)


def set_widths(worksheet: Worksheet, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, start=1):
        width = column.share * TABLE_POINTS / POINTS_PER_UNIT
        worksheet.column_dimensions[get_column_letter(index)].width = round(width, 2)


def write_heading(worksheet: Worksheet, sheet: Sheet) -> None:
    """Writes 附件1 to the first row, and the title centred above the table to the second."""
    write_cell(worksheet.cell(1, 1), sheet.label, LABEL)
    # the label is wider than the column of serial numbers and extends over the empty cells beside it
    worksheet.cell(1, 1).alignment = Alignment(horizontal="left", vertical="center")
    worksheet.row_dimensions[1].height = LOWEST_ROW if sheet.label else 4
    write_cell(worksheet.cell(2, 1), sheet.title, TITLE)
    worksheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(sheet.columns))
    worksheet.row_dimensions[2].height = max(44, compute_text_height(sheet.title, TABLE_POINTS, TITLE_POINTS))


def write_header(worksheet: Worksheet, columns: Sequence[Column]) -> None:
    highest = LOWEST_ROW
    for index, column in enumerate(columns):
        write_cell(worksheet.cell(HEADER_ROW, index + 1), column.label, HEADER)
        points = TABLE_POINTS * sum(each.share for each in columns[index : index + max(column.spans, 1)])
        highest = max(highest, compute_text_height(column.label, points, HEADER_POINTS))
    for index, column in enumerate(columns, start=1):
        if column.spans > 1:
            worksheet.merge_cells(
                start_row=HEADER_ROW,
                end_row=HEADER_ROW,
                start_column=index,
                end_column=index + column.spans - 1,
            )
    worksheet.row_dimensions[HEADER_ROW].height = highest


def write_rows(worksheet: Worksheet, sheet: Sheet, points: float) -> None:
    """Writes the rows and their merges; ``starts`` holds the worksheet row of each row and of the end."""
    styles = [format_style_name(LEFT if each.align == Align.LEFT else CENTER, points) for each in sheet.columns]
    hidden = sheet.compute_hidden_cells()
    starts = [FIRST_ROW]
    for index, row in enumerate(sheet.rows):
        height = compute_row_height(row, index, sheet.columns, hidden, points)
        if sheet.is_form:
            height = min(max(height, LOWEST_ROW_OF_FORM), HIGHEST_ROW)
        pieces = ceil(height / HIGHEST_ROW)
        for piece in range(pieces):
            worksheet.row_dimensions[starts[-1] + piece].height = round(height / pieces, 1)
        values = ["" if (index, at) in hidden else value for at, value in enumerate(row)]
        require_cell_lengths(sheet, index, values)
        write_row(worksheet, starts[-1], pieces, values, styles)
        starts.append(starts[-1] + pieces)
    merge_downwards(worksheet, sheet, starts, hidden)


def write_row(worksheet, top: int, pieces: int, values: Sequence[Cell], styles: Sequence[str]) -> None:
    """Writes a row to ``pieces`` worksheet rows from ``top`` on; only the first has the text."""
    for column, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
        write_cell(worksheet.cell(top, column), value, style)
        for piece in range(1, pieces):
            worksheet.cell(top + piece, column).style = style


def require_cell_lengths(sheet: Sheet, index: int, values: Sequence[Cell]) -> None:
    for column, value in enumerate(values, start=1):
        if len(str(value)) > LONGEST_CELL:
            raise CellTooLongError(
                f"{sheet.label or sheet.title}第{index + 1}行第{column}列有{len(str(value))}个字，"
                f"超过 Excel 单元格上限{LONGEST_CELL}个字，请改为导出 Word。"
            )


def merge_downwards(worksheet, sheet: Sheet, starts: list[int], hidden: frozenset) -> None:
    """Merges the sheet's own merged cells, and the worksheet rows of a row that was too high for one."""
    ranges = {(merge.first, merge.column): merge.last for merge in sheet.merges}
    for row in range(len(sheet.rows)):
        for column in range(len(sheet.columns)):
            if (row, column) in hidden:
                continue
            first, last = starts[row], starts[ranges.get((row, column), row) + 1] - 1
            if last > first:
                worksheet.merge_cells(start_row=first, end_row=last, start_column=column + 1, end_column=column + 1)


def compute_row_height(
    row: Sequence[Cell], index: int, columns: Sequence[Column], hidden: frozenset, points: float
) -> float:
    """Computes the height in points that the fullest cell of a row needs in type of ``points``."""
    heights = [
        compute_text_height(str(value), column.share * TABLE_POINTS, points)
        for position, (value, column) in enumerate(zip(row, columns, strict=True))
        if (index, position) not in hidden and not column.is_hidden
    ]
    return max(LOWEST_ROW, *heights)


def compute_text_height(text: str, width: float, size: float) -> float:
    """Computes the points that a text needs, wrapped to ``width`` points at font size ``size``."""
    lines = fitting.count_lines(text, (width - PADDING_ACROSS) / size)
    return lines * size * LINE_HEIGHT + PADDING_DOWN


def write_cell(cell: ExcelCell, value: Cell, style: str) -> None:
    """Writes a value with its type; a text that begins like a formula stays text, also when it is edited."""
    cell.style = style
    write_value(cell, value)


def write_value(cell: ExcelCell, value: Cell) -> None:
    """Writes a value with its type into a cell that has its style; a text that begins like a formula stays text."""
    if value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(FORMULA_STARTS):
            cell.quotePrefix = True


def set_worksheet_page(worksheet: Worksheet) -> None:
    """Sets A4 landscape, all columns on a page, a repeated header, and — 1 — at the outer edge."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.print_options.horizontalCentered = True
    worksheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    worksheet.freeze_panes = worksheet.cell(FIRST_ROW, 1)
    margins = worksheet.page_margins
    margins.left = margins.right = SIDE_MARGIN_MM / 25.4
    margins.top, margins.bottom = TOP_MARGIN_MM / 25.4, BOTTOM_MARGIN_MM / 25.4
    margins.header = margins.footer = FOOTER_MARGIN_MM / 25.4
    footer = worksheet.HeaderFooter
    footer.differentOddEven = True
    for part in (footer.oddFooter.right, footer.evenFooter.left):
        part.text, part.font, part.size = "— &P —", typography.PAGE_FACE.name, typography.PAGE_POINTS
