"""Expands the merged cells of a Word table, also of one whose lines were drawn by hand and do not meet."""

from dataclasses import dataclass, replace
from itertools import accumulate

from tasks.importing.raw import GridCell


@dataclass(frozen=True)
class WordCell:
    """A Word cell before its merged area is known.

    Attributes:
        span: the number of columns of the grid that it covers.
        continues: whether it belongs to the merged cell above.
        lost: the number of its paragraphs whose automatic number cannot be read.
        auto, hue, has_picture: as in ``GridCell``.
    """

    text: str = ""
    span: int = 1
    continues: bool = False
    auto: bool = False
    lost: int = 0
    hue: str = ""
    has_picture: bool = False


@dataclass(frozen=True)
class WordRow:
    """The cells of a row from left to right."""

    cells: list[WordCell]

    @property
    def width(self) -> int:
        return sum(cell.span for cell in self.cells)

    @property
    def lines(self) -> tuple[int, ...]:
        """The columns of the grid at which its cells end."""
        return tuple(accumulate(cell.span for cell in self.cells))


def build_word_grid(rows: list[WordRow], widths: list[int]) -> tuple[list[list[GridCell]], bool]:
    """Builds the cells by row, and says whether they were put by order instead of by the grid.

    Args:
        widths: of the grid's columns; [] where they are not known.
    """
    skewed = _find_skewed(rows)
    if skewed and (straight := _straighten(rows, widths)):
        return _expand_rows(straight, set()), True
    return _expand_rows(rows, skewed), False


def _find_skewed(rows: list[WordRow]) -> set[int]:
    """Returns the rows that neither only split nor only join cells of the first full row."""
    width = max(row.width for row in rows)
    full = [index for index, row in enumerate(rows) if row.width == width and len(row.cells) > 2]
    if not full:
        return set()
    head = set(rows[full[0]].lines)
    if len(full) > 1 and full[1] == full[0] + 1 and set(rows[full[1]].lines) > head:
        head |= set(rows[full[1]].lines)
    return {
        index
        for index in full[1:]
        if set(rows[index].lines) - head and head - set(rows[index].lines) and not _is_merging(rows[index])
    }


def _is_merging(row: WordRow) -> bool:
    return any(cell.continues for cell in row.cells)


def _straighten(rows: list[WordRow], widths: list[int]) -> list[WordRow] | None:
    """Gives all rows of as many cells as the first full one the lines of that one; None where other rows would be skewed,
    or where lines stand too far apart to be meant as one."""
    width = max(row.width for row in rows)
    head = next(row for row in rows if row.width == width and len(row.cells) > 2)
    straight = []
    for row in rows:
        if len(row.cells) == len(head.cells) and row.lines != head.lines:
            if not _are_near(row.lines, head.lines, widths):
                return None
            cells = [replace(cell, span=like.span) for cell, like in zip(row.cells, head.cells, strict=True)]
            straight.append(WordRow(cells))
        else:
            straight.append(row)
    return None if _find_skewed(straight) else straight


def _are_near(lines: tuple[int, ...], others: tuple[int, ...], widths: list[int]) -> bool:
    """Returns whether each line stands nearer to its counterpart than half the narrower cell beside it."""
    places = [0, *accumulate(widths)]
    if not widths or max(lines[-1], others[-1]) >= len(places):
        return True
    own, other = [[0, *(places[line] for line in each)] for each in (lines, others)]
    return all(
        abs(own[at] - other[at]) * 2
        < min(other[at] - other[at - 1], (other[at + 1 : at + 2] or [10**9])[0] - other[at])
        for at in range(1, len(own))
    )


def _expand_rows(rows: list[WordRow], skewed: set[int]) -> list[list[GridCell]]:
    width = max(row.width for row in rows)
    grid: list[list[GridCell]] = []
    for index, row in enumerate(rows):
        cells: list[GridCell] = []
        for place in row.cells:
            anchor = (index, len(cells))
            cell = GridCell(place.text, anchor, place.auto, place.hue, place.has_picture, index in skewed)
            if place.continues and grid and not place.text:
                cell = grid[-1][len(cells)]
            cells += [cell] * place.span
        cells += [GridCell("", (index, column)) for column in range(len(cells), width)]
        grid.append(cells)
    return grid
