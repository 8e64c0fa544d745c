"""Reads a table that is text (CSV): whatever letters are coded by and cells are divided by."""

import csv
from collections import Counter
from itertools import islice

from tasks.importing.raw import Grid, GridCell, RawDocument, Unreadable, require_table_size, trim_lines

#: mark at the beginning → coding
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CODINGS = ("utf-8", "gb18030")
#: what divides cells, with its name
DIVIDERS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线"}
#: letters and rows by which the divider is found
SAMPLE, SAMPLED_ROWS = 200_000, 100
_CONTROLS = {chr(code) for code in range(32)} - set("\t\r\n\f\v")


def is_text_table(content: bytes) -> bool:
    """Returns whether the bytes are text in which something divides cells."""
    decoded = decode_text(content)
    return decoded is not None and find_divider(decoded[0]) is not None


def read_text_table(content: bytes, filename: str) -> RawDocument:
    """Reads a text that ``is_text_table``.

    Raises:
        Unreadable: a cell or the table is too large.
    """
    text, coding = decode_text(content) or ("", "")
    divider = find_divider(text) or ","
    try:
        rows = [[trim_lines(cell) for cell in row] for row in csv.reader(text.splitlines(True), delimiter=divider)]
    except csv.Error as error:
        raise Unreadable(
            f"文件“{filename}”不是完整的 CSV 表格：有一格过长，可能缺了引号。请另存为 .xlsx 后再导入。"
        ) from error
    told = f"文件是文本表格（CSV），按{coding.upper()}编码、以{DIVIDERS[divider]}分隔读取，请核对。"
    document = RawDocument(filename, [], warnings=[told])
    filled = {number: row for number, row in enumerate(rows, start=1) if any(row)}
    width = max(map(len, filled.values()), default=0)
    require_table_size(len(filled), width, filename)
    grid = [
        [GridCell(text, (index, column)) for column, text in enumerate([*row, *[""] * (width - len(row))])]
        for index, row in enumerate(filled.values())
    ]
    document.grids = [Grid(None, grid, list(filled))]
    return document


def decode_text(content: bytes) -> tuple[str, str] | None:
    """Returns the text and the coding of its letters; None for what is no text."""
    marked = [coding for mark, coding in _MARKS if content.startswith(mark)]
    for coding in marked or _CODINGS:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS & set(text[:SAMPLE]) else (text, coding.removesuffix("-sig"))
    return None


def find_divider(text: str) -> str | None:
    """Finds what divides cells: it gives the most rows of one same width of two cells or more; None where nothing does."""
    found = {divider: _count_cells(text[:SAMPLE], divider) for divider in DIVIDERS}
    best = max(found, key=lambda divider: found[divider])
    return best if found[best] > 2 else None


def _count_cells(sample: str, divider: str) -> int:
    """Returns the cells of all rows that have the most frequent width, if it is two or more and of two rows or more."""
    try:
        rows = islice(csv.reader(sample.splitlines(True), delimiter=divider), SAMPLED_ROWS)
        widths = Counter(len(row) for row in rows if len(row) > 1)
    except csv.Error:
        return 0
    width, count = max(widths.items(), key=lambda one: one[0] * one[1], default=(0, 0))
    return width * count if count > 1 else 0
