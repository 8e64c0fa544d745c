"""The uninterpreted content of a file: paragraphs and tables of cells."""

import re
from dataclasses import dataclass, field

#: characters that turn the direction of a text or join letters, which nobody sees
_DIRECTIONS = re.compile("[\u200c-\u200f\u202a-\u202e\u2060-\u2069]")
#: the largest number of rows times columns of a table
MAX_PLACES = 1_000_000


class Unreadable(Exception):
    """The file cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid.

    Attributes:
        text: lines joined by line breaks, trimmed at both ends; all cells of a merged area have the same text.
        anchor: row and column (from 0) of the upper left cell of its merged area.
        auto: whether the cell contains only an automatic number of Word, which has no text.
        hue: 红, 黄 or 绿 where the cell is filled or all its letters are of such a colour, 他 for another colour, else "".
        has_picture: whether a picture stands in the cell.
        is_skewed: whether its left line stands apart from those of the header.
    """

    text: str
    anchor: tuple[int, int]
    auto: bool = False
    hue: str = ""
    has_picture: bool = False
    is_skewed: bool = False


@dataclass
class Grid:
    """A table of the file with its merged areas expanded.

    Attributes:
        sheet: the sheet's name, None for a Word table.
        rows: cells by row; all rows have the same length.
        numbers: the number of each row in the file, from 1.
        captions: the lines between the table before (or the beginning of the file) and this one.
        hidden: indexes of the rows that do not print.
    """

    sheet: str | None
    rows: list[list[GridCell]]
    numbers: list[int]
    captions: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def is_anchor(self, row: int, column: int) -> bool:
        """Returns whether the cell is the upper left one of its merged area."""
        return self.rows[row][column].anchor == (row, column)


@dataclass(frozen=True)
class PrintedLine:
    """A paragraph of a Word file, where it is read as a text.

    Attributes:
        frame: the number of the box in which it is printed: a table of one column, a frame of lines, a text box; 0 for none.
        notes: place in ``text`` → the foot or end note that belongs there.
        is_row: whether it is a row of a table of several columns, whose cells are parted by tabs.
    """

    text: str
    frame: int = 0
    notes: tuple[tuple[int, str], ...] = ()
    is_row: bool = False


@dataclass
class RawDocument:
    """A file that has been read.

    Attributes:
        tail: the lines after the last table.
        warnings: what the reader left out.
        lines: everything that a Word file prints, in order; empty for a workbook.
    """

    filename: str
    grids: list[Grid]
    tail: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)


def require_table_size(rows: int, columns: int, filename: str) -> None:
    """Refuses a table that would fill the memory.

    Raises:
        Unreadable: the table has more than ``MAX_PLACES`` cells.
    """
    if rows * columns > MAX_PLACES:
        raise Unreadable(f"文件“{filename}”有一个表格占 {rows} 行 {columns} 列，远大于附表，未导入。请删去多余的行列。")


def trim_lines(text: str) -> str:
    """Removes space at both ends of each line, empty lines before and after the text, and marks of direction."""
    text = _DIRECTIONS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.strip(" \t\u3000\xa0\u200b\ufeff") for line in text.split("\n")]
    return "\n".join(lines).strip("\n")
