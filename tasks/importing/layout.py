"""Assigns the columns of a table to meanings, by their labels and by their content."""

import re
from dataclasses import dataclass, field

from tasks.importing.columns import WORK, Column, is_year_target, read_target_quarter
from tasks.importing.header import Header
from tasks.importing.headings import read_printed_period
from tasks.importing.outcomes import is_judgement_word
from tasks.importing.raw import Grid


@dataclass
class TableLayout:
    """The grid columns of each meaning.

    Attributes:
        columns: meaning → indexes of grid columns.
        quarters: quarter (1 to 4) → index of the column of its target.
        left_out: labels of the columns that are not imported.
    """

    columns: dict[Column, list[int]] = field(default_factory=dict)
    quarters: dict[int, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def has_column(self, column: Column) -> bool:
        return column in self.columns


def build_table_layout(header: Header, grid: Grid, body: list[int], period: int | None) -> TableLayout:
    """Chooses between columns of the same meaning by their content.

    Args:
        body: indexes of the rows below the header, without titles and repeated headers.
        period: 1 to 4, None when it is not known; of several progress columns, the one of this period is chosen.
    """
    arranger = _Arranger(header, grid, body, period)
    arranger.take_spans()
    for meaning in Column:
        arranger.choose_columns(meaning)
    return arranger.finish()


class _Arranger:
    def __init__(self, header: Header, grid: Grid, body: list[int], period: int | None):
        self.header, self.grid, self.body, self.period = header, grid, body, period
        self.groups: dict[Column, list[list[int]]] = {}
        self.left_out: list[str] = []
        self.layout = TableLayout()

    def take_spans(self) -> None:
        """Groups the columns under one header cell; under the cell of the work they are section, name and text."""
        columns: dict[tuple[int, Column, str], list[int]] = {}
        for index, (span, meaning) in enumerate(zip(self.header.spans, self.header.meanings, strict=True)):
            if meaning:
                # 责任单位 above 牵头 and 责任 has two different columns of units
                own = self.header.labels[index][-1] if meaning is Column.LEAD else ""
                columns.setdefault((span, meaning, own), []).append(index)
            elif index == 0 and not self.get_label(0) and self.has_serial_numbers(0):
                self.groups[Column.NUMBER] = [[0]]
            elif self.get_label(index) and any(self.get_text(row, index) for row in self.body):
                self.left_out.append(self.get_label(index))
        for (_, meaning, _), indexes in columns.items():
            if meaning in WORK and len(indexes) > 1 and not self.is_always_one_cell(indexes):
                self.split_work(indexes)
            else:
                self.groups.setdefault(meaning, []).append(indexes)

    def has_serial_numbers(self, column: int) -> bool:
        """Returns whether a column contains only serial numbers."""
        texts = [self.get_text(row, column) for row in self.body if self.get_text(row, column)]
        return bool(texts) and all(re.fullmatch(r"[（(]?\d{1,4}[）).、．]?", text) for text in texts)

    def split_work(self, indexes: list[int]) -> None:
        indexes = [index for index in indexes if any(self.get_text(row, index) for row in self.body)] or indexes
        self.groups.setdefault(Column.TEXT, []).append([indexes[-1]])
        if len(indexes) > 1:
            self.groups.setdefault(Column.SECTION, []).append([indexes[0]])
        if len(indexes) > 2:
            self.groups.setdefault(Column.NAME, []).append([indexes[-2]])

    def is_always_one_cell(self, indexes: list[int]) -> bool:
        return all(len({self.grid.rows[row][index].anchor for index in indexes}) == 1 for row in self.body)

    def choose_columns(self, meaning: Column) -> None:
        """Chooses one group of columns for a meaning."""
        groups = self.groups.get(meaning, [])
        chooser = {
            Column.NAME: self.choose_name,
            Column.TEXT: self.choose_text,
            Column.LEAD: self.choose_lead,
            Column.PROGRESS: self.choose_progress,
            Column.SECTION: self.choose_section,
        }.get(meaning)
        if chooser:
            chooser(groups)
        elif groups and meaning != Column.OTHER:
            self.take(meaning, groups, groups[0])

    def take(self, meaning: Column, groups: list[list[int]], chosen: list[int]) -> None:
        self.layout.columns.setdefault(meaning, chosen)
        self.left_out += [self.get_label(group[0]) for group in groups if group is not chosen]

    def choose_section(self, groups: list[list[int]]) -> None:
        """Chooses the last section column, which is the nearest to the text."""
        if groups:
            self.take(Column.SECTION, groups, groups[-1])

    def choose_name(self, groups: list[list[int]]) -> None:
        """Chooses the first name column; without a text column, the last name column is the text."""
        if not groups:
            return
        texts = self.groups.setdefault(Column.TEXT, [])
        if not texts:
            texts.append(groups[-1])
            groups = groups[:-1]
        if groups:
            self.take(Column.NAME, groups, groups[0])

    def choose_text(self, groups: list[list[int]]) -> None:
        """Chooses the longest text column; one before it is the section if it groups rows, else the name."""
        groups = self.remove_quarters(groups)
        if not groups:
            return
        chosen = max(groups, key=lambda group: (not self.is_grouping_rows(group), self.compute_length(group)))
        for group in groups:
            if group is chosen:
                continue
            before = group[0] < chosen[0]
            if before and self.is_grouping_rows(group) and Column.SECTION not in self.layout.columns:
                self.layout.columns[Column.SECTION] = group
            elif before and Column.NAME not in self.layout.columns:
                self.layout.columns[Column.NAME] = group
            else:
                self.left_out.append(self.get_label(group[0]))
        self.layout.columns[Column.TEXT] = chosen

    def remove_quarters(self, groups: list[list[int]]) -> list[list[int]]:
        """Takes out the columns of quarter targets, unless there is no other text column.

        After three quarters, the target of the whole year is that of the fourth, if the work has a column of its own.
        """
        quarters = {group[0]: read_target_quarter(self.get_label(group[0])) for group in groups}
        others = [group for group in groups if not quarters[group[0]]]
        if not others:
            return groups
        self.layout.quarters = {number: column for column, number in quarters.items() if number}
        whole = next((group for group in others if is_year_target(self.get_label(group[0]))), None)
        if whole and len(others) > 1 and self.layout.quarters.keys() == {1, 2, 3}:
            self.layout.quarters[4] = whole[0]
            return [group for group in others if group is not whole]
        return others

    def choose_lead(self, groups: list[list[int]]) -> None:
        """Chooses the column labelled as lead; a plain 责任单位 beside it has the cooperating units."""
        if not groups:
            return
        chosen = next(
            (group for group in groups if re.search(r"牵头|主责|主办|第一", self.get_label(group[0]))),
            groups[0],
        )
        others = [group for group in groups if group is not chosen]
        if others and Column.COOPERATE not in self.groups:
            self.layout.columns[Column.COOPERATE] = others.pop(0)
        self.take(Column.LEAD, others, chosen)
        self.layout.columns[Column.LEAD] = chosen
        self.left_out += [self.get_label(group[0]) for group in others if self.get_label(group[0]) not in self.left_out]

    def choose_progress(self, groups: list[list[int]]) -> None:
        """Chooses the column of the period, else the longest; one that contains only judgements is the judgement."""
        judging = [group for group in groups if self.has_only_judgements(group)]
        if judging and len(groups) > 1 and Column.JUDGEMENT not in self.groups:
            self.groups[Column.JUDGEMENT] = [judging[0]]
            groups = [group for group in groups if group is not judging[0]]
        if groups:
            self.take(
                Column.PROGRESS,
                groups,
                max(groups, key=lambda group: (self.is_of_period(group), self.compute_length(group))),
            )

    def is_of_period(self, group: list[int]) -> bool:
        return self.period is not None and read_printed_period(self.get_label(group[0])) == self.period

    def has_only_judgements(self, group: list[int]) -> bool:
        texts = [text for row in self.body if (text := self.get_text(row, group[0]))]
        return bool(texts) and all(is_judgement_word(text) for text in texts)

    def is_grouping_rows(self, group: list[int]) -> bool:
        """Returns whether at least a quarter of the column's cells are merged, repeated or blank."""
        own = [row for row in self.body if self.grid.is_anchor(row, group[0]) and self.get_text(row, group[0])]
        different = {self.get_text(row, group[0]) for row in own}
        return len(self.body) > 1 and len(different) <= len(self.body) * 3 / 4

    def compute_length(self, group: list[int]) -> int:
        return sum(len(self.get_text(row, index)) for row in self.body for index in group)

    def get_text(self, row: int, column: int) -> str:
        return self.grid.rows[row][column].text

    def get_label(self, column: int) -> str:
        return re.sub(r"\s", "", "·".join(self.header.labels[column]))

    def finish(self) -> TableLayout:
        """Returns the layout; a single column of units is the lead column, whatever its label."""
        columns = self.layout.columns
        if Column.COOPERATE in columns and Column.LEAD not in columns:
            columns[Column.LEAD] = columns.pop(Column.COOPERATE)
        self.layout.left_out = list(dict.fromkeys(self.left_out))
        return self.layout
