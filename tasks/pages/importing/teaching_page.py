"""The paper's own tables beside what was read of them, and what a person may teach there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.forms import BoundField

from tasks.importing.column_readings import ColumnReading, list_column_readings
from tasks.importing.columns import Column
from tasks.importing.header import build_header
from tasks.importing.outcomes import read_word_outcome
from tasks.importing.raw import GridCell
from tasks.importing.rows import TableReader
from tasks.importing.table_times import TableTime
from tasks.importing.tables import RawTable, TableLine, TablePlace
from tasks.importing.teaching import squeeze_word
from tasks.importing.understand import UnderstoodDocument
from tasks.models.paper_form import FORM_NAME_LENGTH
from tasks.pages.importing.teaching_form import StateWord, TeachForm, build_teach_initial, guess_header_row
from tasks.periods import Rhythm

#: what of a title is another one in the next paper
_PERIOD = re.compile(r"(?:19|20)\d{2}年度?|前?[一二三四]季度|[上下]半年|全年|(?:1[-—–~至])?\d{1,2}月(?:份|底)?")
#: from so many percent on a column needs no look
CERTAIN = 70
#: so many rows of the paper stand on a page
SHOWN_ROWS = 20


@dataclass(frozen=True)
class PlaceLink:
    """A table of the paper to choose.

    Attributes:
        said: what was read of it, in Chinese.
        token: of the state's colour.
    """

    key: str
    name: str
    said: str
    token: str
    is_here: bool

    @property
    def query(self) -> str:
        return urlencode({"table": self.key})


@dataclass(frozen=True)
class PaperCell:
    """A cell as it stands in the paper; ``is_repeated`` where it is merged with the one above."""

    text: str
    span: int
    is_repeated: bool


@dataclass(frozen=True)
class PaperRow:
    """A row as it stands in the paper; ``read_as`` says what it was taken for."""

    number: int
    read_as: str
    token: str
    cells: list[PaperCell]


@dataclass(frozen=True)
class TaughtColumn:
    """A column with its menu."""

    reading: ColumnReading
    field: BoundField

    @property
    def manner(self) -> str:
        """The class of the menu: off for a column that is not imported, unsure for one to look at."""
        if self.reading.is_taught or (self.reading.said and self.reading.certainty >= CERTAIN):
            return ""
        return "unsure" if self.reading.said else "off"


class TeachingPage:
    """The tables of the waiting file, one of them as it stands in the paper.

    Args:
        asked: the key of the table to show; the first one that nobody understands, where it is unknown.
        start: how many rows of the table stand before those that are shown.
        form: as it was sent; None to show what was taught.
    """

    def __init__(
        self,
        understood: UnderstoodDocument,
        *,
        token: str,
        asked: str = "",
        start: int = 0,
        form: TeachForm | None = None,
        is_form_off: bool = False,
    ):
        self.understood, self.token, self.is_form_off = understood, token, is_form_off
        self.places = [place for place in understood.places if is_teachable(place)]
        self.here = choose_place(self.places, asked)
        self.start = start if self.here and 0 <= start < len(self.rows_here) else 0
        if self.here:
            self.form = form or build_teach_form(understood, self.here, token)

    @property
    def read_position(self) -> int:
        """The place of the shown table among the tables that were read, from 0; -1 where it was not read."""
        tables = [reader.cut for reader in self.understood.readers]
        return tables.index(self.here.table) if self.here and self.here.table in tables else -1

    @property
    def proposed_name(self) -> str:
        """A name for the form of paper: that of the form in use, else the title without its year."""
        document = self.understood.document
        table = self.here.table if self.here else None
        printed = (table.title if table else None) or document.title or document.filename.rpartition(".")[0]
        return self.form_name or _PERIOD.sub("", "".join(printed.split()))[:FORM_NAME_LENGTH]

    @property
    def form_name(self) -> str:
        """The form of paper by which the file was read; "" for none."""
        return self.understood.form

    @cached_property
    def links(self) -> list[PlaceLink]:
        return [
            PlaceLink(place.key, name_place(place), *describe_place(self.understood, place), place is self.here)
            for place in self.places
        ]

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """Everything that was taught of the file: its key, and what it says."""
        several = len(self.places) > 1
        return [
            (f"{place.key}|{key}", f"{name_place(place)}：{said}" if several else said)
            for place in self.places
            for key, said in place.taught.list_choices(place.grid.numbers)
        ]

    @property
    def continues_former(self) -> bool:
        """Whether the columns are those of the table before."""
        table = self.here.table if self.here else None
        return bool(table and self.here and (table.grid is not self.here.grid or table.header is not self.here.header))

    @cached_property
    def columns(self) -> list[TaughtColumn]:
        return [TaughtColumn(one, self.form[f"column-{one.index}"]) for one in self.form.readings]

    @cached_property
    def words(self) -> list[tuple[StateWord, BoundField, BoundField]]:
        return [(word, self.form[f"word-{at}"], self.form[f"state-{at}"]) for at, word in enumerate(self.form.words)]

    @cached_property
    def rows_here(self) -> range:
        """The indexes of the table's rows within its grid."""
        if self.here is None:
            return range(0)
        later = [place.first for place in self.places if place.grid is self.here.grid and place.first > self.here.first]
        return range(self.here.first, min([*later, len(self.here.grid.rows)]))

    @property
    def shown(self) -> range:
        return self.rows_here[self.start : self.start + SHOWN_ROWS]

    @property
    def first_row(self) -> int:
        return self.start + 1

    @property
    def last_row(self) -> int:
        return self.start + len(self.shown)

    @property
    def earlier(self) -> str:
        """The query of the rows before; "" at the first."""
        return self._link(max(self.start - SHOWN_ROWS, 0)) if self.start else ""

    @property
    def later(self) -> str:
        return self._link(self.start + SHOWN_ROWS) if self.start + SHOWN_ROWS < len(self.rows_here) else ""

    def _link(self, start: int) -> str:
        return urlencode({"table": self.here.key if self.here else "", "from": start})

    @cached_property
    def rows(self) -> list[PaperRow]:
        if self.here is None:
            return []
        reader = find_reader(self.understood, self.here)
        marks = map_row_marks(reader, self.here) if reader else {}
        width = len(self.columns) or len(self.here.grid.rows[0])
        return [
            PaperRow(
                self.here.grid.numbers[index],
                *describe_row(self.here, index, marks),
                build_paper_cells(self.here.grid.rows[index][:width], index, self.shown.start),
            )
            for index in self.shown
        ]


