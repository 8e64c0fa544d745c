"""Making a finding out of places in a text: quoted with some words around, marked exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import get_words_around
from tasks.checking.checks.records import CheckedDocument, CheckedItem


def build_finding_at(
    code: Code,
    message: str,
    item: CheckedItem | None,
    where: Field,
    text: str,
    *spans: tuple[int, int],
    weight: FindingSeverity | None = None,
) -> Finding:
    """A finding with its evidence.

    Args:
        text: what the spans stand in.
        spans: half-open, in characters of ``text``.
    """
    quotes = tuple(get_words_around(text, start, end) for start, end in spans)
    return Finding(code, message, item, where, quotes, text, weight, marks=spans)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text of the document: the progress of an item, or a paragraph, whose item is None."""

    text: str
    item: CheckedItem | None
    where: Field

    def build_finding(self, code: Code, message: str, *quotes: str) -> Finding:
        """A finding with words that stand in the text."""
        words = tuple(quote.strip() for quote in quotes)
        return Finding(code, message, self.item, self.where, words, self.text)


def iterate_checked_texts(document: CheckedDocument) -> Iterator[CheckedText]:
    """Every progress text, then every paragraph."""
    for item in document.items:
        yield CheckedText(item.words, item, Field.PROGRESS)
    for paragraph in document.paragraphs:
        yield CheckedText(paragraph, None, Field.NARRATIVE)


def iterate_all_texts(document: CheckedDocument) -> Iterator[tuple[str, CheckedItem | None, Field]]:
    """Every commitment and progress text, then every paragraph."""
    for item in document.items:
        yield item.text, item, Field.TASK
        yield item.words, item, Field.PROGRESS
    for paragraph in document.paragraphs:
        yield paragraph, None, Field.NARRATIVE
