"""What a unit writes in an entry, field by field. The table, the form, the pages, the files and the counts read it here.

A new field is a row of ``FIELDS``, a column of ``tasks.models.progress.UnitWords`` with its migration, an attribute of
``reports.reporting.items.ReportItem`` and a column of those layouts that print it. ``tests/tasks/models/test_entry_fields.py`` asks every
place that shows or keeps an entry whether it knows each field.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: what a tick is called in a cell
YES, NO = "是", "否"
#: what people write for it
YESSES, NOES = (YES, "√", "有", "1"), (NO, "×", "无", "0")
#: a day as people write it: 2024-12-31, 2024.12.31, 2024/12/31, 2024年12月31日
WRITTEN_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")

Value = str | bool | date | None


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    TICK = "tick"
    DAY = "day"


@dataclass(frozen=True)
class EntryField:
    """One field of an entry.

    Attributes:
        name: of the column in ``ProgressEntry`` and of the input in the form.
        label: what people call it, wherever it stands.
        share: width of its column in the offline workbook, as a share of the table.
        kind: what it holds.
        lines: height of the input of a text.
        asks: label of the input where it asks with other words than ``label``.
        tick: name of the tick without which it is not asked for; empty: every item is asked for it.
        years: of a day, the first and the last year in which it may lie, counted from the plan's own.
        is_outlook: says how it goes on, so a leader reads it beside what lags.
    """

    name: str
    label: str
    share: float
    kind: FieldKind = FieldKind.TEXT
    lines: int = 4
    asks: str = ""
    tick: str = ""
    years: tuple[int, int] = (0, 0)
    is_outlook: bool = False

    @property
    def blank(self) -> Value:
        """The value of a field in which nothing is written."""
        blanks: dict[FieldKind, Value] = {FieldKind.TEXT: "", FieldKind.TICK: False, FieldKind.DAY: None}
        return blanks[self.kind]

    def format_value(self, value: Value) -> str:
        """A value of the field as a page, a cell or a file shows it; empty where nothing is written."""
        if self.kind == FieldKind.TICK:
            return YES if value else ""
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def normalise_text(self, text: str) -> str:
        """The text of a cell as ``printed`` writes the same; a text that means nothing here comes back as it is."""
        if self.kind == FieldKind.DAY:
            return normalise_day(text)
        if self.kind != FieldKind.TICK or text not in (*YESSES, *NOES):
            return text
        return YES if text in YESSES else ""

    def get_allowed_days(self, year: int) -> tuple[date, date]:
        """The first and the last day that the field of an entry may hold.

        Args:
            year: of the entry's plan.
        """
        first, last = self.years
        return date(year + first, 1, 1), date(year + last, 12, 31)


def normalise_day(text: str) -> str:
    """A day in the one notation of the form, 2024-12-31; a text that is no day comes back as it is."""
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
    # projects that began before their plan or end long after it are in it too
    EntryField("expected_on", "预计完成时间", 0.09, FieldKind.DAY, years=(-1, 5), is_outlook=True),
    EntryField("needs_coordination", "需区领导协调", 0.06, FieldKind.TICK),
    EntryField("coordination", "协调事项", 0.16, lines=2, asks="需协调的事项", tick="needs_coordination"),
)
BY_NAME = {field.name: field for field in FIELDS}
#: what a revision keeps: a tick says nothing that its text does not say
KEPT = tuple(field for field in FIELDS if field.kind != FieldKind.TICK)
#: what stands in a printed row beside the progress text, of which the office may have its own wording
BESIDE_TEXT = tuple(field for field in KEPT if field.name != "text")
#: what every item is asked for
ASKED = tuple(field for field in KEPT if not field.tick)
#: what is searched and counted in words
TEXTS = tuple(field for field in KEPT if field.kind == FieldKind.TEXT)
OUTLOOK = tuple(field for field in FIELDS if field.is_outlook)
#: an entry in which nothing is written: name → value
BLANK = {field.name: field.blank for field in FIELDS}


def format_entry_fields(held: object, fields: tuple[EntryField, ...]) -> dict[str, str]:
    """Name → text of fields of an entry or a revision."""
    return {field.name: field.format_value(getattr(held, field.name)) for field in fields}
