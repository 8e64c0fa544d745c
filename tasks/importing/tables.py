"""Cuts grids into tables: finds headers, titles, section rows, notes and continuations on a further page."""

import re
from dataclasses import dataclass, field

from tasks.importing.captions import is_attachment, is_note, split_captions
from tasks.importing.cell_natures import is_certain_unit
from tasks.importing.header import Header, build_header, find_header
from tasks.importing.raw import Grid, GridCell, RawDocument
from tasks.importing.teaching import NOTHING, TaughtTable, Teaching
from tasks.terms import terms


@dataclass
class TableLine:
    """A row of a grid below a header. ``banner`` is the text of a row with one cell only, "" for any other row."""

    grid: Grid
    index: int
    banner: str = ""

    @property
    def cells(self) -> list[GridCell]:
        return self.grid.rows[self.index]

    @property
    def number(self) -> int:
        return self.grid.numbers[self.index]


@dataclass
class RawTable:
    """A table's header and its lines, which may come from several grids; ``grid`` is the first.

    Attributes:
        captions: the lines above it.
        unit: the unit that files the whole table, as the lines above it say (填报单位：…); "" where they do not.
        taught: what a person has taught of it.
    """

    name: str | None
    title: str | None
    header: Header
    grid: Grid
    lines: list[TableLine] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    unit: str = ""
    taught: TaughtTable = NOTHING


@dataclass(frozen=True)
class TablePlace:
    """Where a table begins in a file: what a person may teach of it is kept under its key.

    Attributes:
        key: the number of the grid in the file and of the table in the grid, from 1, such as 2.1.
        first: index of the first row of the grid that belongs to it.
        header: None where none was recognised.
        table: the table that takes its lines; None where none does.
    """

    key: str
    grid: Grid
    first: int
    header: Header | None
    table: RawTable | None
    taught: TaughtTable = NOTHING


@dataclass
class DocumentPieces:
    """The parts of a raw document: lines of text, tables, errors about grids without a header (``unknown``), by sheet
    the hidden rows that were left out, and where each table begins."""

    lines: list[str] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    hidden: dict[str, list[TableLine]] = field(default_factory=dict)
    places: list[TablePlace] = field(default_factory=list)


def cut_tables(
    raw: RawDocument, shown: frozenset[str] = frozenset(), teaching: Teaching | None = None
) -> DocumentPieces:
    """Cuts the grids of a document.

    Args:
        shown: sheets whose hidden rows are read too.
        teaching: what a person has said of headers and of whole tables.
    """
    pieces = DocumentPieces()
    for grid in raw.grids:
        if grid.hidden and grid.sheet and grid.sheet not in shown:
            pieces.hidden[grid.sheet] = [TableLine(grid, index) for index in sorted(grid.hidden)]
    for position, grid in enumerate(raw.grids, start=1):
        _Cutter(pieces, grid, position, teaching or Teaching()).cut()
    pieces.lines += raw.tail
    left_out = [table for table in pieces.tables if table.taught.is_left_out]
    pieces.tables = [table for table in pieces.tables if not table.taught.is_left_out]
    pieces.warnings += [f"{table.name or table.title or '表'}按您的选择不导入。" for table in left_out]
    return pieces


_FILING_UNIT = re.compile(
    r"[（(]?\s*(?:填报|填表|报送|上报|责任|牵头)(?:单位|部门|科室)\s*[（(]?(?:盖章)?[）)]?\s*[：:]\s*([^\s：:，,；;（(]{2,40})"
)


def find_filing_unit(captions: list[str], sheet: str | None) -> str:
    """Returns the unit that files a whole table, as the lines above it or the name of its sheet say; "" where none does."""
    found = [match[1] for line in captions if (match := _FILING_UNIT.search(line))]
    if found:
        return found[-1]
    return sheet if sheet and is_certain_unit(sheet) and not sheet.startswith("各") else ""


#: the number of a heading, and the count of what stands under it
_HEADING_MARKS = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[、.．])\s*|\s*[（(]?共?\s*\d{1,3}\s*[项件个条][）)]?\s*$"
)


def read_heading_unit(banner: str) -> str:
    """Returns the unit that a heading across the table names for the items under it (县交通局（2项）); "" for any other."""
    name = _HEADING_MARKS.sub("", banner[:60]).strip(" ：:")
    return name if is_certain_unit(name) else ""


