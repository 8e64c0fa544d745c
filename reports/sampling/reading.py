"""学样板: an office's own table, read cell by cell, and the proposal which of its columns shows what."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.layouts.layout import FIELDS
from tasks.importing import Unreadable
from tasks.importing.columns import Column
from tasks.importing.header import find_header
from tasks.importing.opening import DOCX, TEXT, XLSX, open_safe_file
from tasks.importing.raw import Grid, GridCell

#: an empty table is small; pictures in its head may take some room
MAX_BYTES = 2 * 1024 * 1024
#: rows and columns of a sample that are looked at
MOST_ROWS, MOST_COLUMNS = 300, 40
#: what the importer calls a column → what a layout calls it
MEANINGS = {
    Column.NUMBER: "number",
    Column.SECTION: "section",
    Column.NAME: "name",
    Column.TEXT: "text",
    Column.TARGET: "text",
    Column.LEADERS: "leaders",
    Column.LEAD: "lead_units",
    Column.COOPERATE: "cooperating_units",
    Column.DUE: "due",
    Column.PROGRESS: "progress",
    Column.PROBLEM: "problem",
    Column.NEXT_STEP: "next_step",
    Column.COORDINATION: "coordination",
    Column.JUDGEMENT: "judgement",
}
#: a row that begins so stands below the body
_FOOT = re.compile(
    r"^\s*(?:填表|填报|制表|审核|审批|负责人|联系|单位.{0,6}盖章|注\s*[:：]|说明\s*[:：]|备注\s*[:：]|合计|总计|小计)"
)
#: what a year, a period or its months is written as
_PLACEHOLDERS = (
    (re.compile(r"(?:19|20)\d{2}(?=年)"), "{year}"),
    (re.compile(r"1\s*[-—–－至~～]\s*(?:3|6|9|12)\s*月"), "{months}"),
    (re.compile(r"前三季度|[第一二三四]季度|上半年|全年(?!目标)"), "{period}"),
)


@dataclass(frozen=True)
class SampleColumn:
    """A column of the file and what it shows; ``label`` is its head, with placeholders for year and period."""

    at: int
    field: str
    label: str


@dataclass(frozen=True)
class SampleReading:
    """How a sample is to be filled.

    Attributes:
        table: which of the worksheets or tables, counted from 0.
        header: the last row of the head, counted from 0.
        body: the first and the last row between head and foot, counted from 0.
        title: the row (of a workbook) or the paragraph before the table (of a document, 1 the nearest) that holds the
            title of the attachment from now on; -1 for none.
        merges_sections: whether rows of one section are merged.
    """

    table: int
    header: int
    body: tuple[int, int]
    columns: tuple[SampleColumn, ...]
    title: int = -1
    merges_sections: bool = False

    def build_data(self) -> dict[str, Any]:
        """Returns it as JSON can hold it."""
        columns = [[column.at, column.field, column.label] for column in self.columns]
        return {
            "table": self.table, "header": self.header, "body": list(self.body), "columns": columns,
            "title": self.title, "merges_sections": self.merges_sections,
        }  # fmt: skip


def read_data(data: dict[str, Any]) -> SampleReading:
    """Returns what ``build_data`` has written."""
    first, last = data["body"]
    columns = tuple(SampleColumn(at, field, label) for at, field, label in data["columns"])
    return SampleReading(
        data["table"], data["header"], (first, last), columns, data["title"], data["merges_sections"]
    )  # fmt: skip


@dataclass(frozen=True)
class SampleTable:
    """A table of the file with its empty cells.

    Attributes:
        name: of the worksheet, or 表1.
        widths: of its columns, in whatever the file counts them.
        caption: the nearest paragraph above a Word table, and how many paragraphs above it stands.
    """

    name: str
    grid: Grid
    widths: tuple[float, ...]
    caption: tuple[int, str] = (-1, "")


@dataclass(frozen=True)
class SampleFile:
    """A file that is safe to fill, with its tables; ``remarks`` say what an export does not keep."""

    form: str
    content: bytes
    tables: tuple[SampleTable, ...]
    remarks: tuple[str, ...] = ()


def open_sample(source: Any, filename: str) -> SampleFile:
    """Opens a file that somebody brings as a sample.

    Raises:
        Unreadable: it is not safe, no Word or Excel file, has macros, or no table; the message says why.
    """
    opened = open_safe_file(source, filename, MAX_BYTES)
    if opened.kind == TEXT:
        raise Unreadable(f"文件“{filename}”不是 Word（.docx）或 Excel（.xlsx）文件，不能作样板。")
    return read_sample(opened.kind, opened.content, filename)


def read_sample(form: str, content: bytes, filename: str) -> SampleFile:
    """Reads a file that has passed the gate; errors as of ``open_sample``."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable(f"文件“{filename}”含有宏，不能作样板；请另存为不含宏的文件。")
    try:
        tables = tuple(iterate_sheets(content) if form == XLSX else iterate_tables(content))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl and python-docx raise whatever their parts raise
        raise Unreadable(f"文件“{filename}”已损坏，内容读不出来。请重新保存后再上传。") from error
    if not any(table.grid.rows for table in tables):
        raise Unreadable(f"文件“{filename}”中没有找到表格，不能作样板。")
    remarks = []
    if form == XLSX and any(name.startswith(("xl/drawings/drawing", "xl/charts/")) for name in names):
        remarks.append("样板中的图片、图形和图表，导出时不保留。")
    return SampleFile(form, content, tables, tuple(remarks))


