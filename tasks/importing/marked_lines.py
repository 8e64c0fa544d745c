"""Names the lines of a table that are marked by a colour outside the columns of the judgement."""

from collections.abc import Collection, Sequence

from tasks.importing.symbols import LAMPS
from tasks.importing.tables import TableLine


def find_marked_lines(lines: Sequence[TableLine], judging: Collection[int]) -> list[TableLine]:
    """Returns the lines whose colour may say something.

    Most lines in one colour are decoration; a column of several colours is not, however many lines it marks.

    Args:
        judging: indexes of the columns of the judgement, whose colours are read.
    """
    hues: dict[int, dict[int, str]] = {}
    for at, line in enumerate(lines):
        for index, cell in enumerate(line.cells):
            if index not in judging and cell.hue in LAMPS:
                hues.setdefault(index, {})[at] = cell.hue
    marked = {at for column in hues.values() for at in column}
    if len(marked) * 2 > len(lines) + 1 and not any(len(set(column.values())) > 1 for column in hues.values()):
        return []
    return [lines[at] for at in sorted(marked)]
