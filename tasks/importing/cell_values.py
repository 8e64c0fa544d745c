"""Formats the plain value of a worksheet's cell."""

from datetime import date, datetime, time

from tasks.importing.raw import trim_lines
from tasks.periods import format_chinese_date


def format_cell_value(cell) -> str:
    """Returns the value of a cell without its number format, but for percentages."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        return f"{value:%H:%M}" if isinstance(value, time) else format_chinese_date(value)
    if isinstance(value, int | float):
        return _format_number(value, cell.number_format or "")
    return trim_lines(str(value))


def _format_number(value: int | float, number_format: str) -> str:
    if "%" in number_format and abs(value) < 10**15:
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)
