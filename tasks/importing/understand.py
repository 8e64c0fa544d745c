"""Parses a raw document and collects warnings and errors about what it does not understand."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tasks.importing.approval import read_plan_facts
from tasks.importing.captions import MAX_TITLE, split_captions
from tasks.importing.cards import join_cards
from tasks.importing.columns import Column
from tasks.importing.decisions import Decisions
from tasks.importing.document import ImportedDocument, ImportedTable
from tasks.importing.form_fitting import KnownForm, choose_form
from tasks.importing.headings import expand_government_name, read_heading
from tasks.importing.plausibility import list_doubts
from tasks.importing.prose import take_prose
from tasks.importing.raw import RawDocument
from tasks.importing.rhythms import RhythmFinder
from tasks.importing.rows import TableReader
from tasks.importing.table_times import TableTime
from tasks.importing.tables import DocumentPieces, TablePlace, cut_tables
from tasks.importing.teaching import Teaching
from tasks.importing.units import find_certain_names
from tasks.periods import QUARTER_CODES, QUARTERLY, QUARTERS, Rhythm
from tasks.terms import terms

#: the progress is told once in so many rows
NOTED_ROWS = 200
#: takes how many rows have been read, of how many
RowCounter = Callable[[int, int], None]


@dataclass(frozen=True)
class UnderstoodDocument:
    """A document, and how its tables were read.

    Attributes:
        readers: of each table of the document, in order.
        places: where each table begins, also those that nobody understands.
        teaching: what was taught of it, by a person or by a form.
        form: the name of the form of paper by which it was read; "" for none.
    """

    document: ImportedDocument
    readers: list[TableReader]
    places: list[TablePlace]
    teaching: Teaching
    form: str


def parse_document(raw: RawDocument, **options) -> ImportedDocument:
    """Reads title, tables and rows of a raw document; ``options`` are those of ``understand_document``."""
    return understand_document(raw, **options).document


def understand_document(
    raw: RawDocument,
    *,
    government: str | None = None,
    year: int | None = None,
    period: str | None = None,
    kind: str | None = None,
    known_units: frozenset[str] = frozenset(),
    decisions: Mapping[str, str] | None = None,
    teaching: Teaching | None = None,
    forms: Sequence[KnownForm] = (),
    find_rhythm: RhythmFinder = lambda _: QUARTERLY,
    note_rows: RowCounter = lambda _done, _rows: None,
) -> UnderstoodDocument:
    """Reads title, tables and rows of a raw document.

    Args:
        government, year, period, kind: given by the person; they win over the document, and a difference is a warning.
            ``period`` is a period code, ``kind`` is plan or progress.
        known_units: names and aliases of existing units, which tell a name wrapped over two lines from two units.
        decisions: key of a doubtful place (``Blocked.key``) → what a person has said of it.
        teaching: what a person has taught of the tables; None where nobody has.
        find_rhythm: returns the periods of the plan of a year.
        forms: the forms of paper that it may have; they are asked only where nobody has taught anything.
        note_rows: is told now and then how many of the rows have been read.

    Returns:
        The document; its ``errors`` say in Chinese why it cannot be imported, ``blocked`` what a person has to decide first.
    """
    decided = Decisions(decisions or {})
    take_prose(raw)
    join_cards(raw)
    form = ""

    def find_own_rhythm(found: int | None) -> Rhythm:
        return find_rhythm(year or found)

    pieces, document = _cut_document(raw, decided, teaching, find_own_rhythm)
    number = document.rhythm.parse_code(period) if period and document.rhythm.has_code(period) else None
    quarter = _choose_quarter(number or document.period, document.rhythm)
    if teaching is None and forms:
        known, fitted = choose_form(forms, pieces.places, raw.grids, _find_last_month(number, document))
        if known:
            form, teaching = known.name, fitted
            pieces, document = _cut_document(raw, decided, teaching, find_own_rhythm)
            quarter = _choose_quarter(number or document.period, document.rhythm)
    document.narrative = _list_narrative(raw)
    document.warnings = [*raw.warnings, *document.warnings, *pieces.warnings]
    document.government = _choose_value(
        expand_government_name(government) if government else None, document.government, terms.government, document
    )
    document.year = _choose_value(year, document.year, "年度", document)
    last = number or document.period or document.rhythm.last
    readers = [
        TableReader(
            table,
            position,
            TableTime(quarter, document.rhythm.list_months(last), document.rhythm),
            document.warnings,
            decided.map_columns(position),
        )
        for position, table in enumerate(pieces.tables, start=1)
    ]
    document.is_plan = _is_plan(readers, kind, document)
    if document.is_plan:
        document.facts = read_plan_facts(document.narrative)
    document.period = None if document.is_plan else _choose_value(number, document.period, "填报期", document)
    if period and not number:
        document.errors.append(f"{document.rhythm.format_year(document.year or 0)}没有“{period}”这一期，请另选。")
    _compare_stated_period(document)
    certain = _read_tables(readers, known_units, document, note_rows)
    decided.apply(document, list_doubts(document, readers, pieces, certain))
    _find_errors(pieces, document)
    return UnderstoodDocument(document, readers, pieces.places, teaching or Teaching(), form)


def _choose_quarter(number: int | None, rhythm: Rhythm) -> int | None:
    """Returns the quarter, 1 to 4, like whose tables those of a period are read; 4 for the period that closes the year."""
    if number is None:
        return None
    return len(QUARTERS) if number == rhythm.last else list(QUARTER_CODES).index(rhythm.get_form_code(number)) + 1


def _find_last_month(number: int | None, document: ImportedDocument) -> int | None:
    """Returns the month with which the period of a file ends, as given or as it says; None for a plan."""
    chosen = number or document.period
    return document.rhythm.end_months[chosen - 1] if chosen else None


def _cut_document(
    raw: RawDocument, decided: Decisions, teaching: Teaching | None, find_rhythm: RhythmFinder
) -> tuple[DocumentPieces, ImportedDocument]:
    """Cuts the file and reads its heading, which also stands in the titles of its tables."""
    pieces = cut_tables(raw, decided.list_shown_sheets(), teaching)
    return pieces, read_heading(
        pieces.lines, _list_table_words(pieces), raw.filename, _list_asides(raw, pieces), find_rhythm
    )


def _list_narrative(raw: RawDocument) -> list[str]:
    """Returns the text above the first table, without the name and title of that table."""
    captions = raw.grids[0].captions if raw.grids else []
    return [line.strip() for line in split_captions(captions)[0] if line.strip()]


def _list_table_words(pieces: DocumentPieces) -> list[str]:
    """Returns the titles, then the headers that may name year and period."""
    titles = [table.title for table in pieces.tables if table.title]
    return titles + [
        label for table in pieces.tables for label in table.header.printed if re.search(r"\d|年|季", label)
    ]


def _list_asides(raw: RawDocument, pieces: DocumentPieces) -> list[str]:
    """Returns the titles of the tables, then the short lines above them, which may say until when they tell."""
    titles = [table.title for table in pieces.tables if table.title]
    captions = [line for grid in raw.grids for line in grid.captions] + [
        line for table in pieces.tables for line in table.captions
    ]
    # a month that stands alone is that of the issue
    dated = re.compile(r"\s*\d{4}\s*年\s*\d{1,2}\s*月\s*")
    return titles + [
        line for line in captions if len(line) <= MAX_TITLE and "。" not in line and not dated.fullmatch(line)
    ]


def _compare_stated_period(document: ImportedDocument) -> None:
    """Warns where a report tells of another day than the one on which its period ends."""
    stated = document.stated
    if stated and document.period and not document.is_plan and stated.find_number(document.rhythm) != document.period:
        label = document.period_label
        document.warnings.append(f"文件写的是“{stated.printed}”，与填报期“{label}”的截止日不同，请核对是不是这一期。")


def _choose_value(given, found, what: str, document: ImportedDocument):
    if given is None:
        return found
    if found is not None and found != given:
        document.warnings.append(
            f"{what}按指定的“{_format_value(given, what, document)}”导入，文件中写的是“{_format_value(found, what, document)}”。"
        )
    return given


def _format_value(value, what: str, document: ImportedDocument) -> str:
    return document.rhythm.get_label(value) if what == "填报期" else str(value)


def _is_plan(readers: list[TableReader], kind: str | None, document: ImportedDocument) -> bool:
    """Returns whether the document is a plan: as given, else when its tables contain no progress."""
    reports = any(
        reader.get_value(line, Column.PROGRESS)
        for reader in readers
        for line in reader.cut.lines
        if not line.banner and reader.layout.has_column(Column.PROGRESS)
    )
    if kind is None:
        return not reports
    if (kind == "plan") == reports:
        document.warnings.append(
            f"按指定的“{'方案' if kind == 'plan' else '进展报告'}”导入，而表中{'有' if reports else '没有'}进展情况。"
        )
    return kind == "plan"


def _read_tables(
    readers: list[TableReader], known_units: frozenset[str], document: ImportedDocument, note_rows: RowCounter
) -> frozenset[str]:
    """Reads all tables; returns the names that are certainly units."""
    cells = [cell for reader in readers for cell in reader.list_unit_cells()]
    known = known_units | find_certain_names(cells)
    rows, behind = sum(len(reader.cut.lines) for reader in readers), 0
    for reader in readers:
        table = reader.read(known, partial(_note_further, note_rows, behind, rows))
        behind += len(reader.cut.lines)
        if not reader.layout.has_column(Column.TEXT):
            document.warnings.append(f"{reader.place}没有任务内容一列，未导入。")
        elif not table.rows:
            document.warnings.append(f"{reader.place}表头之下没有任务。")
        if document.is_plan:
            for row in table.rows:
                row.outcome = None
        document.warnings += _check_title_count(table)
        document.tables.append(table)
    return known


def _note_further(note_rows: RowCounter, behind: int, rows: int, done: int) -> None:
    if done % NOTED_ROWS == 0:
        note_rows(behind + done, rows)


def _check_title_count(table: ImportedTable) -> list[str]:
    """Returns a warning when the title states another number of rows than the table has, as some published ones do."""
    counts = re.findall(r"(?<!\d)(\d{1,4})\s*[项个件]", unicodedata.normalize("NFKC", table.title or ""))
    if len(counts) != 1 or not table.rows or int(counts[0]) == len(table.rows):
        return []
    return [f"{table.name or '表'}标题写“{counts[0]}项”，表中有 {len(table.rows)} 项。"]


def _find_errors(pieces: DocumentPieces, document: ImportedDocument) -> None:
    if not pieces.tables:
        document.errors += pieces.unknown or [
            f"文件中没有表格，无法导入。附表应是 Word 表格或 Excel 工作表；图片和没有编号、没有{terms.responsible_unit}的文字读不出任务。"
        ]
    else:
        document.warnings += [f"{text}该表未导入。" for text in pieces.unknown]
        if not document.rows:
            document.errors.append("认出了表头，但没有读到任何任务。")
    if document.tables and document.year is None:
        document.errors.append("文件没有写明年度，请指定（--year）。")
    if document.tables and not document.is_plan and document.period is None:
        stated = document.stated
        printed = f"文件写的是“{stated.printed}”的进展，不是一期的期末" if stated else "文件没有写明是哪一期的进展"
        document.errors.append(f"{printed}（{'、'.join(document.rhythm.labels[1:])}），请指定（--period）。")
    for row in document.rows:
        if row.lead == []:
            row.warnings.append("没有牵头（责任）单位。")
    repeated = Counter((row.kind, row.section, row.name, row.text) for row in document.rows)
    for row in document.rows:
        if repeated[row.kind, row.section, row.name, row.text] > 1:
            row.warnings.append("与本文件另一行的任务内容完全相同，请核对是否重复。")
