"""来文格式: what was taught of a paper, kept by the labels of its tables, and found again in the next paper."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tasks.importing.columns import Column, normalize_label
from tasks.importing.header import Header, build_header
from tasks.importing.headings import read_last_month
from tasks.importing.raw import Grid
from tasks.importing.tables import TablePlace
from tasks.importing.teaching import (
    MOST_COLUMNS,
    MOST_TABLES,
    TALLEST_HEADER,
    TaughtTable,
    Teaching,
    Unteachable,
    build_table_data,
    read_table_data,
)

#: characters of a label that are compared
LONGEST_LABEL = 200


@dataclass(frozen=True)
class FormTable:
    """A table of a form of paper.

    Attributes:
        labels: of each column, without spaces, remarks in brackets and periods; empty for a table without a header, which
            is known by the number of its columns alone.
        width: the number of columns.
        height: the number of rows of the header.
        taught: what was taught of it; its rows count from the first row of the header, or of the grid where there is none.
    """

    labels: tuple[str, ...]
    width: int
    height: int
    taught: TaughtTable


def read_labels(grid: Grid, first: int, height: int) -> tuple[str, ...]:
    """Returns the labels of a header as they are compared, without blank ones at the end; the same in each period."""
    labels = [normalize_label("".join(lines)) for lines in build_header(grid, first, first + height).labels]
    while labels and not labels[-1]:
        labels.pop()
    return tuple(label[:LONGEST_LABEL] for label in labels)


def build_form_tables(teaching: Teaching, places: Iterable[TablePlace]) -> list[FormTable]:
    """Builds the tables of a form out of what was taught of a file.

    Raises:
        Unteachable: nothing was taught that would be known again.
    """
    found: list[FormTable] = []
    for place in places:
        taught = teaching.get_table(place.key)
        if not taught:
            continue
        height = place.header.end - place.header.first if place.header else 0
        first = place.header.first if place.header and height else 0
        labels = read_labels(place.grid, first, height) if height else ()
        header = (taught.header[0] - first, taught.header[1] - first) if taught.header else None
        kept = replace(taught, header=header, body=None if taught.body is None else max(taught.body - first, 0))
        if all(one.labels != labels for one in found):
            found.append(FormTable(labels, len(place.grid.rows[0]), height, kept))
    if not found:
        raise Unteachable("还没有教过任何一处读法，不必保存来文格式。")
    return found[:MOST_TABLES]


def compute_form_fingerprint(tables: Iterable[FormTable]) -> str:
    """Computes what tells forms apart: the labels of their tables."""
    told = sorted([list(table.labels), table.width if not table.labels else 0] for table in tables)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class KnownForm:
    """A form of paper that a file may have."""

    name: str
    tables: Sequence[FormTable]


def choose_form(
    forms: Iterable[KnownForm], places: Sequence[TablePlace], grids: Sequence[Grid], month: int | None
) -> tuple[KnownForm | None, Teaching]:
    """Chooses the form most of whose tables stand in a file; of equal ones the first. None where no table does.

    Args:
        places: where the machine alone finds tables.
        month: with which the file's period ends; a column that names another period gives way to the same column of this one.

    Returns:
        The form, and what it teaches of this file.
    """
    best: tuple[int, KnownForm | None, Teaching] = (0, None, Teaching())
    for form in forms:
        teaching, found = _fit_form(form.tables, places, grids, month)
        if found > best[0]:
            best = (found, form, teaching)
    return best[1], best[2]


def _fit_form(
    tables: Sequence[FormTable], places: Sequence[TablePlace], grids: Sequence[Grid], month: int | None
) -> tuple[Teaching, int]:
    """Returns what a form teaches of a file, and how many of its tables were found."""
    teaching, found = Teaching(), set()
    for position, grid in enumerate(grids, start=1):
        heads = [place.header for place in places if place.grid is grid and place.header]
        fresh = 0
        for row, table in _list_fits(tables, grid, has_header=bool(heads)):
            found.add(table.labels)
            taken = [at for at, head in enumerate(heads) if _do_overlap(head, row, row + table.height)]
            number = taken[0] if taken else sum(head.first < row for head in heads)
            teaching = teaching.teach(f"{position}.{number + fresh + 1}", _place_table(table, grid, row, month))
            fresh += not taken
    return teaching, len(found)


def _do_overlap(header: Header, first: int, end: int) -> bool:
    return header.first < max(end, first + 1) and first < max(header.end, header.first + 1)


def _list_fits(tables: Sequence[FormTable], grid: Grid, *, has_header: bool) -> list[tuple[int, FormTable]]:
    """Lists the rows of a grid in which a table of the form begins, in order, each table once."""
    found: dict[int, FormTable] = {}
    for table in tables:
        if table.labels:
            row = _find_labels(table, grid)
        else:
            row = None if has_header or len(grid.rows[0]) != table.width else 0
        if row is not None:
            found.setdefault(row, table)
    return sorted(found.items(), key=lambda pair: pair[0])


def _find_labels(table: FormTable, grid: Grid) -> int | None:
    """Returns the first row of a grid whose labels are those of the table; None without one."""
    if len(grid.rows[0]) < len(table.labels):
        return None
    column = next(at for at, label in enumerate(table.labels) if label)
    for row in range(len(grid.rows) - table.height + 1):
        cells = dict.fromkeys(grid.rows[at][column] for at in range(row, row + table.height))
        # the whole header is read only where one label is the same
        is_alike = normalize_label("".join(cell.text for cell in cells))[:LONGEST_LABEL] == table.labels[column]
        if is_alike and read_labels(grid, row, table.height) == table.labels:
            return row
    return None


def _place_table(table: FormTable, grid: Grid, row: int, month: int | None) -> TaughtTable:
    taught = table.taught
    columns = dict(taught.columns)
    if table.labels:
        columns = _fit_columns_to_period(columns, grid, row, table.height, month)
    header = (row + taught.header[0], row + taught.header[1]) if taught.header else None
    return replace(taught, header=header, body=None if taught.body is None else row + taught.body, columns=columns)


def _fit_columns_to_period(
    columns: dict[int, Column | None], grid: Grid, row: int, height: int, month: int | None
) -> dict[int, Column | None]:
    """Moves what was taught of a column for one period (一季度进展, 5月进展) to the same column of the file's own period."""
    labels = ["".join(lines) for lines in build_header(grid, row, row + height).labels]
    alike = {at: normalize_label(label) for at, label in enumerate(labels)}
    moved: dict[int, Column | None] = {}
    for at, column in columns.items():
        named = read_last_month(labels[at]) if at < len(labels) else None
        own = [
            other
            for other, label in enumerate(labels)
            if alike[other] == alike.get(at) and read_last_month(label) == month
        ]
        moved[own[0] if named and month and named != month and own and column else at] = column
    return moved


