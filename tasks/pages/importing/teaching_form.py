"""The form in which a person says how a table of the paper is to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from tasks.enums import Outcome
from tasks.importing.column_readings import ColumnReading
from tasks.importing.columns import Column
from tasks.importing.tables import TablePlace
from tasks.importing.teaching import (
    CONTINUATIONS,
    LEFT_OUT,
    LONGEST_WORD,
    MOST_WORDS,
    NO_OUTCOME,
    TALLEST_HEADER,
    TEACHABLE,
    Continuation,
    TaughtTable,
)

#: so many columns and state words have a menu
MOST_MENUS, MOST_SHOWN_WORDS = 80, 40
#: what a person looks for first stands first
_ORDER = (
    Column.NUMBER, Column.TEXT, Column.NAME, Column.SECTION, Column.LEAD, Column.COOPERATE, Column.LEADERS, Column.DUE,
    Column.TARGET, Column.MEASURED_IN, Column.PROGRESS, Column.PROBLEM, Column.NEXT_STEP, Column.COORDINATION, Column.JUDGEMENT, Column.STATE,
)  # fmt: skip
_MEANINGS = [*((column.value, TEACHABLE[column]) for column in _ORDER), (LEFT_OUT, "不导入这一列")]
_OUTCOMES = [*((one.value, one.label) for one in Outcome), (NO_OUTCOME, "不作结论")]


@dataclass(frozen=True)
class StateWord:
    """A word of the judgement column.

    Attributes:
        count: of the rows that have it.
        outcome: what it was read as; None for no conclusion.
    """

    word: str
    count: int
    outcome: Outcome | None


class TeachForm(forms.Form):
    """How one table of the waiting file is read; what stays open is the machine's guess.

    Args:
        place: the table.
        readings: how its columns were read.
        words: of its judgement column.
    """

    token = forms.CharField(widget=forms.HiddenInput)
    table = forms.CharField(widget=forms.HiddenInput)
    header_first = forms.IntegerField(label="表头从第几行", required=False, min_value=1)
    header_last = forms.IntegerField(label="到第几行", required=False, min_value=1)
    has_no_header = forms.BooleanField(label="没有表头", required=False)
    body = forms.IntegerField(label="数据从第几行起", required=False, min_value=1)
    continues = forms.ChoiceField(
        label="续行",
        required=False,
        choices=[("", "由系统判断"), *((one.value, said) for one, said in CONTINUATIONS.items())],
    )
    is_left_out = forms.BooleanField(label="整张表不导入", required=False)
    is_joined = forms.BooleanField(label="接上一张表", required=False)

    def __init__(
        self, *args, place: TablePlace, readings: Sequence[ColumnReading], words: Sequence[StateWord], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.auto_id = "teach_%s"
        self.place, self.readings = place, readings[:MOST_MENUS]
        self.words = list(words)[:MOST_SHOWN_WORDS]
        for one in self.readings:
            self.fields[f"column-{one.index}"] = forms.ChoiceField(
                label=f"第 {one.index + 1} 列是", required=False, choices=[("", _describe_guess(one)), *_MEANINGS]
            )
        for at, word in enumerate(self.words):
            self.fields[f"word-{at}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=LONGEST_WORD
            )
            read = word.outcome.label if word.outcome else "不作结论"
            self.fields[f"state-{at}"] = forms.ChoiceField(
                label=f"“{word.word}”就是", required=False, choices=[("", f"系统读作：{read}"), *_OUTCOMES]
            )
        for name in ("header_first", "header_last", "body"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first = self._find_index("header_first")
        last = self._find_index("header_last") if given.get("header_last") else first
        body = self._find_index("body")
        if given.get("has_no_header"):
            first = body if body is not None else self.place.first
            given["header"] = (first, first)
        elif first is not None and last is not None:
            given["header"] = (first, last + 1)
            if not 0 < last + 1 - first <= TALLEST_HEADER:
                self.add_error("header_last", f"表头的末行应在首行之后，最多 {TALLEST_HEADER} 行。")
            if body is not None and body <= last:
                self.add_error("body", "数据应在表头之下。")
        elif given.get("header_last"):
            self.add_error("header_first", "请同时写明表头从第几行起。")
        elif self.place.header is None and self._says_columns(given):
            self.add_error("header_first", "请写明表头在第几行；没有表头的，请勾选“没有表头”。")
        given["body_index"] = body
        return given

    def _says_columns(self, given: dict[str, Any]) -> bool:
        return not given.get("is_left_out") and any(given.get(f"column-{one.index}") for one in self.readings)

    def _find_index(self, name: str) -> int | None:
        """Returns the index of the row with a number of the file; an unknown one is an error of the field."""
        number = self.cleaned_data.get(name)
        if number is None:
            return None
        if number not in self.place.grid.numbers:
            numbers = self.place.grid.numbers
            self.add_error(name, f"这张表没有第 {number} 行（第 {numbers[0]}—{numbers[-1]} 行）。")
            return None
        return self.place.grid.numbers.index(number)

    def get_taught(self) -> TaughtTable:
        """Returns what was taught of the table; what has no menu here stays as it was."""
        given, former = self.cleaned_data, self.place.taught
        shown = {one.index for one in self.readings}
        columns = {at: column for at, column in former.columns.items() if at not in shown}
        for at in sorted(shown):
            if said := given.get(f"column-{at}"):
                columns[at] = None if said == LEFT_OUT else Column(said)
        sent = {given.get(f"word-{at}", ""): given.get(f"state-{at}", "") for at in range(len(self.words))}
        states = {word: outcome for word, outcome in former.states.items() if word not in sent}
        for word, said in sent.items():
            if word and said:
                states[word] = None if said == NO_OUTCOME else Outcome(said)
        return TaughtTable(
            given.get("header"),
            given["body_index"],
            columns,
            Continuation(given["continues"]) if given["continues"] else None,
            dict(list(states.items())[:MOST_WORDS]),
            given["is_left_out"],
            given["is_joined"],
        )


def _describe_guess(one: ColumnReading) -> str:
    if one.is_taught:
        return "由系统判断"
    return f"{one.said or '不导入'}（系统所读）"


def build_teach_initial(place: TablePlace, words: Sequence[StateWord]) -> dict[str, Any]:
    """Returns what was taught of a table as the values of the form; of a table that nobody understands, a guess of its header."""
    taught, numbers = place.taught, place.grid.numbers
    values: dict[str, Any] = {"table": place.key, "continues": taught.continues.value if taught.continues else ""}
    values |= {"is_left_out": taught.is_left_out, "is_joined": taught.is_joined}
    if taught.header and taught.header[0] == taught.header[1]:
        values["has_no_header"] = True
    elif taught.header:
        values |= {"header_first": numbers[taught.header[0]], "header_last": numbers[taught.header[1] - 1]}
    elif place.header is None and place.table is None:
        values["header_first"] = values["header_last"] = numbers[guess_header_row(place)]
    if taught.body is not None and taught.body < len(numbers):
        values["body"] = numbers[taught.body]
    for at, column in taught.columns.items():
        values[f"column-{at}"] = column.value if column else LEFT_OUT
    for at, word in enumerate(words):
        values[f"word-{at}"] = word.word
        if word.word in taught.states:
            outcome = taught.states[word.word]
            values[f"state-{at}"] = outcome.value if outcome else NO_OUTCOME
    return values


def guess_header_row(place: TablePlace) -> int:
    """Returns the index of the first row in which the most cells are filled, among the first ten; it may be the header."""
    rows = place.grid.rows[place.first : place.first + 10]
    counts = [len({cell.anchor for cell in row if cell.text}) for row in rows]
    return place.first + counts.index(max(counts)) if counts else 0