def is_teachable(place: TablePlace) -> bool:
    """Returns whether a grid of the file may be a table: it has several rows and columns, and a row with several cells."""
    filled = (len({cell.anchor for cell in row if cell.text}) for row in place.grid.rows)
    return place.header is not None or (len(place.grid.rows) > 1 and max(filled, default=0) > 1)


def choose_place(places: Sequence[TablePlace], asked: str) -> TablePlace | None:
    """Returns the table that is asked for, else the first that nobody understands, else the first."""
    unknown = [place for place in places if place.table is None and not place.taught]
    return next((place for place in [*[one for one in places if one.key == asked], *unknown, *places]), None)


def name_place(place: TablePlace) -> str:
    """Names a table: by its attachment, its sheet, else by its place in the file."""
    grid, _, number = place.key.partition(".")
    own = place.table.name if place.table and place.table.header is place.header else None
    base = own or place.grid.sheet or f"第 {grid} 张表"
    return base if number == "1" or own else f"{base}（{number}）"


def describe_place(understood: UnderstoodDocument, place: TablePlace) -> tuple[str, str]:
    """Returns what was read of a table, in Chinese, and the token of its colour."""
    if place.table is None or place.taught.is_left_out:
        return ("不导入", "none") if place.taught.is_left_out else ("没有认出表头", "late")
    reader = find_reader(understood, place)
    if reader is None:
        return "不导入", "none"
    if reader.cut.header is not place.header:
        return "接上一张表", "ok"
    if not reader.rows:
        return "没有读出事项", "late"
    return f"{len(reader.rows)} 项", "ok"


