"""The numbers that a line of a table tells beside its text."""

import re

from tasks.importing.cell_natures import is_blank_sign
from tasks.importing.columns import Column
from tasks.importing.document import PrintedFigure
from tasks.importing.table_layout import TableLayout
from tasks.importing.tables import TableLine

_UNIT_AT_END = re.compile(r"[（(]([^（()）]{1,8})[）)]\s*$")
_PLAIN = re.compile(r"[≥≤<>]?\s*-?\d[\d.,]*")
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
            counted = unit[1] if unit else read_measured_in(line, layout) or None
            found.append(PrintedFigure(f"{voice} {label}".strip(), value, counted))
    return found


def read_measured_in(line: TableLine, layout: TableLayout) -> str:
    """Returns what the numbers of a line are counted in, where the table has a column for it (计量单位); "" without one."""
    cells = [line.cells[at].text for at in layout.columns.get(Column.MEASURED_IN, [])]
    return next((re.sub(r"\s", "", text) for text in cells if not is_blank_sign(text)), "")


def append_unit(value: str, unit: str) -> str:
    """Adds to a number without a unit the one it is counted in: 231.6 → 231.6亿元; leaves any other text."""
    return f"{value.strip()}{unit}" if _PLAIN.fullmatch(value.strip()) else value


def write_target(name: str, label: str, target: str) -> str:
    """Returns the text of an indicator that has only a name and a number: 年度目标120亿元.

    Args:
        name: with its unit in brackets at its end, if the number has none.
        label: of the column of the target.
    """
    unit = _UNIT_AT_END.search(name)
    return f"{label}{append_unit(target, unit[1]) if unit else target}"
