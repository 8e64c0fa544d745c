"""Writes a workbook that people fill in row by row: heads with hints, choices, an example, and room for new rows.

Unlike a form of ``fillable``, nothing is locked and rows are added freely. Every cell is text, so that a telephone
number keeps its zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.printing import typography
from reports.printing.sheet import remove_unprintable
from reports.printing.workbook import FORMULA_STARTS

HEAD_ROW = 1
TEXT_FORMAT = "@"
REQUIRED_FILL = PatternFill("solid", fgColor="FFF0B3")
OPTIONAL_FILL = PatternFill("solid", fgColor="F3F1EA")
HEAD_FONT = Font(name=typography.HEADING_FACE.name, size=typography.HEADER_POINTS, charset=typography.CHARSET_GB2312)
BODY_FONT = Font(name=typography.PAGE_FACE.name, size=11, charset=typography.CHARSET_GB2312)
EXAMPLE_FONT = Font(
    name=typography.PAGE_FACE.name, size=11, charset=typography.CHARSET_GB2312, italic=True, color="808080"
)
EDGE = Side(style="thin", color="BDBAB0")
LONGEST_CHOICES = 255


@dataclass(frozen=True)
class FormColumn:
    """A column of a blank form.

    Attributes:
        hint: shown at the head.
        width: in characters.
        choices: the words that may be chosen; the program that fills in refuses others.
        source: title of the form whose first column lists what is usually chosen; others may be typed.
    """

    label: str
    hint: str
    width: int
    is_required: bool = False
    choices: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class BlankForm:
    """One worksheet.

    Attributes:
        examples: rows in grey that show how to fill in.
        room: rows for which the choices are offered.
    """

    title: str
    columns: tuple[FormColumn, ...]
    rows: Sequence[Sequence[str]]
    examples: Sequence[Sequence[str]]
    room: int


def write_blank_forms(forms: Sequence[BlankForm], guidance: Sequence[str], stream: BinaryIO) -> None:
    """Writes the forms, and behind them a worksheet of guidance, 填写说明.

    Args:
        guidance: one line each.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = ""
    for form in forms:
        write_form(book.create_sheet(form.title), form)
    write_guidance(book.create_sheet("填写说明"), guidance)
    book.save(stream)


def write_form(worksheet: Worksheet, form: BlankForm) -> None:
    for at, column in enumerate(form.columns, start=1):
        write_head(worksheet, at, column)
        offer_choices(worksheet, at, column, form.room)
    for number, (row, font) in enumerate(
        [*((row, EXAMPLE_FONT) for row in form.examples), *((row, BODY_FONT) for row in form.rows)], start=HEAD_ROW + 1
    ):
        for at, text in enumerate(row, start=1):
            write_text(worksheet, number, at, text, font)
    worksheet.freeze_panes = worksheet.cell(HEAD_ROW + 1, 2)
    worksheet.page_setup.orientation = "landscape"
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_setup.fitToHeight = 0


def write_head(worksheet: Worksheet, at: int, column: FormColumn) -> None:
    """Writes the head with its hint as a comment; a star and colour mark what is required."""
    cell = worksheet.cell(HEAD_ROW, at, f"{column.label}{'*' if column.is_required else ''}")
    cell.font, cell.fill = HEAD_FONT, REQUIRED_FILL if column.is_required else OPTIONAL_FILL
    cell.border = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = Comment(column.hint, "", width=220, height=60)
    letter = get_column_letter(at)
    worksheet.column_dimensions[letter].width = column.width
    worksheet.column_dimensions[letter].number_format = TEXT_FORMAT
    worksheet.row_dimensions[HEAD_ROW].height = 30


def write_text(worksheet: Worksheet, row: int, at: int, text: str, font: Font) -> None:
    """Writes a cell as text, also where it begins like a formula."""
    cell = worksheet.cell(row, at)
    cell.font, cell.number_format = font, TEXT_FORMAT
    if text:
        cell.value = remove_unprintable(text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)


def offer_choices(worksheet: Worksheet, at: int, column: FormColumn, room: int) -> None:
    """Adds a drop-down; of words of another form it only proposes."""
    joined = ",".join(column.choices)
    if joined and len(joined) < LONGEST_CHOICES:
        offered = DataValidation("list", formula1=f'"{joined}"', allow_blank=True, showErrorMessage=True)
        offered.error = f"请从下拉中选择：{'、'.join(column.choices)}。"
    elif column.source:
        offered = DataValidation("list", formula1=f"'{column.source}'!$A$2:$A${room + 1}", allow_blank=True)
        offered.showErrorMessage = False
    else:
        return
    letter = get_column_letter(at)
    worksheet.add_data_validation(offered)
    offered.add(f"{letter}{HEAD_ROW + 1}:{letter}{HEAD_ROW + room}")


def write_guidance(worksheet: Worksheet, guidance: Sequence[str]) -> None:
    worksheet.column_dimensions["A"].width = 110
    for number, line in enumerate(guidance, start=1):
        cell = worksheet.cell(number, 1, line)
        cell.font, cell.alignment = BODY_FONT, Alignment(wrap_text=True, vertical="top")
