"""The numbers that a line of a table tells beside its text."""

import re

from tasks.importing.columns import Column
from tasks.importing.document import PrintedFigure
from tasks.importing.layout import TableLayout
from tasks.importing.tables import TableLine

_UNIT_AT_END = re.compile(r"[（(]([^（()）]{1,8})[）)]\s*$")
_UNIT = re.compile(r"[（(]([^（()）]{1,6})[）)]")


def list_printed_figures(
    line: TableLine, layout: TableLayout, labels: list[list[str]], voice: str
) -> list[PrintedFigure]:
    """Returns the numbers of the columns without another meaning, and of a target of its own.

    Args:
        labels: of each column, the lines of its label.
        voice: the unit, measure or place that the line tells of; "" for the item as a whole.
    """
    indexes = [*layout.columns.get(Column.TARGET, [])[:1], *layout.figures]
    found = []
    for index in sorted(indexes):
        label = re.sub(r"\s", "", "".join(labels[index]))
        if value := line.cells[index].text:
            unit = _UNIT.search(label)
            found.append(PrintedFigure(f"{voice} {label}".strip(), value, unit[1] if unit else None))
    return found


def write_target(name: str, label: str, target: str) -> str:
    """Returns the text of an indicator that has only a name and a number: 年度目标120亿元.

    Args:
        name: with its unit in brackets at its end, if the number has none.
        label: of the column of the target.
    """
    unit = _UNIT_AT_END.search(name)
    has_unit = not re.fullmatch(r"[\d.,≥≤<>]+", target)
    return f"{label}{target}{unit[1] if unit and not has_unit else ''}"
