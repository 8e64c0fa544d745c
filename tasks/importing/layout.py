"""Assigns the columns of a table to meanings, by their labels and by their content."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from tasks.importing.cell_natures import (
    is_bare_number,
    is_date,
    is_item_code,
    is_measure_unit,
    is_serial_number,
    tells_amounts_alone,
)
from tasks.importing.column_cells import ColumnCells
from tasks.importing.column_times import (
    find_months,
    find_next_month_plan,
    find_parts_of_year,
    read_step_month,
)
from tasks.importing.columns import WORK, Column, is_measure_label
from tasks.importing.header import Header
from tasks.importing.headings import read_printed_period
from tasks.importing.outcomes import is_judgement_word, is_state_label, is_tick
from tasks.importing.period_targets import is_year_target, lacks_last_target, read_target_month
from tasks.importing.raw import Grid
from tasks.importing.table_layout import TableLayout
from tasks.importing.table_times import TableTime
from tasks.periods import MONTHS, QUARTERS

#: columns that are recognised and not imported
SET_ASIDE = (Column.OTHER, Column.MONTH)
#: labels of a column that names where the numbers of a line were reached
_PLACE = re.compile(r"(?:所在|涉及)?(?:乡镇|镇乡|镇村|乡|镇|村|村组|区县|县区|县市区|片区)(?:名称)?")
_CODES = re.compile(r"编号|编码|代码|序号")
#: labels of a column that joins several items when its cells are merged
_OVERARCHING = re.compile(r"项目|工程(?:名称)?|要点(?:内容)?|重点方向")


def build_table_layout(
    header: Header,
    grid: Grid,
    body: list[int],
    time: TableTime,
    said: Mapping[int, Column | None] | None = None,
) -> TableLayout:
    """Chooses between columns of the same meaning by their content.

    Args:
        said: index of a column → the meaning that a person has given it; None for one that is not to be imported.
        body: indexes of the rows below the header, without titles and repeated headers.
        time: of several progress columns, the one of its quarter is chosen.
    """
    arranger = _Arranger(header, grid, body, time)
    arranger.take_ticks()
    arranger.take_spans(said or {})
    arranger.correct_by_content()
    for meaning in Column:
        arranger.choose_columns(meaning)
    return arranger.finish()


class _Arranger(ColumnCells):
    def __init__(self, header: Header, grid: Grid, body: list[int], time: TableTime):
        super().__init__(grid, body)
        self.header, self.time = header, time
        self.groups: dict[Column, list[list[int]]] = {}
        self.left_out: list[str] = []
        self.said: set[Column] = set()
        self.layout = TableLayout()

    def take_ticks(self) -> None:
        """Finds the columns that are states (已完成, 正常推进, 进度滞后), of which each row ticks one."""
        found = {
            column: lines[-1]
            for column, lines in enumerate(self.header.labels)
            if lines and is_state_label(lines[-1]) and (self.has_only(column, is_tick) or self.is_only_coloured(column))
        }
        states = {
            column: lines[-1]
            for column, lines in enumerate(self.header.labels)
            if lines and is_state_label(lines[-1]) and not self.list_texts(column) and column not in found
        }
        if found and len(found | states) > 1:
            self.layout.ticks = found | states

    def take_spans(self, said: Mapping[int, Column | None]) -> None:
        """Groups the columns under one header cell; under the cell of the work they are section, name and text."""
        columns: dict[tuple[int, Column, str], list[int]] = {}
        for index, (span, meaning) in enumerate(zip(self.header.spans, self.header.meanings, strict=True)):
            if index in said:
                self.take_said(index, said[index])
            elif index in self.layout.ticks or self.take_step(index):
                continue
            elif meaning and meaning not in SET_ASIDE:
                # 责任单位 above 牵头 and 责任 has two different columns of units
                own = self.header.labels[index][-1] if meaning is Column.LEAD else ""
                columns.setdefault((span, meaning, own), []).append(index)
            elif index == 0 and not self.get_label(0) and self.has_only(0, is_serial_number):
                self.groups[Column.NUMBER] = [[0]]
            elif self.get_label(index) and self.list_texts(index):
                self.set_aside(index)
        if not any(meaning is Column.PROGRESS for _, meaning, _ in columns):
            self.take_month()
            self.take_parts_of_year()
        for (_, meaning, _), indexes in columns.items():
            if meaning in WORK and len(indexes) > 1 and not self.is_always_one_cell(indexes):
                self.split_work(indexes)
            else:
                self.groups.setdefault(meaning, []).append(indexes)

    @cached_property
    def next_month(self) -> int | None:
        """The column that plans the month after the one that is told."""
        meant = enumerate(self.header.meanings)
        told = [self.get_label(index) for index, meaning in meant if meaning is Column.PROGRESS]
        return find_next_month_plan(self.header.labels, told)

    def take_step(self, index: int) -> bool:
        """Takes a column of what is due by the end of a part of the year: its label stands under 时间节点 and the like, or says
        so in words that name no work (3月应完成)."""
        month = read_step_month(self.header.labels[index], self.time.rhythm)
        if month is None and self.header.meanings[index] in (None, Column.PROGRESS) and index != self.next_month:
            month = read_target_month(self.get_label(index), self.time.rhythm)
        if month is None or self.has_mostly(index, is_date):
            return False
        self.layout.targets[month] = index
        return True

    def take_month(self) -> None:
        """Takes the last month with words, up to the end of the period, for the progress, where the table tells it by months alone."""
        months = find_months(self.header.labels, self.header.meanings)
        told = [at for month in self.time.months if (at := months.get(month)) is not None and self.tells_words(at)]
        if told:
            self.groups[Column.PROGRESS] = [[told[-1]]]
            self.left_out.remove(self.get_label(told[-1]))

    def take_parts_of_year(self) -> None:
        """Takes the columns that only a part of the year names: in a plan, which goes up to the end of the year, what is due
        by its end, in a report the progress of the period."""
        parts = find_parts_of_year(self.header.labels, self.header.meanings, self.time.rhythm)
        named = {month: at for month, at in parts.items() if self.get_label(at) in self.left_out}
        if len(named) < 2 or Column.PROGRESS in self.groups:
            return
        is_planned = self.time.rhythm.end_months[-1] in named and self.time.quarter != len(QUARTERS)
        if is_planned:
            self.layout.targets |= named
        elif (at := named.get(self.time.months[-1])) is not None:
            self.groups[Column.PROGRESS], named = [[at]], {0: at}
        else:
            return
        taken = {self.get_label(at) for at in named.values()}
        self.left_out = [label for label in self.left_out if label not in taken]
        self.layout.figures = [at for at in self.layout.figures if at not in named.values()]

    def take_said(self, index: int, meaning: Column | None) -> None:
        """Takes a column as a person has said; several of one meaning are read together, in their order."""
        self.layout.ticks.pop(index, None)
        if meaning is None:
            self.left_out.append(self.get_label(index))
        elif meaning is Column.STATE:
            self.layout.ticks[index] = next(reversed(self.header.labels[index]), "")
        else:
            self.said.add(meaning)
            self.layout.columns.setdefault(meaning, []).append(index)

    def set_aside(self, index: int) -> None:
        """Leaves a column out and names it; its numbers are kept as figures, its towns with what they tell."""
        if self.layout.place is None and self.is_column_of_places(index):
            self.layout.place = index
            return
        self.left_out.append(self.get_label(index))
        if self.has_only(index, is_bare_number) and not _CODES.search(self.get_label(index)):
            self.layout.figures.append(index)

    def correct_by_content(self) -> None:
        """Moves columns whose cells are of another nature than the label says.

        States under 备注 are the judgement, numbers under a task are its target, words under a target are the task, and
        a column whose cells are only coloured is the judgement; what numbers are counted in is no unit that files, and codes
        (A01) are no numbers of items.
        """
        self.move(Column.TARGET, Column.TEXT, lambda index: not self.has_mostly(index, is_bare_number))
        self.move(Column.LEAD, Column.MEASURED_IN, lambda index: self.has_mostly(index, is_measure_unit))
        self.move(Column.NUMBER, Column.OTHER, lambda index: self.has_mostly(index, is_item_code))
        if Column.SECTION not in self.groups and Column.TEXT in self.groups:
            self.move(Column.NAME, Column.SECTION, self.is_overarching)
        self.take_next_month()
        works = len(self.groups.get(Column.TEXT, [])) + len(self.groups.get(Column.NAME, []))
        if works > 1:
            self.move(Column.TEXT, Column.TARGET, self.is_column_of_targets)
        if Column.JUDGEMENT not in self.groups and not self.layout.ticks:
            remarks = [at for at, meaning in enumerate(self.header.meanings) if meaning is Column.OTHER]
            judging = [at for at in remarks if self.has_only(at, is_judgement_word)]
            if judging:
                self.groups[Column.JUDGEMENT] = [[judging[0]]]
                self.left_out = [label for label in self.left_out if label != self.get_label(judging[0])]
            else:
                self.move(Column.PROGRESS, Column.JUDGEMENT, self.is_only_coloured)

    def take_next_month(self) -> None:
        """Takes the only column of the plans of a month (5月计划) for the next step, beside the progress of the month before."""
        at = self.next_month
        if Column.NEXT_STEP not in self.groups and at is not None and self.get_label(at) in self.left_out:
            self.groups[Column.NEXT_STEP] = [[at]]
            self.left_out.remove(self.get_label(at))

    def move(self, source: Column, aim: Column, is_meant: Callable[[int], bool]) -> None:
        groups = self.groups.get(source, [])
        moved = [group for group in groups if is_meant(group[0])]
        if moved:
            self.groups[source] = [group for group in groups if group not in moved]
            self.groups.setdefault(aim, []).extend(moved)

    def is_column_of_targets(self, column: int) -> bool:
        """Returns whether a column of the work holds numbers, and is not the target of a part of the year."""
        return not read_target_month(self.get_label(column), self.time.rhythm) and self.has_mostly(
            column, is_bare_number
        )

    def is_column_of_places(self, column: int) -> bool:
        """Returns whether a column names a town for each line, beside columns of units and of numbers."""
        return bool(_PLACE.fullmatch(self.get_label(column))) and not self.has_mostly(column, is_bare_number)

    def is_overarching(self, column: int) -> bool:
        """Returns whether a column joins the items of a field of work under one merged cell."""
        return bool(_OVERARCHING.fullmatch(self.get_label(column))) and self.is_grouping_rows([column])

    def split_work(self, indexes: list[int]) -> None:
        indexes = [index for index in indexes if any(self.get_text(row, index) for row in self.body)] or indexes
        self.groups.setdefault(Column.TEXT, []).append([indexes[-1]])
        if len(indexes) > 1:
            self.groups.setdefault(Column.SECTION, []).append([indexes[0]])
        if len(indexes) > 2:
            self.groups.setdefault(Column.NAME, []).append([indexes[-2]])

    def choose_columns(self, meaning: Column) -> None:
        """Chooses one group of columns for a meaning; what a person has said is chosen."""
        groups = self.groups.get(meaning, [])
        if meaning in self.layout.columns and meaning in self.said:
            self.left_out += [self.get_label(group[0]) for group in groups if self.list_texts(group[0])]
            return
        chooser = {
            Column.NAME: self.choose_name,
            Column.TEXT: self.choose_text,
            Column.LEAD: self.choose_lead,
            Column.PROGRESS: self.choose_progress,
            Column.SECTION: self.choose_section,
        }.get(meaning)
        if chooser:
            chooser(groups)
        elif meaning == Column.OTHER:
            self.leave_out(groups)
        elif groups:
            self.take(meaning, groups, groups[0])

    def take(self, meaning: Column, groups: list[list[int]], chosen: list[int]) -> None:
        self.layout.columns.setdefault(meaning, chosen)
        self.leave_out(group for group in groups if group is not chosen)

    def leave_out(self, groups: Iterable[list[int]]) -> None:
        """Names the groups that have content and are not chosen."""
        for group in groups:
            if self.list_texts(group[0]):
                self.set_aside(group[0])

    def choose_section(self, groups: list[list[int]]) -> None:
        """Chooses the last section column, which is the nearest to the text."""
        if groups:
            self.take(Column.SECTION, groups, groups[-1])

    def choose_name(self, groups: list[list[int]]) -> None:
        """Chooses the first name column; without a text column, the last name column is the text."""
        if not groups:
            return
        texts = self.groups.setdefault(Column.TEXT, [])
        if not texts and Column.TEXT not in self.said:
            texts.append(groups[-1])
            groups = groups[:-1]
        if groups:
            self.take(Column.NAME, groups, groups[0])

    def choose_text(self, groups: list[list[int]]) -> None:
        """Chooses the longest text column; one before it is the section if it groups rows, else the name."""
        groups = self.remove_targets(groups)
        if not groups:
            return
        measures = [group for group in groups if is_measure_label(self.get_label(group[0]))]
        works = [group for group in groups if group not in measures]
        if works and not (
            measures
            and tells_amounts_alone(map(self.list_column, measures), map(self.list_column, works), len(self.body))
        ):
            self.leave_out(measures)
            groups = works
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

    def remove_targets(self, groups: list[list[int]]) -> list[list[int]]:
        """Takes out the columns of targets within the year, unless there is no other text column.

        After all other parts, the target of the whole year is that of the last, if the work has a column of its own.
        """
        months = {group[0]: read_target_month(self.get_label(group[0]), self.time.rhythm) for group in groups}
        others = [group for group in groups if not months[group[0]]]
        if not others:
            return groups
        self.layout.targets |= {month: column for column, month in months.items() if month}
        numbers = self.groups.get(Column.TARGET, [])
        whole = next((group for group in [*others, *numbers] if is_year_target(self.get_label(group[0]))), None)
        if whole is None or not lacks_last_target(set(self.layout.targets), self.time.rhythm):
            return others
        left = [group for group in others if group is not whole]
        if left:
            self.layout.targets[(self.time.rhythm.first_month - 2) % MONTHS + 1] = whole[0]
        return left or others

    def choose_lead(self, groups: list[list[int]]) -> None:
        """Chooses the column labelled as lead; a plain 责任单位 beside it has the cooperating units."""
        if not groups:
            return
        # 牵头科室 beside 牵头单位 names a part of that unit
        rooms = [group for group in groups if re.search(r"[科处股]室", self.get_label(group[0]))]
        if rooms and len(rooms) < len(groups):
            self.leave_out(rooms)
            groups = [group for group in groups if group not in rooms]
        chosen = next(
            (group for group in groups if re.search(r"牵头|主责|主办|第一", self.get_label(group[0]))),
            groups[0],
        )
        others = [group for group in groups if group is not chosen]
        if others and Column.COOPERATE not in self.groups and Column.COOPERATE not in self.said:
            self.layout.columns[Column.COOPERATE] = others.pop(0)
        self.take(Column.LEAD, others, chosen)
        self.layout.columns[Column.LEAD] = chosen
        self.left_out += [self.get_label(group[0]) for group in others if self.get_label(group[0]) not in self.left_out]

    def choose_progress(self, groups: list[list[int]]) -> None:
        """Chooses the column of the period, else the longest; one that contains only judgements is the judgement."""
        judging = [group for group in groups if self.has_only(group[0], is_judgement_word)]
        if judging and len(groups) > 1 and Column.JUDGEMENT not in self.groups:
            self.groups[Column.JUDGEMENT] = [judging[0]]
            groups = [group for group in groups if group is not judging[0]]
        if groups:
            self.take(
                Column.PROGRESS,
                groups,
                max(
                    groups,
                    key=lambda group: (self.is_of_period(group), self.is_told(group), self.compute_length(group)),
                ),
            )

    def is_told(self, group: list[int]) -> bool:
        """Returns whether a column tells in words what was done, and not mostly by a number."""
        return not self.has_mostly(group[0], is_bare_number)

    def is_of_period(self, group: list[int]) -> bool:
        return self.time.quarter is not None and read_printed_period(self.get_label(group[0])) == self.time.quarter

    def get_label(self, column: int) -> str:
        return re.sub(r"\s", "", "·".join(self.header.labels[column]))

    def finish(self) -> TableLayout:
        """Returns the layout; a single column of units is the lead column, whatever its label."""
        columns = self.layout.columns
        if Column.COOPERATE in columns and Column.LEAD not in columns and Column.COOPERATE not in self.said:
            self.layout.promoted = self.get_label(columns[Column.COOPERATE][0])
            columns[Column.LEAD] = columns.pop(Column.COOPERATE)
        at = self.layout.place
        if at is not None and Column.PROGRESS not in columns and not self.layout.figures:
            self.layout.place = None
            self.left_out.append(self.get_label(at))
        self.layout.left_out = list(dict.fromkeys(self.left_out))
        return self.layout
