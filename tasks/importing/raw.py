"""What a file holds before anybody asks what it means: paragraphs, and tables of cells with their addresses."""

from dataclasses import dataclass, field

#: rows times columns of one table
MAX_PLACES = 1_000_000


class Unreadable(Exception):
    """The file cannot be read at all; the message says why, for people."""


@dataclass(frozen=True)
class GridCell:
    """One place of a grid.

    Attributes:
        text: lines joined by line breaks, trimmed at line ends; merged places repeat the text.
        anchor: row and column (from 0) of the upper left place of the merged area it belongs to.
        auto: the cell holds nothing but an automatic number of Word's, which has no text.
    """

    text: str
    anchor: tuple[int, int]
    auto: bool = False


@dataclass
class Grid:
    """A table as it stands in the file, merged areas expanded.

    Attributes:
        sheet: the sheet's name; None for a Word table.
        rows: cells by row, all rows of the same length.
        numbers: the row's number in the file, counted from 1.
        captions: the lines between the table before it (or the beginning) and this one.
    """

    sheet: str | None
    rows: list[list[GridCell]]
    numbers: list[int]
    captions: list[str] = field(default_factory=list)

    def is_anchor(self, row: int, column: int) -> bool:
        """Whether the cell is the upper left one of its merged area."""
        return self.rows[row][column].anchor == (row, column)


@dataclass
class RawDocument:
    """A file read. ``tail`` are the lines after the last table; ``warnings`` what the reader left out."""

    filename: str
    grids: list[Grid]
    tail: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def require_table_size(rows: int, columns: int, filename: str) -> None:
    """
    Raises:
        Unreadable: a table so large that it would fill memory, which no office's is.
    """
    if rows * columns > MAX_PLACES:
        raise Unreadable(
            f"文件“{filename}”有一个表格占 {rows} 行 {columns} 列，远大于附表，未导入。请删去多余的行列。"
        )


def trim_lines(text: str) -> str:
    """Without space at line ends, and without empty lines before and after."""
    lines = [
        line.strip(" \t\u3000\xa0\u200b\ufeff")
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return "\n".join(lines).strip("\n")
