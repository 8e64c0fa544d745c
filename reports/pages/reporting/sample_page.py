"""学样板: the table of a sample with a menu on each column, as the machine proposes it and as a person sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from reports.layouts.layout import AttachmentLayout, Layout
from reports.pages.reporting.layout_draft import read_count
from reports.pages.reporting.layout_editor import group_fields
from reports.pages.reporting.occasion_page import get_chosen_occasion, list_occasions
from reports.reporting.attachments import Occasion
from reports.sampling.reading import (
    FORMS,
    SampleFile,
    SampleReading,
    SampleTable,
    build_proposal,
    build_reading,
    find_body,
    find_title,
)
from tasks.importing.header import find_header
from tasks.models import OfficeLayout, TableSample
from tasks.pages.frame.context import AuthenticatedRequest

#: rows of the sample that the page shows
SHOWN_ROWS = 40


@dataclass(frozen=True)
class ShownColumn:
    """A column with the name of its menu, what is chosen, and its letter or number."""

    at: int
    name: str
    chosen: str
    is_choosable: bool


@dataclass(frozen=True)
class ShownRow:
    """A row with what it is: head, body or neither; of merged cells only the first is shown, with what it spans."""

    number: int
    role: str
    cells: Sequence[tuple[str, int]]


class SamplePage:
    """The page of an attachment's sample.

    Args:
        order: of the attachment, counted from 1.
        sample: the file, with what it holds; None before one is brought.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        row: OfficeLayout,
        layout: Layout,
        order: int,
        *,
        sample: TableSample | None = None,
        file: SampleFile | None = None,
        reading: SampleReading | None = None,
        errors: Sequence[str] = (),
    ):
        self.row = row
        self.order = order
        self.attachment: AttachmentLayout = layout.attachments[order - 1]
        self.sample = sample
        self.file = file
        self.reading = reading
        self.errors = errors
        self.fields = group_fields()
        self.accept = ",".join(f".{form}" for form in FORMS)
        self.occasions: list[Occasion] = list_occasions(request)
        self.occasion = get_chosen_occasion(request, self.occasions) if self.occasions else None

    @property
    def table(self) -> SampleTable | None:
        return self.file.tables[self.reading.table] if self.file and self.reading else None

    @property
    def tables(self) -> list[tuple[int, str]]:
        return [(at, one.name) for at, one in enumerate(self.file.tables) if one.grid.rows] if self.file else []

    @cached_property
    def columns(self) -> list[ShownColumn]:
        if self.table is None or self.reading is None:
            return []
        chosen = {column.at: column.field for column in self.reading.columns}
        body = self.reading.body[0]
        cells = self.table.grid.rows[body] if body < len(self.table.grid.rows) else []
        return [
            ShownColumn(at, f"c{at}", chosen.get(at, ""), not cells or cells[at].anchor[1] == at)
            for at in range(len(self.table.widths))
        ]

    @cached_property
    def rows(self) -> list[ShownRow]:
        if self.table is None or self.reading is None:
            return []
        return [
            ShownRow(at + 1, self.name_role(at), list_shown_cells(self.table, at))
            for at in range(min(len(self.table.grid.rows), SHOWN_ROWS))
        ]

    def name_role(self, row: int) -> str:
        if self.reading is None:
            return ""
        first, last = self.reading.body
        return "body" if first <= row <= last else "head" if row == self.reading.header else ""

    @property
    def head_row(self) -> int:
        return self.reading.header + 1 if self.reading else 1

    @property
    def body_rows(self) -> tuple[int, int]:
        first, last = self.reading.body if self.reading else (1, 1)
        return first + 1, last + 1


def list_shown_cells(table: SampleTable, row: int) -> list[tuple[str, int]]:
    cells: list[tuple[str, int]] = []
    line = table.grid.rows[row]
    for column, cell in enumerate(line):
        if column and line[column - 1].anchor == cell.anchor:
            text, span = cells[-1]
            cells[-1] = (text, span + 1)
        else:
            cells.append((cell.text if cell.anchor[0] == row else "", 1))
    return cells


def read_sent_reading(sent: QueryDict, file: SampleFile) -> tuple[SampleReading, list[str]]:
    """Reads what a person sent of a sample, with what is wrong with it. Another table is proposed anew."""
    places = [at for at, one in enumerate(file.tables) if one.grid.rows]
    index = read_count(sent, "table")
    if index not in places:
        index = places[0]
    table = file.tables[index]
    rows = len(table.grid.rows)
    if sent.get("shown") != str(index):
        heads = (find_header(table.grid, at) for at in range(min(rows, 30)))
        found = next((head for head in heads if head), None)
        return build_proposal(index, table, found.end - 1 if found else 0, found.meanings if found else []), []
    header, first, last = (read_count(sent, name) - 1 for name in ("header", "first", "last"))
    errors = []
    if not 0 <= header < first <= last < rows:
        errors.append(f"表头行、空白行应依次在 1 至 {rows} 行之间，空白行在表头下面。")
        header = min(max(header, 0), rows - 1)
        first, last = find_body(table.grid, header)
    fields = {at: sent.get(f"c{at}", "") for at in range(len(table.widths))}
    reading = build_reading(index, table, header, (first, last), fields)
    if not reading.columns:
        errors.append("请至少指明一列的内容。")
    names = [column.field for column in reading.columns]
    if repeated := {name for name in names if names.count(name) > 1}:
        labels = dict(pair for _, pairs in group_fields() for pair in pairs)
        errors.append(f"有两列都选了“{'、'.join(labels[name] for name in sorted(repeated))}”，一种内容只能填一列。")
    return SampleReading(
        reading.table, reading.header, reading.body, reading.columns,
        find_title(table, header) if "title" in sent else -1, "merge" in sent,
    ), errors  # fmt: skip