def build_form_data(tables: Iterable[FormTable]) -> list[dict[str, Any]]:
    """Returns the tables of a form as JSON values."""
    return [
        {"labels": list(one.labels), "width": one.width, "height": one.height, "taught": build_table_data(one.taught)}
        for one in tables
    ]


def read_form_data(data: object) -> list[FormTable]:
    """Reads what ``build_form_data`` returns.

    Raises:
        Unteachable: a value is unknown or out of its bounds.
    """
    if not isinstance(data, list) or not 0 < len(data) <= MOST_TABLES:
        raise Unteachable(f"来文格式应有 1 至 {MOST_TABLES} 张表。")
    return [_read_form_table(one) for one in data]


def _read_form_table(data: object) -> FormTable:
    if not isinstance(data, dict):
        raise Unteachable("来文格式的内容不完整，无法使用。")
    labels, width, height = data.get("labels"), data.get("width"), data.get("height")
    if not isinstance(labels, list) or len(labels) > MOST_COLUMNS or not all(isinstance(one, str) for one in labels):
        raise Unteachable("来文格式中列名的写法不对。")
    if type(width) is not int or type(height) is not int or not 0 <= height <= TALLEST_HEADER or width < 1:
        raise Unteachable("来文格式中表头的行数不对。")
    if bool(labels) != bool(height) or (labels and not any(labels)):
        raise Unteachable("来文格式中表头没有列名。")
    return FormTable(tuple(one[:LONGEST_LABEL] for one in labels), width, height, read_table_data(data.get("taught")))
