"""Builds findings from places in a text: the quotation has some words around it, the marks are exact."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.reading import get_words_around
from tasks.checking.checks.records import CheckedDocument, CheckedItem


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text of an item, or a paragraph of the narrative, whose ``item`` is None."""

    text: str
    item: CheckedItem | None
    where: Field

    @property
    def place(self) -> str:
        """Where it stands, as a finding about another text names it."""
        return f"{self.row} {self.where.label}" if self.item else self.where.label

    @property
    def row(self) -> str:
        """The item that it belongs to by attachment and number; 正文 for a paragraph."""
        return f"{self.item.attachment or ''}第 {self.item.number} 项" if self.item else self.where.label

    def build_side(self, start: int, end: int) -> OtherSide:
        """Builds what a finding elsewhere contradicts: a place of the text with the words around it."""
        return OtherSide(self.place, get_words_around(self.text, start, end, reach=16))

    def build_finding(self, code: Code, message: str, *quotes: str) -> Finding:
        """Builds a finding that quotes words of the text."""
        return Finding(code, message, self.item, self.where, quotes, self.text)

    def build_finding_at(
        self, code: Code, message: str, *spans: tuple[int, int], weight: FindingSeverity | None = None
    ) -> Finding:
        """Builds a finding about places of the text.

        Args:
            spans: half-open, in characters of the text.
        """
        quotes = tuple(get_words_around(self.text, start, end) for start, end in spans)
        return Finding(code, message, self.item, self.where, quotes, self.text, weight, marks=spans)


def iterate_checked_texts(document: CheckedDocument) -> Iterator[CheckedText]:
    """Yields every progress text, then every paragraph."""
    for item in document.items:
        yield CheckedText(item.words, item, Field.PROGRESS)
    for paragraph in document.paragraphs:
        yield CheckedText(paragraph, None, Field.NARRATIVE)


def iterate_all_texts(document: CheckedDocument) -> Iterator[CheckedText]:
    """Yields every task text and progress text, then every paragraph."""
    for item in document.items:
        yield CheckedText(item.text, item, Field.TASK)
        yield CheckedText(item.words, item, Field.PROGRESS)
    for paragraph in document.paragraphs:
        yield CheckedText(paragraph, None, Field.NARRATIVE)
