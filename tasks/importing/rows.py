"""Reads the lines of a table as rows: assigns values to columns, restores numbers, splits units and leaders."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from tasks.importing.captions import is_note, is_signature
from tasks.importing.cell_natures import is_bare_number, is_blank_sign, is_date_serial, is_same_as_above
from tasks.importing.columns import Column, holds_several
from tasks.importing.document import ImportedRow, ImportedTable, PrintedFigure
from tasks.importing.layout import build_table_layout
from tasks.importing.layout_warnings import list_layout_warnings
from tasks.importing.marked_lines import find_marked_lines
from tasks.importing.outcomes import read_section_kind, read_table_kind, read_title_outcome
from tasks.importing.printed_figures import append_unit, list_printed_figures, read_measured_in, write_target
from tasks.importing.row_outcomes import OutcomeReader
from tasks.importing.serial_numbers import read_serial_number
from tasks.importing.several import names_parts, split_told
from tasks.importing.table_layout import TableLayout
from tasks.importing.table_times import TableTime
from tasks.importing.tables import RawTable, TableLine, read_heading_unit
from tasks.importing.teaching import Continuation
from tasks.importing.units import (
    remove_persons,
    split_inline_units,
    split_leaders,
    split_marked,
    split_roles,
    split_units,
)
from tasks.terms import terms

_HEADING_NUMBER = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:[、.．]|\s*$))"
)
#: the fields that a row takes over as they stand
_TOLD = (
    Column.PROGRESS,
    Column.PROBLEM,
    Column.NEXT_STEP,
    Column.JUDGEMENT,
    Column.COORDINATION,
    Column.TARGET,
)
#: columns in which offices write 同上
REPEATABLE = (Column.LEAD, Column.COOPERATE, Column.LEADERS, Column.DUE, Column.SECTION)
#: the longest name of a unit that stands before what it says
VOICE_LIMIT = 30
_SENTENCE_END = re.compile(r"[。；！？.;:：]$")


class TableReader:
    """Reads one table.

    Args:
        position: the table's place in the document, from 1; it names a table without an attachment's name.
        warnings: the document's warnings; the reader adds to them.
        said: index of a column → the meaning that a person has given it in a decision, as in ``build_table_layout``; it
            stands before what was taught.
    """

    def __init__(
        self,
        cut: RawTable,
        position: int,
        time: TableTime,
        warnings: list[str],
        said: Mapping[int, Column | None] | None = None,
    ):
        self.cut, self.time, self.warnings = cut, time, warnings
        self.place = cut.name or f"表{position}"
        said = {**cut.taught.columns, **(said or {})}
        self.layouts: dict[int, TableLayout] = {}
        body = [line for line in cut.lines if not line.banner]
        for line in body:
            if id(line.grid) not in self.layouts:
                grid, own = line.grid, [other.index for other in body if other.grid is line.grid]
                self.layouts[id(grid)] = build_table_layout(cut.header, grid, own, time, said)
        self.layout = next(iter(self.layouts.values()), TableLayout())
        # all pages of a table use the layout of the first, since a later page may show too little
        if len(self.layouts) > 1:
            self.layouts = dict.fromkeys(self.layouts, self.layout)
        self.kind = read_table_kind(cut.title or "", self.get_labels(Column.TEXT) + self.get_labels(Column.NAME))
        self.outcomes = OutcomeReader(
            self.layout,
            "".join(self.get_labels(Column.JUDGEMENT)),
            read_title_outcome(cut.title or "", time.quarter),
            cut.taught.states,
            time.quarter,
        )
        self.section: str | None = None
        self.heading_unit: str | None = None
        self.rows: list[ImportedRow] = []
        self.lines: list[TableLine] = []
        self.voices: dict[int, str] = {}
        self.texts: list[tuple] = []

    def get_labels(self, column: Column) -> list[str]:
        return ["".join(self.cut.header.labels[index]) for index in self.layout.columns.get(column, [])]

    def list_unit_cells(self) -> list[str]:
        """Returns the printed cells of units, from which names are learnt before any cell is split."""
        columns = [column for column in (Column.LEAD, Column.COOPERATE) if self.layout.has_column(column)]
        return [
            text
            for line in self.cut.lines
            if not line.banner
            for column in columns
            if (text := self.get_value(line, column))
        ]

    def read(self, known_units: frozenset[str], note_line: Callable[[int], None]) -> ImportedTable:
        """Reads all rows; each has warnings about what was not understood. ``note_line`` is told how many lines are read."""
        self.known_units = known_units
        for number, line in enumerate(self.cut.lines):
            note_line(number)
            if line.banner:
                self.take_banner(line)
            else:
                self.take(line)
        self.number_rows()
        self.report_columns()
        return ImportedTable(self.cut.name, self.cut.title, self.cut.header.printed, self.rows)

    def format_place(self, line: TableLine) -> str:
        if line.grid.sheet:
            return f"{line.grid.sheet}!A{line.number}"
        page = "" if line.grid is self.cut.grid else "续表"
        return f"{self.place}{page} 第{line.number}行"

    def get_value(self, line: TableLine, column: Column) -> str:
        """Returns the text of a column in a line, without cells that are merged with the cell of the item's text."""
        cells = [line.cells[index] for index in self.layout.columns.get(column, []) if index < len(line.cells)]
        if column != Column.TEXT:
            _, own = self.get_text_anchor(line)
            cells = [cell for cell in cells if cell.anchor != own]
        text = "\n".join(cell.text for cell in dict.fromkeys(cells) if cell.text)
        if column in REPEATABLE and is_same_as_above(text):
            return self.get_value(self.lines[-1], column) if self.lines and line is not self.lines[-1] else ""
        return text

    def find_value(self, line: TableLine, column: Column) -> str | None:
        return self.get_value(line, column) if self.layout.has_column(column) else None

    def take_banner(self, line: TableLine) -> None:
        if is_note(line.banner):
            self.warnings.append(f"{self.format_place(line)}“{line.banner[:40]}”是说明或合计，未作为任务导入。")
            return
        unit = "" if self.layout.has_column(Column.LEAD) or self.cut.unit else read_heading_unit(line.banner)
        if unit or self.heading_unit is not None:
            self.heading_unit = unit
        if unit:
            return
        self.section = re.sub(r"\s*\n\s*", "", line.banner)
        self.kind = read_section_kind(self.section) or self.kind

    def take(self, line: TableLine) -> None:
        text = self.get_value(line, Column.TEXT)
        beginning, anchor = next((cell.text for cell in line.cells if cell.text), ""), self.get_text_anchor(line)
        number, continues = self.get_value(line, Column.NUMBER), self.cut.taught.continues
        may_continue = self.rows and not number and continues is not Continuation.NEVER
        if self.is_taught_continuation(line, text):
            self.append(line, self.rows[-1], text)
        elif continues is None and text and self.texts and anchor == self.texts[-1] and self.rows:
            self.append(line, self.rows[-1])
        elif continues is None and text and self.is_repeated(line, text):
            self.append(line, self.rows[-1])
            self.rows[-1].warnings.append(f"{self.format_place(line)}与上一行序号、内容相同，作为同一项的措施并入。")
        elif is_signature(beginning) or (is_note(beginning) and not self.get_value(line, Column.LEAD)):
            printed = " ".join(dict.fromkeys(cell.text for cell in line.cells if cell.text))
            self.warnings.append(f"{self.format_place(line)}“{printed[:40]}”是说明或合计，未作为任务导入。")
        elif heading := self.find_section_heading(line, text):
            self.section = re.sub(r"\s*\n\s*", "", heading)
            self.kind = read_section_kind(self.section) or self.kind
        elif text:
            self.texts.append(anchor)
            self.rows.append(self.build_row(line, text))
            self.lines.append(line)
        elif may_continue and self.has_item_content(line):
            self.append(line, self.rows[-1])
            self.rows[-1].warnings.append(f"{self.format_place(line)}没有任务内容，按上一行的续行并入。")
        elif self.has_item_content(line) or number:
            self.warnings.append(f"{self.format_place(line)}没有任务内容，未导入。")

    def is_taught_continuation(self, line: TableLine, text: str) -> bool:
        """Returns whether a line continues the item above, as a person has taught of the table."""
        continues = self.cut.taught.continues
        if not self.rows or continues in (None, Continuation.NEVER):
            return False
        if continues is Continuation.TEXT:
            return not text or self.get_text_anchor(line) == self.texts[-1]
        number = self.get_value(line, Column.NUMBER)
        return not number or number == self.get_value(self.lines[-1], Column.NUMBER)

    def is_repeated(self, line: TableLine, text: str) -> bool:
        """Returns whether a line repeats number and text of the row above, to tell one more measure of it."""
        printed = self.get_value(line, Column.NUMBER)
        if not (printed and self.rows) or self.rows[-1].text != text or not self.layout.left_out:
            return False
        return read_serial_number(printed) == self.rows[-1].number

    def find_section_heading(self, line: TableLine, text: str) -> str:
        """Returns the heading with which a line starts a section, under the text or under the name; "" for an item."""
        heading = text or (self.get_value(line, Column.NAME) if self.get_value(line, Column.NUMBER) else "")
        return heading if heading and self.is_section_start(line, heading) else ""

    def is_section_start(self, line: TableLine, text: str) -> bool:
        """Returns whether a line starts a section: only the number 一, or a short text beginning with 一、."""
        columns = (Column.LEADERS, Column.DUE, Column.JUDGEMENT)
        if self.has_item_content(line) or any(self.get_value(line, column) for column in columns):
            return False
        number = self.get_value(line, Column.NUMBER)
        if number:
            return bool(_HEADING_NUMBER.fullmatch(number))
        return bool(_HEADING_NUMBER.match(text)) and len(text) <= 60

    def get_text_anchor(self, line: TableLine) -> tuple:
        index = self.layout.columns[Column.TEXT][0] if self.layout.has_column(Column.TEXT) else 0
        cell = line.cells[min(index, len(line.cells) - 1)]
        return id(line.grid), cell.anchor

    def has_item_content(self, line: TableLine) -> bool:
        columns = (Column.LEAD, Column.COOPERATE, Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP)
        return any(self.get_value(line, column) for column in columns)

    def append(self, line: TableLine, row: ImportedRow, text: str = "") -> None:
        """Adds the content of a further line of the same item to its row; what each unit says bears its name.

        Args:
            text: what the line adds to the text of the item.
        """
        if text and text not in row.text:
            row.text += ("\n" if _SENTENCE_END.search(row.text) else "") + text
        voice = self.find_voice(line, row)
        for column in (Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP):
            more, so_far = self.get_value(line, column), getattr(row, column.value) or ""
            if more and voice:
                setattr(row, column.value, "\n".join([*filter(None, [so_far]), f"{voice}：{more}"]))
            elif more and more not in so_far.split("\n"):
                apart = not so_far or _SENTENCE_END.search(so_far) or is_bare_number(so_far) or is_bare_number(more)
                between = "\n" if apart else ""
                setattr(row, column.value, (so_far + between + more).strip())
        row.figures += self.list_figures(line, voice)
        for column, field in ((Column.LEAD, "lead"), (Column.COOPERATE, "cooperating")):
            parts, _ = split_units(self.get_value(line, column), self.known_units)
            named = {part.text for part in getattr(row, field) or []}
            added = [part for part in parts if part.text not in named]
            if added:
                first = replace(added[0], before="\n" if named else "")
                setattr(row, field, [*(getattr(row, field) or []), first, *added[1:]])

    def find_voice(self, line: TableLine, row: ImportedRow) -> str:
        """Returns whom (or which measure) a further line tells of, if each line of the item has its own; the first line gets
        its name too."""
        first = self.lines[-1]
        if place := self.get_place(line):
            return place
        for column in (Column.LEAD, Column.COOPERATE, Column.NAME):
            own, former = self.get_value(line, column), self.get_value(first, column)
            if own and former and own != former and len(own) <= VOICE_LIMIT and "\n" not in own:
                if id(row) not in self.voices:
                    self.voices[id(row)] = former
                    for told in (Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP):
                        if text := getattr(row, told.value):
                            setattr(row, told.value, f"{former}：{text}")
                    row.figures = [replace(one, label=f"{former} {one.label}") for one in row.figures]
                return own
        return ""

    def list_figures(self, line: TableLine, voice: str = "") -> list[PrintedFigure]:
        return list_printed_figures(line, self.layout, self.cut.header.labels, voice or self.get_place(line))

    def get_place(self, line: TableLine) -> str:
        """Returns the town that a line of an item tells of, "" where the table has no such column."""
        return "" if self.layout.place is None else line.cells[self.layout.place].text[:VOICE_LIMIT]

    def build_row(self, line: TableLine, text: str) -> ImportedRow:
        row = ImportedRow(self.format_place(line), self.kind, None, text)
        self.take_section(line, row)
        row.name = self.find_one_line(line, Column.NAME)
        self.take_units(line, row)
        if self.layout.has_column(Column.LEADERS):
            row.leaders = split_leaders(self.get_value(line, Column.LEADERS))
        row.due = self.find_one_line(line, Column.DUE)
        if is_date_serial(row.due or ""):
            row.warnings.append(f"完成时限“{row.due}”是一个数字，像是没有设成日期格式的日期，请核对。")
        for column in _TOLD:
            setattr(row, column.value, self.find_value(line, column))
        if any(holds_several(label) for label in self.get_labels(Column.PROGRESS)) or (
            names_parts(row.progress or "") and not self.layout.columns.keys() & {Column.PROBLEM, Column.NEXT_STEP}
        ):
            split_told(row)
        if row.progress and (place := self.get_place(line)):
            row.progress = f"{place}：{row.progress}"
        row.figures = self.list_figures(line)
        self.take_measured_in(line, row)
        self.take_target(row)
        row.period_targets = {month: line.cells[at].text for month, at in self.layout.targets.items()}
        row.number = self.read_number(line, row)
        self.outcomes.take(line, row)
        return row

    def take_measured_in(self, line: TableLine, row: ImportedRow) -> None:
        """Adds to the bare numbers of a line the unit that its own column names."""
        if unit := read_measured_in(line, self.layout):
            row.progress = row.progress and append_unit(row.progress, unit)
            row.target = row.target and append_unit(row.target, unit)

    def take_target(self, row: ImportedRow) -> None:
        """Makes the target of an indicator its text, where the table has only a name and a number for it."""
        if row.target and row.name is None and self.is_named_only:
            label = "".join(self.get_labels(Column.TARGET))
            row.name, row.text = row.text, write_target(row.text, label, row.target)

    @property
    def is_named_only(self) -> bool:
        """Whether the column of the text is one of names."""
        return [self.cut.header.meanings[at] for at in self.layout.columns.get(Column.TEXT, [])[:1]] == [Column.NAME]

    def find_one_line(self, line: TableLine, column: Column) -> str | None:
        value = self.find_value(line, column)
        return None if value is None else re.sub(r"\s*\n\s*", "", value)

    def take_section(self, line: TableLine, row: ImportedRow) -> None:
        """Sets the section: a blank cell continues the section above; a cell merged with the text is no section."""
        if self.layout.has_column(Column.SECTION):
            index = self.layout.columns[Column.SECTION][0]
            cell = line.cells[index]
            text_index = self.layout.columns[Column.TEXT][0]
            if cell.anchor == line.cells[text_index].anchor:
                return
            if cell.text:
                self.section = re.sub(r"\s*\n\s*", "", cell.text)
        row.section = self.section

    def take_units(self, line: TableLine, row: ImportedRow) -> None:
        lead, cooperating = (
            "" if is_blank_sign(value or "") else value
            for value in (self.find_value(line, Column.LEAD), self.find_value(line, Column.COOPERATE))
        )
        if lead is not None:
            if any("人" in label for label in self.get_labels(Column.LEAD)):
                lead = remove_persons(lead)
            lead, within = split_roles(lead)
            cooperating = within if within is not None and not cooperating else cooperating
        elif unit := self.cut.unit or self.heading_unit:
            row.lead, _ = split_units(unit, self.known_units)
        elif inline := split_inline_units(row.text):
            row.text, lead, cooperating = inline
        elif self.heading_unit is not None:
            row.warnings.append(f"这一项上面的标题行不是单位，没有{terms.lead_unit}，请核对。")
        if lead is not None:
            row.lead, unsure = split_units(lead, self.known_units)
            row.warnings += [f"{terms.lead_unit}中{text}" for text in unsure]
            if not cooperating and (marked := split_marked(row.lead)):
                row.lead, row.cooperating = marked
                return
        if cooperating is not None:
            row.cooperating, unsure = split_units(cooperating, self.known_units)
            row.warnings += [f"{terms.cooperating_unit}中{text}" for text in unsure]

    def read_number(self, line: TableLine, row: ImportedRow) -> int | None:
        printed = self.get_value(line, Column.NUMBER)
        number = read_serial_number(printed)
        if printed and number is None:
            row.warnings.append(f"序号“{printed}”不是数字。")
        return number

    def number_rows(self) -> None:
        """Restores a lost number as one more than the number before; does nothing without a number column."""
        if not self.layout.has_column(Column.NUMBER):
            return
        former = 0
        for row in self.rows:
            if row.number is None and not any(warning.startswith("序号") for warning in row.warnings):
                row.number = former + 1
            elif row.number is not None and row.number not in (former + 1, 1):
                row.warnings.append(f"序号 {row.number} 与上一行 {former} 不连续。")
            former = row.number or former + 1

    def report_columns(self) -> None:
        for means in sorted(self.outcomes.means):
            read = "红、黄、绿已读作红灯、黄灯、绿灯，" if means == "颜色" else ""
            self.warnings.append(
                f"{self.place}“{self.outcomes.label}”：此列用{means}（底纹、字色）表示，{read}请核对。"
            )
        self.report_marked_lines()
        self.warnings += list_layout_warnings(self.layout, self.cut.header.labels, self.place, self.time.rhythm)

    def report_marked_lines(self) -> None:
        """Names the lines that are marked by a colour, where it is not a lamp of the judgement."""
        judging = {*self.layout.columns.get(Column.JUDGEMENT, []), *self.layout.ticks}
        if marked := [self.format_place(line) for line in find_marked_lines(self.lines, judging)]:
            places = "、".join(marked[:10]) + ("等" if len(marked) > 10 else "")
            self.warnings.append(f"{places}用底色或字的颜色作了标记，颜色的含义未导入，请核对。")