def find_reader(understood: UnderstoodDocument, place: TablePlace) -> TableReader | None:
    """Returns the reader that read the lines of a place; None where nobody did."""
    return next((reader for reader in understood.readers if reader.cut is place.table), None)


def map_row_marks(reader: TableReader, place: TablePlace) -> dict[int, tuple[str, str]]:
    """Returns for each row of the place's grid what it was read as, and the token of its colour."""
    marks = {}
    for line in reader.cut.lines:
        if line.grid is place.grid:
            marks[line.index] = ("板块", "none") if line.banner else ("续上项或不读", "none")
    for number, line in enumerate(reader.lines, start=1):
        if line.grid is place.grid:
            marks[line.index] = (f"第 {number} 项", "ok")
    return marks


def describe_row(place: TablePlace, index: int, marks: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """Returns what a row was read as, and the token of its colour."""
    if place.header and place.header.first <= index < place.header.end:
        return "表头", "head"
    return marks.get(index, ("不读", "none"))


def build_paper_cells(cells: Sequence[GridCell], row: int, first: int) -> list[PaperCell]:
    """Builds the cells of a row; those that are merged side by side are one.

    Args:
        row: index of the row within its grid.
        first: index of the first row that is shown.
    """
    found: list[PaperCell] = []
    former: tuple[int, int] | None = None
    for cell in cells:
        if cell.anchor == former:
            found[-1] = PaperCell(found[-1].text, found[-1].span + 1, found[-1].is_repeated)
        else:
            found.append(PaperCell(cell.text, 1, first <= cell.anchor[0] < row))
        former = cell.anchor
    return found


def build_teach_form(understood: UnderstoodDocument, place: TablePlace, token: str, data: object = None) -> TeachForm:
    """Builds the form of a table, with a menu for each column and each word of its judgement."""
    reader = find_reader(understood, place)
    doubted = {one.key for one in understood.document.blocked}
    is_own = reader is not None and reader.cut.header is place.header
    if reader and is_own:
        readings = list_column_readings(reader, understood.readers.index(reader) + 1, doubted)
    elif place.table is None:
        readings = list_column_readings(build_provisional_reader(place, understood.document.rhythm), 0, doubted)
    else:
        readings = []
    words = count_state_words(reader) if reader and is_own and not understood.document.is_plan else []
    initial = {"token": token, **build_teach_initial(place, words)}
    return TeachForm(data, place=place, readings=cut_blank_columns(place, readings), words=words, initial=initial)


def build_provisional_reader(place: TablePlace, rhythm: Rhythm) -> TableReader:
    """Builds the reader of a table whose header nobody has recognised, as if the guessed row were it."""
    row = guess_header_row(place)
    table = RawTable(None, None, build_header(place.grid, row, row + 1), place.grid, taught=place.taught)
    table.lines = [TableLine(place.grid, index) for index in range(row + 1, len(place.grid.rows))]
    return TableReader(table, 0, TableTime(rhythm=rhythm), [])


def cut_blank_columns(place: TablePlace, readings: Sequence[ColumnReading]) -> list[ColumnReading]:
    """Leaves out the blank columns at the right."""
    last = max((at for row in place.grid.rows for at, cell in enumerate(row) if cell.text), default=0)
    return [one for one in readings if one.index <= last]


def count_state_words(reader: TableReader) -> list[StateWord]:
    """Counts the words of the judgement column, the commonest first, each as it is read."""
    counts = Counter(squeeze_word(row.judgement) for row in reader.rows if row.judgement)
    label = "".join(reader.get_labels(Column.JUDGEMENT))
    return [
        StateWord(word, count, read_word_outcome(word, label, reader.time.quarter)[0])
        for word, count in counts.most_common()
        if word
    ]
