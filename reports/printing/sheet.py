"""A table as plain values: titles, labels, cells and merges. Knows neither models nor file formats."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from tasks.terms import say

# what XML 1.0 cannot hold: control characters except tab and line feed, half surrogates, non-characters
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Cell = str | int | Decimal

#: what a file bears that holds something internal; 工作秘密 has no other mark (保密法 2024, 第六十四条)
INTERNAL_MARK = "内部"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        label: the header cell; if it spans several columns, only the first of them has it.
        share: width as a share of the table, in sum 1; the columns of a form may add up to more.
        spans: number of columns that the header cell covers; 0 for a column under its left neighbour's label.
        is_open: may be filled in; if any column is open, all other cells are locked.
        is_hidden: for the program only.
        choices: the allowed values of an open cell; empty means any text.
    """

    label: str
    share: float
    align: Align = Align.CENTER
    spans: int = 1
    is_open: bool = False
    is_hidden: bool = False
    choices: tuple[str, ...] = ()


def say_heads(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Returns columns of ours with their heads in the words of the place."""
    return tuple(replace(column, label=say(column.label)) for column in columns)


@dataclass(frozen=True)
class Merge:
    """Cells of one column printed as one: rows ``first`` to ``last``, counted from 0, both included."""

    column: int
    first: int
    last: int


@dataclass(frozen=True)
class FilledSample:
    """An office's own file that a table is printed into, with what goes into it.

    Attributes:
        name: of the file that comes of it, without ending.
        form: ``docx`` or ``xlsx``.
        table: which of the worksheets or tables, counted from 0.
        body: the first and the last row between head and foot, counted from 0; they give way to the rows.
        columns: for each value of a row the column of the file, counted from 0.
        heads: what stands anew above the body: row, column, text.
        merges: as of ``Sheet``, with columns of the file.
        is_internal: as of ``Sheet``.
    """

    name: str
    form: str
    content: bytes
    table: int
    body: tuple[int, int]
    columns: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[tuple[int, int, str], ...] = ()
    merges: tuple[Merge, ...] = ()
    is_internal: bool = False


@dataclass(frozen=True)
class Sheet:
    """One table.

    Every row has as many cells as there are columns. Of merged cells only the first is printed.

    Attributes:
        label: printed top left, such as 附件1; may be empty.
        note: one line above a form, instead of the label, for the person who fills it in.
        locked: rows of a form that may not be filled in.
        steady: number of columns of a form that stay visible on the left.
        is_internal: whether a row tells of an internal item; the whole file then bears the mark.
        sample: the office's own file that the table is printed into.
    """

    label: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    note: str = ""
    locked: frozenset[int] = frozenset()
    steady: int = 0
    is_internal: bool = False
    sample: FilledSample | None = None

    @property
    def is_form(self) -> bool:
        """Whether the sheet is to be filled in."""
        return any(column.is_open for column in self.columns)

    def compute_hidden_cells(self) -> frozenset[tuple[int, int]]:
        """Computes ``(row, column)`` of every cell that a merge hides."""
        return frozenset((row, merge.column) for merge in self.merges for row in range(merge.first + 1, merge.last + 1))


def remove_unprintable(text: str) -> str:
    """Removes the characters that no Word or Excel file can hold, and normalises line ends to ``\\n``."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def merge_equal_cells(cells: Sequence[Cell], column: int) -> tuple[Merge, ...]:
    """Builds one merge for every run of equal non-empty values, as for a section beside its tasks.

    Args:
        cells: the values of one column, from the first row down.
        column: the index of that column, counted from 0.
    """
    merges = []
    first = 0
    for value, run in groupby(cells):
        last = first + len(list(run)) - 1
        if value != "" and last > first:
            merges.append(Merge(column, first, last))
        first = last + 1
    return tuple(merges)
