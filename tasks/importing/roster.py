"""名册: reads a filled-in workbook of three sheets, or rows pasted out of one; finds columns by their heads."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from openpyxl.worksheet.worksheet import Worksheet

from tasks.enums import RosterPart
from tasks.filing.offline import OfflineCell, normalise_cell
from tasks.importing.gate import MEGABYTE
from tasks.importing.offline import DEEPEST_HEADER, normalize_head, read_form_cell
from tasks.importing.raw import Unreadable
from tasks.importing.xlsx import load_own_workbook
from tasks.organisation.roster.columns import EXAMPLE, MAX_ROWS, ROSTER_COLUMNS, get_roster_key
from tasks.organisation.roster.rows import RosterReading, RosterRow
from tasks.terms import list_spellings, say

#: two thousand rows have less than half a megabyte
MAX_ROSTER_BYTES = 5 * MEGABYTE
MAX_PASTED = 500_000
AS_TEXT = (".csv", ".txt", ".tsv")
NOT_A_ROSTER = (
    "文件“{name}”中没有找到名册：三张表的表头各含“单位名称”“领导姓名”“用户名”。请用本系统下载的模板填写，表头不要改动。"
)
TOO_MANY = f"名册超过 {MAX_ROWS:,} 行，请分几次导入。"
NO_ROWS = "没有读到要导入的行。示例行不导入，请在其下填写。"


def read_roster(source: str | Path | BinaryIO | File, filename: str) -> RosterReading:
    """Reads the rows of every sheet that has the heads of a part; names of sheets do not matter.

    Args:
        source: a path or an open binary file.

    Raises:
        Unreadable: the file is no Excel file, harmful, damaged, too large or no 名册; the message says why.
    """
    if filename.lower().endswith(AS_TEXT):
        raise Unreadable(
            f"文件“{filename}”是文本（.csv），其中的编码和号码靠不住。请用 Excel 打开、另存为 .xlsx 后上传，或复制各行粘贴。"
        )
    values, formulas = load_own_workbook(source, filename, MAX_ROSTER_BYTES)
    reading, is_ours = RosterReading(), False
    for sheet in values.worksheets:
        table = _SheetTable(sheet, formulas and formulas[sheet.title])
        for part in RosterPart:
            is_ours |= _read_part(table.rows, part, reading)
    if not is_ours:
        raise Unreadable(NOT_A_ROSTER.format(name=filename))
    return _require_size(reading)


def read_pasted_roster(text: str, part: RosterPart) -> RosterReading:
    """Reads rows copied out of a spreadsheet: cells parted by tabs, with or without the heads of the template.

    Raises:
        Unreadable: there are no rows, too many, or no cells parted by tabs.
    """
    if len(text) > MAX_PASTED:
        raise Unreadable(f"粘贴的内容超过 {MAX_PASTED:,} 字，请分几次导入，或上传文件。")
    try:
        lines = list(csv.reader(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    except csv.Error as error:
        raise Unreadable("粘贴的内容中有一格过长，可能缺了一个引号，请检查后重新粘贴。") from error
    rows = [[OfflineCell("", normalise_cell(cell)) for cell in line] for line in lines]
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.text.strip() for cell in row)]
    if numbered and all(len(row) < 2 for _, row in numbered) and part != RosterPart.UNITS:
        raise Unreadable("粘贴的内容没有分列。请在 Excel 中选中各行复制，再粘贴到这里。")
    reading = RosterReading()
    if not _read_part(numbered, part, reading):
        heads = [OfflineCell("", column.label) for column in ROSTER_COLUMNS[part]]
        _read_part([(0, heads), *numbered], part, reading)
    return _require_size(reading)


def _require_size(reading: RosterReading) -> RosterReading:
    if not reading.rows:
        raise Unreadable(NO_ROWS)
    if len(reading.rows) > MAX_ROWS:
        raise Unreadable(TOO_MANY)
    return reading


#: number of a row and its cells
NumberedRow = tuple[int, Sequence[OfflineCell]]


class _SheetTable:
    """The rows of a worksheet that hold anything; a format may cover a million empty rows."""

    def __init__(self, sheet: Worksheet, formulas: Worksheet | None):
        held = {place for place, cell in sheet._cells.items() if cell.value is not None}
        held |= {place for place, cell in (formulas._cells if formulas else {}).items() if cell.value is not None}
        # a damaged file may put a cell into row 0
        held = {place for place in held if place[0] > 0}
        width = min(max((column for _, column in held), default=0), 50)
        numbers = sorted({row for row, _ in held})[: MAX_ROWS * 2]
        self.rows: list[NumberedRow] = [
            (number, [read_form_cell(sheet, formulas, number, column) for column in range(1, width + 1)])
            for number in numbers
        ]


def _read_part(rows: Sequence[NumberedRow], part: RosterPart, reading: RosterReading) -> bool:
    """Adds the rows below the heads of a part to the reading.

    Returns:
        Whether the heads were found.
    """
    labels = {
        word: column.name
        for column in ROSTER_COLUMNS[part]
        for word in (*list_spellings(column.pattern), *map(say, column.also))
    }
    for at, (_, cells) in enumerate(rows[:DEEPEST_HEADER]):
        heads = [normalize_head(cell.text) for cell in cells]
        if get_roster_key(part).label in heads:
            unknown = [head for head in heads if head and head not in labels]
            if unknown:
                reading.warnings.append(f"“{part.label}”中的“{'、'.join(unknown)[:100]}”列不在名册之内，没有读。")
            names = [labels.get(head) for head in heads]
            reading.rows += _iterate_rows(rows[at + 1 :], names, part)
            return True
    return False


def _iterate_rows(rows: Sequence[NumberedRow], names: Sequence[str | None], part: RosterPart) -> Iterator[RosterRow]:
    label_of = {column.name: column.label for column in ROSTER_COLUMNS[part]}
    key = get_roster_key(part).name
    for number, row in rows:
        named = {name: cell for name, cell in zip(names, row, strict=False) if name}
        cells = {name: _strip(cell.text) for name, cell in named.items() if _strip(cell.text)}
        faults = tuple(f"“{label_of[name]}”{cell.fault}" for name, cell in named.items() if cell.fault)
        is_example = cells.get(key, "").replace(":", "：").startswith(EXAMPLE)
        if (cells or faults) and not is_example:
            yield RosterRow(part, number, cells, faults)


def _strip(text: str) -> str:
    """Removes what people cannot see at both ends, wide spaces among it, and characters that no database holds."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff]", "", text).strip()