def iterate_sheets(content: bytes) -> Iterator[SampleTable]:
    """Yields every worksheet; one that is hidden or blank as a table without rows, so that each keeps its place."""
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        rows, columns = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
        anchors = {}
        for area in sheet.merged_cells.ranges:
            for row in range(area.min_row, min(area.max_row, rows) + 1):
                for column in range(area.min_col, min(area.max_col, columns) + 1):
                    anchors[row, column] = (area.min_row, area.min_col)
        cells = []
        for row in range(1, rows + 1):
            line = []
            for column in range(1, columns + 1):
                top, left = anchors.get((row, column), (row, column))
                value = sheet.cell(top, left).value
                line.append(GridCell("" if value is None else str(value).strip(), (top - 1, left - 1)))
            cells.append(line)
        if not any(cell.text for line in cells for cell in line):
            cells = []
        widths = tuple(get_sheet_width(sheet, column) for column in range(1, columns + 1))
        yield SampleTable(sheet.title, Grid(sheet.title, cells, list(range(1, rows + 1))), widths)


def get_sheet_width(sheet: Any, column: int) -> float:
    """Returns the width of a column, which may be given for a run of columns."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= (dimension.max or dimension.min):
            return float(dimension.width or 10)
    return float(sheet.sheet_format.defaultColWidth or 10)


def iterate_tables(content: bytes) -> Iterator[SampleTable]:
    """Yields every table of the body that stands in no other table."""
    document = Document(BytesIO(content))
    for order, table in enumerate(document.tables, start=1):
        rows: list[list[GridCell]] = []
        for at, row in enumerate(table._tbl.tr_lst[:MOST_ROWS]):
            line: list[GridCell] = []
            for cell, start, span, is_continued in iterate_row_cells(row):
                above = rows[-1][start] if is_continued and rows and start < len(rows[-1]) else None
                text = "\n".join("".join(run.text or "" for run in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
                shown = above or GridCell(text.strip(), (at, start))
                line += [shown] * span
            rows.append(line[:MOST_COLUMNS])
        width = max((len(line) for line in rows), default=0)
        for at, line in enumerate(rows):
            line += [GridCell("", (at, column)) for column in range(len(line), width)]
        sizes = [float(col.get(qn("w:w")) or 0) for col in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        widths = tuple((sizes + [0.0] * width)[:width])
        yield SampleTable(
            f"表{order}", Grid(None, rows, list(range(1, len(rows) + 1))), widths, find_caption(table._tbl)
        )


def iterate_row_cells(row: Any) -> Iterator[tuple[Any, int, int, bool]]:
    """Yields each cell of a row of a Word table: itself, its first column, how many it spans, whether it continues one above."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    start = int(before.get(qn("w:val"))) if before is not None else 0
    for cell in row.iter(qn("w:tc")):
        if cell.getparent() is not row and not is_of_row(cell, row):
            continue
        properties = cell.find(qn("w:tcPr"))
        span = merge = None
        if properties is not None:
            span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
        size = int(span.get(qn("w:val"))) if span is not None else 1
        yield cell, start, size, merge is not None and merge.get(qn("w:val")) != "restart"
        start += size


def is_of_row(cell: Any, row: Any) -> bool:
    """Whether a cell belongs to the row itself, within a content control, and not to a table inside of it."""
    return next(cell.iterancestors(qn("w:tr"))) is row


