"""The outcome of a row: what its table ticks, says, colours, or states for all rows in its title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.enums import Outcome
from tasks.importing.cell_natures import is_blank_sign
from tasks.importing.columns import Column
from tasks.importing.document import ImportedRow
from tasks.importing.outcomes import read_word_outcome
from tasks.importing.symbols import LAMPS
from tasks.importing.table_layout import TableLayout
from tasks.importing.tables import TableLine
from tasks.importing.teaching import squeeze_word
from tasks.terms import terms


@dataclass
class OutcomeReader:
    """Reads the outcomes of the rows of one table.

    Attributes:
        label: of the column of judgements.
        by_title: the outcome that the table's title states for all rows.
        states: the words that a person has taught, with their outcomes.
        quarter: of the period, 1 to 4.
        means: 颜色, 图片: by what the cells judge instead of words.
    """

    layout: TableLayout
    label: str
    by_title: Outcome | None
    states: Mapping[str, Outcome | None]
    quarter: int | None
    means: set[str] = field(default_factory=set)

    def take(self, line: TableLine, row: ImportedRow) -> None:
        """Sets judgement and outcome of a row."""
        row.outcome = self.by_title
        if self.layout.ticks:
            self._take_tick(line, row)
        elif row.judgement is not None and not re.sub(r"[●■★○□\s]", "", row.judgement):
            self._take_colour(line, row)
        if row.judgement and (word := squeeze_word(row.judgement)) in self.states:
            row.outcome = self.states[word]
        elif row.judgement:
            found, warning = read_word_outcome(row.judgement, self.label, self.quarter)
            row.outcome = found or self.by_title
            row.warnings += [warning] if warning else []

    def _take_tick(self, line: TableLine, row: ImportedRow) -> None:
        """Takes the label of the ticked column for the judgement."""
        signs = {index: line.cells[index] for index in self.layout.ticks}
        ticked = [
            self.layout.ticks[index]
            for index, cell in signs.items()
            if (cell.text and not is_blank_sign(cell.text)) or cell.hue or cell.has_picture
        ]
        if len(ticked) > 1:
            row.warnings.append(f"同时勾了“{'”“'.join(ticked)}”，未作{terms.judging}，请核对。")
        row.judgement = ticked[0] if len(ticked) == 1 else ""

    def _take_colour(self, line: TableLine, row: ImportedRow) -> None:
        """Takes a red, yellow or green cell without words for a lamp."""
        cell = line.cells[self.layout.columns[Column.JUDGEMENT][0]]
        if cell.hue in LAMPS:
            row.judgement = LAMPS[cell.hue]
        elif cell.hue or cell.has_picture or row.judgement:
            row.warnings += [f"{terms.judging}列只有颜色、符号或图片，读不出结论，未作{terms.judging}，请核对。"]
            row.judgement = ""
        if cell.hue or cell.has_picture:
            self.means.add("图片" if cell.has_picture else "颜色")
