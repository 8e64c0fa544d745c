"""Tables by the heads of their columns: a test names a column, so another column beside it changes nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tasks.filing.offline import OPEN_MARK

#: row of the heads in a workbook that the product writes, below a note and a title
HEADER_ROW = 3


def bare(heads: Iterable[Any]) -> list[str]:
    """The heads without the mark of a column that may be filled in; "" for none."""
    return [str(head or "").rstrip(OPEN_MARK) for head in heads]


def letter_of(heads: Iterable[Any], head: str) -> str:
    """The letter of a column, from all heads of its table: ``"C"``."""
    return get_column_letter(bare(heads).index(head) + 1)


def heads_of(sheet: Worksheet, at: int = HEADER_ROW) -> list[str]:
    return bare(cell.value for cell in sheet[at])


def column_of(sheet: Worksheet, head: str, at: int = HEADER_ROW) -> str:
    """The letter of a worksheet's column."""
    return letter_of(heads_of(sheet, at), head)


def named(heads: Iterable[Any], row: Sequence[Any]) -> dict[str, Any]:
    """Head → cell of a row; every cell needs its head."""
    return dict(zip(bare(heads), row, strict=True))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the heads, each as head → value."""
    heads = heads_of(sheet)
    return [named(heads, row) for row in sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)]
