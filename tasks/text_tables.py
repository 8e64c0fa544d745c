"""Tables in the text of an entry: lines whose cells are separated by tabs, as Excel and WPS put them on the clipboard.

The text stays one plain text, so that history, comparison, search and reading of figures go on as before. Pages show such
lines as a table, files write them out as sentences.
"""

import re
from collections.abc import Iterator, Sequence

CELL_BREAK = "\t"
#: words of a cell and the unit in brackets behind them: 产值（亿元）
_WITH_UNIT = re.compile(r"(.+?)[（(]([^（()）]{1,8})[)）]")

Row = Sequence[str]


def split_tables(text: str) -> Iterator[str | list[Row]]:
    """Yields the pieces of a text in their order: lines that are no table joined, and each table as its rows.

    All rows of a table have as many cells as its longest.
    """
    lines: list[str] = []
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if CELL_BREAK in line:
            if lines:
                yield "\n".join(lines)
                lines = []
            rows.append(line.split(CELL_BREAK))
            continue
        if rows:
            yield _fill_rows(rows)
            rows = []
        lines.append(line)
    if rows:
        yield _fill_rows(rows)
    if lines:
        yield "\n".join(lines)


def _fill_rows(rows: list[list[str]]) -> list[Row]:
    width = max(map(len, rows))
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def write_out_tables(text: str) -> str:
    """Writes the tables of a text out as lines, for files: each row after its first cell, each value after its head.

    A text without a table comes back as it is. 类别 / 产值（亿元） over 整车 / 121.4 is 整车：产值121.4亿元。
    """
    if CELL_BREAK not in text:
        return text
    return "\n".join(piece if isinstance(piece, str) else _write_out(piece) for piece in split_tables(text))


def _write_out(rows: list[Row]) -> str:
    head, *body = rows
    if not body or not _is_head(head):
        return "\n".join("；".join(filter(None, row)) + "。" for row in rows)
    return "\n".join(_write_row(head, row) for row in body)


def _is_head(row: Row) -> bool:
    """Returns whether the row names what stands below it: no cell behind the first is a bare number."""
    return all(not re.fullmatch(r"[-+]?[\d.,%％]+", cell) for cell in row[1:])


def _write_row(head: Row, row: Row) -> str:
    told = [_write_cell(name, value) for name, value in zip(head[1:], row[1:], strict=True) if value]
    first = row[0] or head[0]
    return f"{first}：{'，'.join(told)}。" if told else f"{first}。"


def _write_cell(name: str, value: str) -> str:
    found = _WITH_UNIT.fullmatch(name)
    if found and value[-1:].isdigit():
        return f"{found[1]}{value}{found[2]}"
    return f"{name}{value}"
