"""Finds the header of a grid: its rows and the meaning of each label."""

import re
from dataclasses import dataclass

from tasks.importing.columns import AROUND, WORK, Column, read_column
from tasks.importing.period_targets import names_part_of_year
from tasks.importing.raw import Grid, GridCell

#: so many different columns make a header, however many unknown ones stand beside them
MANY = 4


@dataclass
class Header:
    """A header found in a grid.

    Attributes:
        first, end: its rows, half-open.
        labels: for each grid column the lines of its label, the upper one first.
        meanings: for each grid column; None for an unknown label.
        spans: for each grid column the index of its header cell; columns under one merged cell have the same index.
    """

    first: int
    end: int
    labels: list[list[str]]
    meanings: list[Column | None]
    spans: list[int]

    @property
    def printed(self) -> list[str]:
        """Returns the labels as people read them: each header cell once, two lines joined by ·."""
        seen: dict[tuple[int, str], None] = {}
        for span, lines in zip(self.spans, self.labels, strict=True):
            seen[span, "·".join(re.sub(r"\s*\n\s*", "", line) for line in lines)] = None
        return [label for _, label in seen if label]


def find_header(grid: Grid, row: int) -> Header | None:
    """Returns the header of one or two lines that begins in ``row``, None when the row is no header."""
    single = _read_header(grid, row, row + 1)
    if row + 1 < len(grid.rows) and _is_second_line(grid, row):
        double = _read_header(grid, row, row + 2)
        if double and (not single or len(set(double.meanings)) >= len(set(single.meanings))):
            return double
    return single


def build_header(grid: Grid, first: int, end: int) -> Header:
    """Builds the header out of rows that a person has named, however little the machine knows of their labels.

    Args:
        first, end: indexes of the rows, half-open; equal ones for a table without a header, whose columns have no label.
    """
    if first == end:
        width = len(grid.rows[0])
        return Header(first, end, [[] for _ in range(width)], [None] * width, list(range(width)))
    labels, spans = _collect_labels(grid, first, end)
    return Header(first, end, labels, [_read_meaning(lines) for lines in labels], spans)


def _read_header(grid: Grid, first: int, end: int) -> Header | None:
    header = build_header(grid, first, end)
    known = {meaning for meaning in header.meanings if meaning}
    filled = {span for span, lines in zip(header.spans, header.labels, strict=True) if lines}
    recognised = {span for span, meaning in zip(header.spans, header.meanings, strict=True) if meaning}
    is_known = len(recognised) * 2 >= len(filled) or len(known - {Column.OTHER, Column.MONTH}) >= MANY
    if not known & WORK or not known & AROUND or len(filled) < 2 or not is_known:
        return None
    return header


def _collect_labels(grid: Grid, first: int, end: int) -> tuple[list[list[str]], list[int]]:
    """Returns for each column the lines of its label, and the index of its header cell."""
    labels: list[list[str]] = []
    spans: list[int] = []
    anchors: list[GridCell] = []
    for column in range(len(grid.rows[first])):
        cells = list(dict.fromkeys(grid.rows[row][column] for row in range(first, end)))
        top = grid.rows[first][column]
        blank_beside = not top.text and spans and _has_no_child(grid, first, end, column)
        if blank_beside:
            cells = list(dict.fromkeys([grid.rows[first][column - 1]]))
            top = anchors[-1]
        spans.append(spans[-1] if anchors and anchors[-1].anchor == top.anchor else len(set(spans)))
        anchors.append(top)
        labels.append([cell.text for cell in cells if cell.text])
    return labels, spans


def _has_no_child(grid: Grid, first: int, end: int, column: int) -> bool:
    return all(not grid.rows[row][column].text for row in range(first, end))


def _read_meaning(lines: list[str]) -> Column | None:
    if len(lines) < 2:
        return read_column("".join(lines))
    upper, lower = lines[0], lines[-1]
    below, both, above = read_column(lower), read_column(upper + lower), read_column(upper)
    if below in WORK and above and above not in WORK:
        return above
    return below or both or above


def _is_second_line(grid: Grid, row: int) -> bool:
    below = grid.rows[row + 1]
    own = [cell for column, cell in enumerate(below) if cell.anchor[0] == row + 1 and cell.text]
    first = below[0]
    if not own or (first.text and first.anchor[0] == row + 1):
        return False
    return all(
        len(cell.text) <= 12 and not re.search(r"[\d。，]", re.sub(r"\d+(?=月|季度|年)", "", cell.text)) for cell in own
    ) and any(read_column(cell.text) or names_part_of_year(cell.text) for cell in own)
