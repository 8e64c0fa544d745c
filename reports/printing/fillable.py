"""What makes a worksheet a form: cells that are open and cells that are locked, choices, a note, a hidden key.

The lock has no password: it keeps from slips, not from anybody. What comes back is checked when it comes back.
"""

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.printing import typography
from reports.printing.sheet import Column, Sheet

NOTE_POINTS, NOTE_HEIGHT = 10.5, 24
#: what is only read is darker than what is filled in
READ_ONLY = PatternFill("solid", fgColor="F3F1EA")
ASKED = PatternFill("solid", fgColor="FFF0B3")
HEADER_ROW = 3


def make_fillable(worksheet: Worksheet, sheet: Sheet, first_row: int) -> None:
    """
    Args:
        first_row: the physical row of the sheet's first.
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
    """The note in the first row, and the title at the left, where it is seen however wide the form is."""
    cell = worksheet.cell(1, 1)
    cell.value = sheet.note
    cell.font = Font(name=typography.BODY_FACE.name, size=NOTE_POINTS, charset=typography.CHARSET_GB2312)
    # unwrapped: it runs on over its empty neighbours
    cell.alignment = Alignment(horizontal="left", vertical="center")
    worksheet.row_dimensions[1].height = NOTE_HEIGHT
    worksheet.cell(2, 1).alignment = Alignment(horizontal="left", vertical="center")


def set_column_options(worksheet: Worksheet, column: Column, at: int, first_row: int, rows: int) -> None:
    """The head of an open column, its choices, or that it is hidden."""
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
    """Widths, heights and types may be changed and rows filtered; to sort or delete them the lock is taken off first."""
    worksheet.protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "autoFilter"):
        setattr(worksheet.protection, allowed, False)
