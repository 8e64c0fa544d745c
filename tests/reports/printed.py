"""Reads attachment tables back from Word and Excel files, knowing nothing of the importer or of the writers."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook

from tests.tables import named

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class PrintedTable:
    """``header``: every header cell with the columns it spans. ``merges``: (column, first row, last row), from 0."""

    label: str
    title: str
    header: list[tuple[str, int]]
    rows: list[list[str]]
    merges: set[tuple[int, int, int]]

    @property
    def named_rows(self) -> list[dict[str, str]]:
        """The rows, each as head → cell; of a table in which every head stands above one column."""
        return [named((head for head, _ in self.header), row) for row in self.rows]


def tidy(text) -> str:
    """A cell without spaces at line ends and between the Han characters of a padded name."""
    lines = str("" if text is None else text).replace("\r\n", "\n").split("\n")
    return "\n".join(re.sub(r"^(\S) +(\S)$", r"\1\2", line.strip()) for line in lines).strip()


def read(path: Path) -> list[PrintedTable]:
    return read_workbook(path) if path.suffix == ".xlsx" else read_document(path)


def read_workbook(path: Path) -> list[PrintedTable]:
    return [read_worksheet(worksheet) for worksheet in load_workbook(path).worksheets]


def read_worksheet(worksheet) -> PrintedTable:
    label, title, names, *body = worksheet.iter_rows(values_only=True)
    ranges = worksheet.merged_cells.ranges
    across = {each.min_col - 1: each.max_col - each.min_col + 1 for each in ranges if each.min_row == 3}
    header = [(tidy(name), across.get(index, 1)) for index, name in enumerate(names) if name is not None]
    merges = {(each.min_col - 1, each.min_row - 4, each.max_row - 4) for each in ranges if each.min_row > 3}
    rows = [[tidy(value) for value in row] for row in body]
    return PrintedTable(tidy(label[0]), tidy(title[0]), header, rows, merges)


def read_document(path: Path) -> list[PrintedTable]:
    """Every table that follows a line 附件1, 附件2, …; the line between is its title."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    tables, lines = [], []
    for element in body:
        if element.tag == f"{W}p":
            lines = [*lines, text_of(element)] if text_of(element) else lines
        elif element.tag == f"{W}tbl":
            tables.append(read_word_table(lines[-2], lines[-1], element))
    return tables


def read_word_table(label: str, title: str, table) -> PrintedTable:
    first, *others = table.findall(f"{W}tr")
    header = [(cell_text(cell), span_of(cell)) for cell in first.findall(f"{W}tc")]
    cells = [row.findall(f"{W}tc") for row in others]
    rows = [[cell_text(cell) for cell in row] for row in cells]
    return PrintedTable(label, title, header, rows, vertical_merges(cells))


def vertical_merges(rows) -> set[tuple[int, int, int]]:
    merges = set()
    for column in range(len(rows[0])):
        start = 0
        for index, row in enumerate([*rows, None]):
            merge = row[column].find(f"{W}tcPr/{W}vMerge") if row is not None else None
            if merge is not None and merge.get(f"{W}val") != "restart":
                continue
            if index - start > 1:
                merges.add((column, start, index - 1))
            start = index
    return merges


def span_of(cell) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val"))


def cell_text(cell) -> str:
    return tidy("\n".join(text_of(paragraph) for paragraph in cell.findall(f"{W}p")))


def text_of(paragraph) -> str:
    parts = paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
    return "".join("\n" if part.tag == f"{W}br" else part.text or "" for part in parts).strip()