def find_caption(table: Any) -> tuple[int, str]:
    """Finds the nearest paragraph with text above a table, at most five above it: how far it stands, and its text."""
    element = table.getprevious()
    for distance in range(1, 6):
        if element is None or element.tag != qn("w:p"):
            return -1, ""
        if text := "".join(run.text or "" for run in element.iter(qn("w:t"))).strip():
            return distance, text
        element = element.getprevious()
    return -1, ""


def propose_reading(file: SampleFile) -> SampleReading:
    """Proposes which columns of the file show what, from the labels of the first table whose head is understood.

    Where no head is understood, the first table with rows is proposed with its first row as the head, for a person to say.
    """
    for index, table in enumerate(file.tables):
        for row in range(min(len(table.grid.rows), 30)):
            if header := find_header(table.grid, row):
                return build_proposal(index, table, header.end - 1, header.meanings)
    index = next((at for at, table in enumerate(file.tables) if table.grid.rows), 0)
    return build_proposal(index, file.tables[index], 0, [])


def build_proposal(index: int, table: SampleTable, header: int, meanings: Sequence[Column | None]) -> SampleReading:
    taken: set[str] = set()
    fields = dict.fromkeys(range(len(table.widths)), "")
    for at, meaning in enumerate(meanings):
        field = MEANINGS.get(meaning, "") if meaning else ""
        if meaning == Column.OTHER and "备注" in get_head_label(table, header, at):
            field = "note"
        if field and field not in taken:
            taken.add(field)
            fields[at] = field
    return build_reading(index, table, header, find_body(table.grid, header), fields)


def build_reading(
    index: int, table: SampleTable, header: int, body: tuple[int, int], fields: dict[int, str]
) -> SampleReading:
    """Builds the reading of what somebody chose.

    Args:
        fields: column → what it shows, "" for one that stays as it is.
    """
    columns = tuple(
        SampleColumn(at, field, put_placeholders(get_head_label(table, header, at)))
        for at, field in sorted(fields.items())
        if field in FIELDS and is_first_of_cell(table.grid, body[0], at)
    )
    section = next((column.at for column in columns if column.field == "section"), None)
    is_merged = section is not None and any(
        table.grid.rows[row][section].anchor[0] < row
        for row in range(body[0] + 1, min(body[1] + 1, len(table.grid.rows)))
    )
    return SampleReading(index, header, body, columns, find_title(table, header), is_merged)


def get_head_label(table: SampleTable, header: int, column: int) -> str:
    if not 0 <= header < len(table.grid.rows):
        return ""
    return "".join(table.grid.rows[header][column].text.split())


def is_first_of_cell(grid: Grid, row: int, column: int) -> bool:
    """Whether the column is the first of the cell in the first row of the body: the others lie under it."""
    return row >= len(grid.rows) or grid.rows[row][column].anchor[1] == column


def find_body(grid: Grid, header: int) -> tuple[int, int]:
    """Finds the rows below the head, up to a foot that begins with 填表人, 注 or 合计."""
    last = header
    for row in range(header + 1, len(grid.rows)):
        text = next((cell.text for cell in grid.rows[row] if cell.text), "")
        if _FOOT.search(text) or is_one_text(grid, row):
            break
        last = row
    return header + 1, max(last, header + 1)


def is_one_text(grid: Grid, row: int) -> bool:
    """Whether one text stands across the whole row, as notes and names below a table do."""
    cells = grid.rows[row]
    return len(cells) > 2 and bool(cells[0].text) and all(cell.anchor == cells[0].anchor for cell in cells)


def find_title(table: SampleTable, header: int) -> int:
    """Finds what holds the title: the longest line above the head, or the paragraph above a Word table."""
    if table.caption[0] > 0:
        return table.caption[0]
    if table.grid.sheet is None:
        return -1
    lengths = {row: len("".join(table.grid.rows[row][0].text.split())) for row in range(max(header, 0))}
    longest = max(lengths, key=lambda row: lengths[row], default=-1)
    return longest if longest >= 0 and lengths[longest] > 5 else -1


def put_placeholders(label: str) -> str:
    """Writes year, months and period of a label as placeholders: 2023年上半年进展 → {year}年{period}进展."""
    told = label.replace("{", "{{").replace("}", "}}")
    for pattern, placeholder in _PLACEHOLDERS:
        told = pattern.sub(placeholder, told)
    return told


FORMS = (DOCX, XLSX)
