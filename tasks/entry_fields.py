"""What a unit writes in an entry, field by field. The table, the form, the pages, the files and the counts read it here.

A new field is a row of ``FIELDS``, a column of ``tasks.models.progress.UnitWords`` with its migration, an attribute of
``reports.items.Item`` and a column of those layouts that print it. ``tests/tasks/test_entry_fields.py`` asks every
place that shows or keeps an entry whether it knows each field.
"""

from dataclasses import dataclass
from enum import StrEnum

#: what a tick is called in a cell
YES, NO = "是", "否"
#: what people write for it
YESSES, NOES = (YES, "√", "有", "1"), (NO, "×", "无", "0")


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    TICK = "tick"


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
        is_outlook: says how it goes on, so a leader reads it beside what lags.
    """

    name: str
    label: str
    share: float
    kind: FieldKind = FieldKind.TEXT
    lines: int = 4
    asks: str = ""
    tick: str = ""
    is_outlook: bool = False

    @property
    def blank(self) -> str | bool:
        """The value of a field in which nothing is written."""
        return False if self.kind == FieldKind.TICK else ""

    def printed(self, value: str | bool) -> str:
        """A value of the field as a page, a cell or a file shows it; empty where nothing is written."""
        if self.kind == FieldKind.TICK:
            return YES if value else ""
        return value

    def meant(self, text: str) -> str:
        """The text of a cell as ``printed`` writes the same; a text that means nothing here comes back as it is."""
        if self.kind != FieldKind.TICK or text not in (*YESSES, *NOES):
            return text
        return YES if text in YESSES else ""


#: all fields, in the order of the form
FIELDS = (
    EntryField("text", "进展情况", 0.36, lines=11),
    EntryField("problem", "存在问题", 0.2),
    EntryField("next_step", "下一步措施", 0.2, is_outlook=True),
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


def printed_of(held: object, fields: tuple[EntryField, ...]) -> dict[str, str]:
    """Name → text of fields of an entry or a revision."""
    return {field.name: field.printed(getattr(held, field.name)) for field in fields}
