"""Reads the lines of a table as rows: values by column, serial numbers restored, units and leaders split."""

import re
import unicodedata
from dataclasses import replace

from tasks.importing.captions import is_note
from tasks.importing.columns import Column
from tasks.importing.dates import chinese_number
from tasks.importing.document import Row, Table
from tasks.importing.layout import Layout, arrange
from tasks.importing.outcomes import kind_of, kind_of_section, outcome_of_title, outcome_of_word
from tasks.importing.tables import Cut, Line
from tasks.importing.units import split_leaders, split_marked, split_roles, split_units

_CIRCLED = {chr(ord("①") + index): index + 1 for index in range(20)}
_HEADING_NUMBER = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:[、.．]|\s*$))"
)
_SENTENCE_END = re.compile(r"[。；！？.;:：]$")


class TableReader:
    """One table on its way from lines to rows.

    Args:
        position: the table's place among all, from 1; names it where no attachment does.
        warnings: the document's, added to.
    """

    def __init__(self, cut: Cut, position: int, period: int | None, warnings: list[str]):
        self.cut, self.period, self.warnings = cut, period, warnings
        self.place = cut.name or f"表{position}"
        self.layouts: dict[int, Layout] = {}
        body = [line for line in cut.lines if not line.banner]
        for line in body:
            if id(line.grid) not in self.layouts:
                indexes = [other.index for other in body if other.grid is line.grid]
                self.layouts[id(line.grid)] = arrange(cut.header, line.grid, indexes, period)
        self.layout = next(iter(self.layouts.values()), Layout())
        # pages of one table share the layout of the first: one page alone may show too little
        if len(self.layouts) > 1:
            self.layouts = dict.fromkeys(self.layouts, self.layout)
        self.kind = kind_of(cut.title or "", self.labels_of(Column.TEXT) + self.labels_of(Column.NAME))
        self.outcome = outcome_of_title(cut.title or "", period)
        self.section: str | None = None
        self.rows: list[Row] = []
        self.texts: list[tuple] = []

    def labels_of(self, column: Column) -> list[str]:
        return ["".join(self.cut.header.labels[index]) for index in self.layout.columns.get(column, [])]

    def unit_cells(self) -> list[str]:
        """The printed cells of units, for learning names before any cell is split."""
        columns = [column for column in (Column.LEAD, Column.COOPERATE) if self.layout.has(column)]
        return [
            text
            for line in self.cut.lines
            if not line.banner
            for column in columns
            if (text := self.value(line, column))
        ]

    def read(self, known_units: frozenset[str]) -> Table:
        """All rows, with what was not understood noted at each."""
        self.known_units = known_units
        for line in self.cut.lines:
            if line.banner:
                self.take_banner(line)
            else:
                self.take(line)
        self.number_rows()
        self.report_columns()
        return Table(
            self.cut.name, self.cut.title, self.cut.header.printed, frozenset(self.layout.columns), self.rows
        )

    def place_of(self, line: Line) -> str:
        if line.grid.sheet:
            return f"{line.grid.sheet}!A{line.number}"
        page = "" if line.grid is self.cut.grid else "续表"
        return f"{self.place}{page} 第{line.number}行"

    def value(self, line: Line, column: Column) -> str:
        """The column's text in a line; a cell merged with the task's own belongs to the task alone."""
        cells = [
            line.cells[index] for index in self.layout.columns.get(column, []) if index < len(line.cells)
        ]
        if column != Column.TEXT:
            _, own = self.text_anchor(line)
            cells = [cell for cell in cells if cell.anchor != own]
        return "\n".join(cell.text for cell in dict.fromkeys(cells) if cell.text)

    def optional(self, line: Line, column: Column) -> str | None:
        return self.value(line, column) if self.layout.has(column) else None

    def take_banner(self, line: Line) -> None:
        if is_note(line.banner):
            self.warnings.append(f"{self.place_of(line)}“{line.banner[:40]}”是说明或合计，未作为任务导入。")
            return
        self.section = re.sub(r"\s*\n\s*", "", line.banner)
        self.kind = kind_of_section(self.section) or self.kind

    def take(self, line: Line) -> None:
        text = self.value(line, Column.TEXT)
        beginning = next((cell.text for cell in line.cells if cell.text), "")
        anchor = self.text_anchor(line)
        if text and self.texts and anchor == self.texts[-1] and self.rows:
            self.append(line, self.rows[-1])
        elif is_note(beginning) and not self.value(line, Column.LEAD):
            printed = " ".join(dict.fromkeys(cell.text for cell in line.cells if cell.text))
            self.warnings.append(f"{self.place_of(line)}“{printed[:40]}”是说明或合计，未作为任务导入。")
        elif text and self.opens_section(line, text):
            self.section = re.sub(r"\s*\n\s*", "", text)
            self.kind = kind_of_section(self.section) or self.kind
        elif text:
            self.texts.append(anchor)
            self.rows.append(self.row(line, text))
        elif self.rows and not self.value(line, Column.NUMBER) and self.beyond_section(line):
            self.append(line, self.rows[-1])
            self.rows[-1].warnings.append(f"{self.place_of(line)}没有任务内容，按上一行的续行并入。")
        elif self.beyond_section(line) or self.value(line, Column.NUMBER):
            self.warnings.append(f"{self.place_of(line)}没有任务内容，未导入。")

    def opens_section(self, line: Line, text: str) -> bool:
        """A line numbered 一, or whose text begins with 一、, that says nothing of anybody, heads what follows."""
        columns = (Column.LEADERS, Column.DUE, Column.JUDGEMENT)
        if self.beyond_section(line) or any(self.value(line, column) for column in columns):
            return False
        number = self.value(line, Column.NUMBER)
        if number:
            return bool(_HEADING_NUMBER.fullmatch(number))
        return bool(_HEADING_NUMBER.match(text)) and len(text) <= 60

    def text_anchor(self, line: Line) -> tuple:
        index = self.layout.columns[Column.TEXT][0] if self.layout.has(Column.TEXT) else 0
        cell = line.cells[min(index, len(line.cells) - 1)]
        return id(line.grid), cell.anchor

    def beyond_section(self, line: Line) -> bool:
        columns = (Column.LEAD, Column.COOPERATE, Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP)
        return any(self.value(line, column) for column in columns)

    def append(self, line: Line, row: Row) -> None:
        """Adds what a further line of the same item holds to it."""
        for column in (Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP):
            more, so_far = self.value(line, column), getattr(row, column.value) or ""
            if more and more not in so_far.split("\n"):
                between = "\n" if not so_far or _SENTENCE_END.search(so_far) else ""
                setattr(row, column.value, (so_far + between + more).strip())
        for column, field in ((Column.LEAD, "lead"), (Column.COOPERATE, "cooperating")):
            parts, _ = split_units(self.value(line, column), self.known_units)
            named = {part.text for part in getattr(row, field) or []}
            added = [part for part in parts if part.text not in named]
            if added:
                first = replace(added[0], before="\n" if named else "")
                setattr(row, field, [*(getattr(row, field) or []), first, *added[1:]])

    def row(self, line: Line, text: str) -> Row:
        row = Row(self.place_of(line), self.kind, None, text)
        self.take_section(line, row)
        row.name = self.one_line(line, Column.NAME)
        self.take_units(line, row)
        if self.layout.has(Column.LEADERS):
            row.leaders = split_leaders(self.value(line, Column.LEADERS))
        row.due = self.one_line(line, Column.DUE)
        for column in (Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP, Column.JUDGEMENT):
            setattr(row, column.value, self.optional(line, column))
        quarters = self.layout.quarters
        if len(quarters) == 4:
            row.quarters = [line.cells[quarters[number]].text for number in sorted(quarters)]
        row.number = self.number(line, row)
        self.take_outcome(row)
        return row

    def one_line(self, line: Line, column: Column) -> str | None:
        value = self.optional(line, column)
        return None if value is None else re.sub(r"\s*\n\s*", "", value)

    def take_section(self, line: Line, row: Row) -> None:
        """A blank section under a filled one goes on with it; one merged with the text is none."""
        if self.layout.has(Column.SECTION):
            index = self.layout.columns[Column.SECTION][0]
            cell = line.cells[index]
            text_index = self.layout.columns[Column.TEXT][0]
            if cell.anchor == line.cells[text_index].anchor:
                return
            if cell.text:
                self.section = re.sub(r"\s*\n\s*", "", cell.text)
        row.section = self.section

    def take_units(self, line: Line, row: Row) -> None:
        lead, cooperating = self.optional(line, Column.LEAD), self.optional(line, Column.COOPERATE)
        if lead is not None:
            lead, within = split_roles(lead)
            cooperating = within if within is not None and not cooperating else cooperating
            row.lead, unsure = split_units(lead, self.known_units)
            row.warnings += [f"牵头单位中{text}" for text in unsure]
            if not cooperating and (marked := split_marked(row.lead)):
                row.lead, row.cooperating = marked
                return
        if cooperating is not None:
            row.cooperating, unsure = split_units(cooperating, self.known_units)
            row.warnings += [f"配合单位中{text}" for text in unsure]

    def take_outcome(self, row: Row) -> None:
        row.outcome = self.outcome
        if row.judgement:
            label = "".join(self.labels_of(Column.JUDGEMENT))
            found, warning = outcome_of_word(row.judgement, label, self.period)
            row.outcome = found or self.outcome
            row.warnings += [warning] if warning else []

    def number(self, line: Line, row: Row) -> int | None:
        printed = self.value(line, Column.NUMBER)
        number = serial_of(printed)
        if printed and number is None:
            row.warnings.append(f"序号“{printed}”不是数字。")
        return number

    def number_rows(self) -> None:
        """Puts lost numbers back: one more than the row before. A table without such a column stays without."""
        if not self.layout.has(Column.NUMBER):
            return
        former = 0
        for row in self.rows:
            if row.number is None and not any(warning.startswith("序号") for warning in row.warnings):
                row.number = former + 1
            elif row.number is not None and row.number not in (former + 1, 1):
                row.warnings.append(f"序号 {row.number} 与上一行 {former} 不连续。")
            former = row.number or former + 1

    def report_columns(self) -> None:
        if self.layout.quarters:
            labels = "、".join("".join(self.cut.header.labels[at]) for at in self.layout.quarters.values())
            kept = (
                "只取其中与年度指标相符的数作季度目标"
                if len(self.layout.quarters) == 4
                else "四个季度不全，未导入"
            )
            self.warnings.append(f"{self.place}的{labels}：{kept}。")
        if self.layout.left_out:
            self.warnings.append(f"{self.place}以下各列未导入：{'、'.join(self.layout.left_out)}。")


def serial_of(printed: str) -> int | None:
    """The number of a serial cell: 12, １２, 12., （12）, ⑫, 十二; None where it is none."""
    text = printed.strip()
    if text in _CIRCLED:
        return _CIRCLED[text]
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"^[(第]|[)项号.、]+$", "", text)
    if re.fullmatch(r"\d{1,4}", text):
        return int(text)
    if re.fullmatch(r"[一二三四五六七八九]?十?[一二三四五六七八九]?", text) and text:
        return chinese_number(text)
    return None
