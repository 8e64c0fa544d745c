"""A table as an office prints it, before anybody decides on Excel or Word.

Knows neither models nor file formats: titles, labels, cells and merges are plain values.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

# what XML 1.0 cannot hold: control characters except tab and line feed, half surrogates, non-characters
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Cell = str | int | Decimal


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        label: the header cell; one that spans several columns stands in the first, the others have none.
        share: width as a share of the table, over all columns 1; those of a form that is filled in on a screen may
            come to more.
        spans: over how many columns the header cell goes; 0 for a column under its left neighbour's label.
        is_open: may be filled in; where any column may, all the other cells are locked.
        is_hidden: there for the machine alone.
        choices: what an open cell may hold, where that is not any text.
    """

    label: str
    share: float
    align: Align = Align.CENTER
    spans: int = 1
    is_open: bool = False
    is_hidden: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merge:
    """Cells of one column that are printed as one: rows ``first`` to ``last``, counted from 0, both included."""

    column: int
    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """One attachment: ``label`` top left (附件1, may be empty), ``title``, columns, rows, merged cells.

    Every row has as many cells as there are columns. In a merge only the first cell is printed.

    Attributes:
        note: what a person who fills in a form must know, in one line; stands above it, instead of the label.
        locked: rows of a form that may not be filled in after all.
        steady: how many columns of a form stay in view on the left.
    """

    label: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    note: str = ""
    locked: frozenset[int] = frozenset()
    steady: int = 0

    @property
    def is_form(self) -> bool:
        """Whether it is there to be filled in."""
        return any(column.is_open for column in self.columns)

    def compute_hidden_cells(self) -> frozenset[tuple[int, int]]:
        """``(row, column)`` of every cell that a merge swallows."""
        return frozenset(
            (row, merge.column) for merge in self.merges for row in range(merge.first + 1, merge.last + 1)
        )


def remove_unprintable(text: str) -> str:
    """``text`` with line ends as ``\\n`` and without characters that no Word or Excel file can hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def merge_equal_cells(cells: Sequence[Cell], column: int) -> tuple[Merge, ...]:
    """One merge for every run of the same non-empty value, as a section stands beside its tasks.

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
