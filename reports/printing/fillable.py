"""Turns a worksheet into a form: open and locked cells, choices, a note and a hidden key.

The lock has no password: it prevents slips, not tampering. The form is checked when it is uploaded.
"""

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.printing import typography
from reports.printing.sheet import Column, Sheet

NOTE_POINTS, NOTE_HEIGHT = 10.5, 24
#: cells that cannot be filled in are darker than open ones
READ_ONLY = PatternFill("solid", fgColor="F3F1EA")
ASKED = PatternFill("solid", fgColor="FFF0B3")
HEADER_ROW = 3


def make_fillable(worksheet: Worksheet, sheet: Sheet, first_row: int) -> None:
    """Turns a worksheet into a form.

    Args:
        first_row: the worksheet row of the sheet's first row.
    """
    write_note(worksheet, sheet)
    for index in range(len(sheet.rows)):
        for at, column in enumerate(sheet.columns, start=1):
            cell = worksheet.cell(first_row + index, at)
            if column.is_open and index not in sheet.locked:
                cell.protection = Protection(locked=False)
            else:
                cell.fill = READ_ONLY
    for at, column in enumerate(sheet.columns, start=1):
        set_column_options(worksheet, column, at, first_row, len(sheet.rows))
    worksheet.freeze_panes = worksheet.cell(first_row, sheet.steady + 1)
    last = worksheet.cell(first_row + len(sheet.rows) - 1, len(sheet.columns)).coordinate
    worksheet.auto_filter.ref = f"A{HEADER_ROW}:{last}"
    lock_worksheet(worksheet)


def write_note(worksheet: Worksheet, sheet: Sheet) -> None:
    """Writes the note to the first row and moves the title to the left, where it is visible in a wide form."""
    cell = worksheet.cell(1, 1)
    cell.value = sheet.note
    cell.font = Font(name=typography.BODY_FACE.name, size=NOTE_POINTS, charset=typography.CHARSET_GB2312)
    # not wrapped, so that it extends over the empty cells beside it
    cell.alignment = Alignment(horizontal="left", vertical="center")
    worksheet.row_dimensions[1].height = NOTE_HEIGHT
    worksheet.cell(2, 1).alignment = Alignment(horizontal="left", vertical="center")


def set_column_options(worksheet: Worksheet, column: Column, at: int, first_row: int, rows: int) -> None:
    """Colours the header of an open column, adds its choices, and hides a hidden column."""
    letter = get_column_letter(at)
    worksheet.column_dimensions[letter].hidden = column.is_hidden
    if column.is_open:
        worksheet.cell(HEADER_ROW, at).fill = ASKED
    if column.choices and rows:
        offered = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        offered.error = f"请填{'、'.join(column.choices)}，或留空。"
        worksheet.add_data_validation(offered)
        offered.add(f"{letter}{first_row}:{letter}{first_row + rows - 1}")


def lock_worksheet(worksheet: Worksheet) -> None:
    """Locks the worksheet but allows formats and filters; sorting and deleting rows need the lock removed."""
    worksheet.protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "autoFilter"):
        setattr(worksheet.protection, allowed, False)
