"""校核意见: a defect that the checks found."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tasks.checking.checks.codes import Code, Family, Field, FindingSeverity
from tasks.checking.checks.records import CheckedItem
from tasks.terms import terms


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What a finding contradicts: where it stands, and its words."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect found before the issue.

    Attributes:
        message: in Chinese, for the office.
        item: None when the finding is about the document.
        where: the text that ``quotes`` are taken from.
        quotes: the words that show the defect, letter by letter; empty when something is missing.
        source: the whole text that contains the quotes.
        weight: None for the usual weight of the rule.
        place: the attachment or kind, for a finding without an item.
        marks: half-open spans of the wrong characters in ``source``; without any, the quotes are marked.
        other: what the quotes contradict; None where there is no second text, or it is the judgement of the item.
        size: for how many items it stands, where one finding tells of many; each of them counts.
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
    other: OtherSide | None = field(default=None, compare=False)
    size: int = 1

    @property
    def severity(self) -> FindingSeverity:
        return self.weight or self.code.severity

    @property
    def family(self) -> Family:
        return self.code.family

    @property
    def label(self) -> str:
        return self.code.label

    @property
    def is_in_text(self) -> bool:
        """Whether it is about the report's own text, which the page 校核 does not read."""
        return self.where in (Field.NARRATIVE, Field.TITLE)

    @property
    def is_outstanding(self) -> bool:
        """Whether it is work that is still to be done, a filing or a judgement, and no mistake on paper."""
        return self.code in (Code.NO_ENTRY, Code.NO_JUDGEMENT)

    @property
    def other_side(self) -> OtherSide | None:
        """What the quotes contradict: the second text, or the judgement of the item with its reason."""
        if self.other or self.where != Field.JUDGEMENT or self.item is None or not self.item.judged:
            return self.other
        return OtherSide(f"{terms.judging}结论", "：".join(filter(None, (self.item.judged, self.item.reason))))

    @property
    def quoted_place(self) -> str:
        """Where the quotes stand; a judgement is held against the progress text that they come from."""
        return (Field.PROGRESS if self.where == Field.JUDGEMENT else self.where).label

    @property
    def attachment(self) -> str | None:
        return self.item.attachment if self.item else self.place

    @property
    def key(self) -> str:
        """Returns a hash of rule, item and quoted words, by which a finding set aside is recognised again."""
        item = f"{self.item.kind}\n{self.item.name}\n{self.item.text}" if self.item else self.place or ""
        seen = "\n".join(self.quotes) or self.message
        return hashlib.sha256(f"{self.code}\n{item}\n{seen}".encode()).hexdigest()[:32]

    def as_dict(self) -> dict[str, Any]:
        """Returns plain values with the keys of ``check_report --json``."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "family": self.family.value,
            "attachment": self.attachment,
            "number": self.item.number if self.item else None,
            "text": self.item.text if self.item else None,
            "field": self.where.value,
            "quotes": list(self.quotes),
            "other": {"place": self.other.place, "words": self.other.words} if self.other else None,
            "message": self.message,
            "key": self.key,
        }


def count_findings(findings: Iterable[Finding]) -> int:
    """Counts findings, each as often as items it stands for: so the number falls whenever one of them is mended."""
    return sum(finding.size for finding in findings)
