"""填报栏目: describes the fields of an entry for the model, the forms, the pages, the files and the counts.

A new field is a row of ``FIELDS``, a column of ``tasks.models.progress.UnitWords`` with its migration, an attribute of
``reports.reporting.items.ReportItem`` and a column of the layouts that print it. ``tests/tasks/models/test_entry_fields.py``
checks every place that shows or keeps an entry for each field.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tasks.enums import Choice, SelfRating
from tasks.periods import format_chinese_date
from tasks.terms import say

#: a tick in a cell
YES, NO = "是", "否"
#: texts in a cell that mean yes or no
YESSES, NOES = (YES, "√", "有", "1"), (NO, "×", "无", "0")
#: a day as people write it: 2024-12-31, 2024.12.31, 2024/12/31, 2024年12月31日
WRITTEN_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")

Value = str | bool | date | None


class FieldKind(StrEnum):
    """The type of a field's value."""

    TEXT = "text"
    TICK = "tick"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class EntryField:
    """One field of an entry.

    Attributes:
        name: of the column in ``ProgressEntry`` and of the input in the form.
        pattern: its Chinese name on pages and in files, as ``say`` reads it.
        share: width of its column in the offline workbook, as a share of the table.
        lines: height of the input of a text.
        asks: label of the input where it differs from ``label``.
        tick: name of the tick field that asks for it; empty: every entry asks for it.
        years: first and last year allowed for a day, counted from the plan's year.
        choices: vocabulary of a choice.
        setting: name of the column of ``Government`` that tells whether the field is asked for; empty: always.
        is_outlook: whether leaders read it beside a lagging item.
    """

    name: str
    pattern: str
    share: float
    kind: FieldKind = FieldKind.TEXT
    lines: int = 4
    asks: str = ""
    tick: str = ""
    years: tuple[int, int] = (0, 0)
    choices: type[Choice] | None = None
    setting: str = ""
    is_outlook: bool = False

    @property
    def label(self) -> str:
        """Its Chinese name, in the words of the place."""
        return say(self.pattern)

    def is_asked_by(self, government: Any) -> bool:
        """Returns whether the units of a ``Government`` are asked for the field."""
        return not self.setting or bool(getattr(government, self.setting))

    @property
    def blank(self) -> Value:
        """The value of an empty field."""
        blanks: dict[FieldKind, Value] = {FieldKind.TICK: False, FieldKind.DAY: None}
        return blanks.get(self.kind, "")

    def format_value(self, value: Value) -> str:
        """Returns a value of the field as cells and files show it; "" for an empty field."""
        if self.kind == FieldKind.TICK:
            return YES if value else ""
        if isinstance(value, Choice):
            return value.label
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def describe_value(self, value: Value) -> str:
        """Returns a value of the field as a page shows it; a cell, which machines read too, has ``format_value``."""
        return format_chinese_date(value) if isinstance(value, date) else self.format_value(value)

    def normalise_text(self, text: str) -> str:
        """Returns the text of a cell in the notation of ``format_value``; a text it cannot read comes back unchanged."""
        if self.kind == FieldKind.DAY:
            return normalise_day(text)
        if self.choices:
            return next((each.label for each in self.choices if text.strip() in (each.value, each.label)), text)
        if self.kind != FieldKind.TICK or text not in (*YESSES, *NOES):
            return text
        return YES if text in YESSES else ""

    def get_allowed_days(self, year: int) -> tuple[date, date]:
        """Returns the first and last day that the field may hold, for the year of the entry's plan."""
        first, last = self.years
        return date(year + first, 1, 1), date(year + last, 12, 31)


def normalise_day(text: str) -> str:
    """Returns a written day as 2024-12-31; a text that is no day comes back unchanged."""
    found = WRITTEN_DAY.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    try:
        return date(*map(int, found.groups())).isoformat() if found else text
    except ValueError:
        return text


#: all fields, in the order of the form
FIELDS = (
    EntryField("text", "进展情况", 0.36, lines=11),
    EntryField("problem", "存在问题", 0.2),
    EntryField("next_step", "下一步措施", 0.2, is_outlook=True),
    # a plan also holds projects that end years after it
    EntryField("expected_on", "预计完成时间", 0.09, FieldKind.DAY, years=(0, 5), is_outlook=True),
    EntryField("self_rating", "自评", 0.06, FieldKind.CHOICE, choices=SelfRating, setting="asks_self_rating"),
    EntryField("needs_coordination", "需{terms.leader}协调", 0.06, FieldKind.TICK),
    EntryField("coordination", "协调事项", 0.16, lines=2, asks="需协调的事项", tick="needs_coordination"),
)
BY_NAME = {field.name: field for field in FIELDS}
#: fields that a revision keeps: all but ticks, whose text says the same
KEPT = tuple(field for field in FIELDS if field.kind != FieldKind.TICK)
#: kept fields besides the progress text, for which the office may have its own wording
BESIDE_TEXT = tuple(field for field in KEPT if field.name != "text")
#: fields that every entry asks for
ASKED = tuple(field for field in KEPT if not field.tick and not field.setting)
#: fields beside the progress text that an entry may ask for without a tick
ANSWERED = tuple(field for field in BESIDE_TEXT if not field.tick)
#: fields that the search reads and whose words are counted
TEXTS = tuple(field for field in KEPT if field.kind == FieldKind.TEXT)
OUTLOOK = tuple(field for field in FIELDS if field.is_outlook)
#: name → value of an empty entry
BLANK = {field.name: field.blank for field in FIELDS}


def format_entry_fields(held: object, fields: tuple[EntryField, ...]) -> dict[str, str]:
    """Returns name → printed value of fields of an entry or a revision."""
    return {field.name: field.format_value(getattr(held, field.name)) for field in fields}
