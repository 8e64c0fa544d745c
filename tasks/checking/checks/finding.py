"""What the checks answer."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from tasks.checking.checks.codes import Code, Family, Field, FindingSeverity
from tasks.checking.checks.records import CheckedItem
from tasks.checking.checks.rules import RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect found before publication. It says what to look at; nothing is changed by it.

    Attributes:
        message: in Chinese, for the office.
        item: None when the document as a whole is meant.
        where: the text that ``quotes`` stand in.
        quotes: the words that show it, as they stand; empty when something is missing.
        source: the whole text the quotes stand in, for showing them in their place.
        weight: where it is not the rule's usual one.
        place: the attachment, for a finding without an item.
        marks: the very characters at fault, half-open in ``source``; the quotes where there are none.
    """

    code: Code
    message: str
    item: CheckedItem | None = None
    where: Field = Field.PROGRESS
    quotes: tuple[str, ...] = ()
    source: str = field(default="", compare=False)
    weight: FindingSeverity | None = None
    place: str | None = None
    marks: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    @property
    def severity(self) -> FindingSeverity:
        return self.weight or RULES[self.code].severity

    @property
    def family(self) -> Family:
        return RULES[self.code].family

    @property
    def label(self) -> str:
        return RULES[self.code].label

    @property
    def attachment(self) -> str | None:
        return self.item.attachment if self.item else self.place

    @property
    def key(self) -> str:
        """Stays the same while the item, the rule and the quoted words do, so that a decision is remembered."""
        item = f"{self.item.kind}\n{self.item.name}\n{self.item.text}" if self.item else self.place or ""
        seen = "\n".join(self.quotes) or self.message
        return hashlib.sha256(f"{self.code}\n{item}\n{seen}".encode()).hexdigest()[:32]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, with the keys of ``check_report --json``."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "family": self.family.value,
            "attachment": self.attachment,
            "number": self.item.number if self.item else None,
            "text": self.item.text if self.item else None,
            "field": self.where.value,
            "quotes": list(self.quotes),
            "message": self.message,
            "key": self.key,
        }