class _Cutter:
    def __init__(self, pieces: DocumentPieces, grid: Grid, position: int, teaching: Teaching):
        self.pieces, self.grid, self.position, self.teaching = pieces, grid, position, teaching
        self.found = 0
        self.place = f"工作表“{grid.sheet}”" if grid.sheet else f"第 {position} 个表格"
        self.captions = list(grid.captions)
        self.table: RawTable | None = None

    def cut(self) -> None:
        index = 0
        while index < len(self.grid.rows):
            if self.grid.sheet in self.pieces.hidden and index in self.grid.hidden:
                index += 1
                continue
            header = self.find_header(index)
            if header:
                index = self.open(header)
            else:
                self.take(index)
                index += 1
        if self.table is None:
            self.take_headless_grid()
        else:
            self.give_back_banners()

    def find_header(self, index: int) -> Header | None:
        """Returns the header that begins in a row: as a person has taught it, repeated on a further page, or recognised."""
        taught = self.get_next_taught().header
        if taught and taught[0] == index:
            return build_header(self.grid, index, min(taught[1], len(self.grid.rows)))
        if repeated := self.find_repeated_header(index):
            return repeated
        if self._is_banner(index) or (taught and index < taught[0]):
            return None
        return find_header(self.grid, index)

    def find_repeated_header(self, index: int) -> Header | None:
        """Returns the header that repeats one which a person has taught, None for any other row."""
        former = self.get_former()
        if former is None or not former.taught.header:
            return None
        end = index + former.header.end - former.header.first
        if end == index or end > len(self.grid.rows) or len(self.grid.rows[0]) != len(former.header.labels):
            return None
        header = build_header(self.grid, index, end)
        return header if header.labels == former.header.labels else None

    def get_former(self) -> RawTable | None:
        return self.table or (self.pieces.tables[-1] if self.pieces.tables else None)

    def get_next_taught(self) -> TaughtTable:
        return self.teaching.get_table(f"{self.position}.{self.found + 1}")

    def open(self, header: Header) -> int:
        """Begins a table, or continues the former one when a page repeats its header.

        Returns:
            The index of the row after the header.
        """
        captions = [*self.captions, *self.give_back_banners()]
        lines, name, title = split_captions(captions)
        if name is None and self.grid.sheet and is_attachment(self.grid.sheet) and self.table is None:
            name = re.sub(r"\s", "", self.grid.sheet)
        former, taught = self.get_former(), self.get_next_taught()
        # only a repetition of the same header, without another name or title, continues a table
        if former and former.header.labels == header.labels and self._is_continuation(former, name, title, captions):
            if self.table is None:
                self.register(header, former)
            self.table, self.captions = former, []
            return header.end
        if former and taught.is_joined and len(former.header.labels) == len(header.labels):
            self.register(header, former)
            self.table, self.captions = former, []
            return max(header.end, taught.body or 0)
        self.pieces.lines += lines
        self.captions = []
        title = title or self._find_sheet_title(name)
        unit = find_filing_unit(captions, self.grid.sheet)
        self.table = RawTable(name, title, header, self.grid, captions=captions, unit=unit, taught=taught)
        self.pieces.tables.append(self.table)
        self.register(header, self.table)
        return max(header.end, taught.body or 0)

    def register(self, header: Header | None, table: RawTable | None) -> None:
        """Notes that a table begins here, under the next key of the grid."""
        taught = self.get_next_taught()
        self.found += 1
        first = header.first if header and self.found > 1 else 0
        self.pieces.places.append(TablePlace(f"{self.position}.{self.found}", self.grid, first, header, table, taught))

    def _is_continuation(self, former: RawTable, name, title, captions: list[str]) -> bool:
        if self.grid.sheet and former.grid is not self.grid:
            return False
        return (name is None or name == former.name) and (title in (None, former.title) or not captions)

    def _find_sheet_title(self, name: str | None) -> str | None:
        sheet = self.grid.sheet
        if sheet is None or is_attachment(sheet) or re.fullmatch(r"(?i)sheet\s*\d*|工作表\s*\d*", sheet):
            return None
        return sheet

    def take(self, index: int) -> None:
        banner = self._get_banner(index)
        if self.table is None:
            text = banner or " ".join(dict.fromkeys(cell.text for cell in self.grid.rows[index] if cell.text))
            self.captions += [line for line in text.split("\n") if line.strip()]
        elif any(cell.text for cell in self.grid.rows[index]):
            self.table.lines.append(TableLine(self.grid, index, banner))

    def give_back_banners(self) -> list[str]:
        """Removes banners from the end of the table; returns them without notes, since they belong to the next table."""
        taken: list[str] = []
        while self.table and self.table.lines and self.table.lines[-1].banner:
            taken.insert(0, self.table.lines.pop().banner)
        notes = [text for text in taken if is_note(text)]
        self.pieces.warnings += [f"{self.place}中“{text[:40]}”是表下说明，未作为任务导入。" for text in notes]
        return [text for text in taken if text not in notes]

    def take_headless_grid(self) -> None:
        """Adds a grid without a header to the former table if it fits; else treats it as text and reports a large one."""
        former, taught = self.get_former(), self.get_next_taught()
        width = len(self.grid.rows[0])
        is_page = bool(former) and not self.grid.sheet and not self.grid.captions
        if former and (is_page or taught.is_joined) and width == len(former.header.meanings):
            self.register(None, former)
            rows = range(taught.body or 0, len(self.grid.rows))
            former.lines += [TableLine(self.grid, i, self._get_banner(i)) for i in rows]
            return
        self.register(None, None)
        if taught.is_left_out:
            return
        first = next((row for row in self.grid.rows if len({cell.anchor for cell in row if cell.text}) > 1), None)
        if first and len(self.grid.rows) >= 3 and width >= 3:
            labels = "、".join(dict.fromkeys(cell.text[:12].replace("\n", "") for cell in first if cell.text))
            self.pieces.unknown.append(
                f"{self.place}没有认出表头（首行为：{labels}）。表头应有任务（目标、事项等）一列和{terms.responsible_unit}、序号等列。"
            )
        self.pieces.lines += self.captions

    def _is_banner(self, index: int) -> bool:
        return bool(self._get_banner(index))

    def _get_banner(self, index: int) -> str:
        """Returns the text of a row that one cell fills, or that has only a cell at its left; "" for any other row."""
        row = self.grid.rows[index]
        filled = {cell.anchor: (column, cell) for column, cell in reversed(list(enumerate(row))) if cell.text}
        if len(filled) != 1:
            return ""
        column, cell = next(iter(filled.values()))
        width = sum(other.anchor == cell.anchor for other in row)
        spans_rows = cell.anchor[0] != index or (
            index + 1 < len(self.grid.rows) and self.grid.rows[index + 1][column].anchor == cell.anchor
        )
        if spans_rows and width < len(row):
            return ""
        if width >= len(row) - 1 and width > 1:
            return cell.text
        return cell.text if column == 0 and not re.fullmatch(r"[\d\s.、]+", cell.text) else ""
