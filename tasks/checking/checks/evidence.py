"""Making a finding out of places in a text: quoted with some words around, marked exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import around
from tasks.checking.checks.records import Document, Item


def found_at(
    code: Code,
    message: str,
    item: Item | None,
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
    quotes = tuple(around(text, start, end) for start, end in spans)
    return Finding(code, message, item, where, quotes, text, weight, marks=spans)


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the document: the progress of an item, or a paragraph, whose item is None."""

    text: str
    item: Item | None
    where: Field

    def finding(self, code: Code, message: str, *quotes: str) -> Finding:
        """A finding with words that stand in the text."""
        words = tuple(quote.strip() for quote in quotes)
        return Finding(code, message, self.item, self.where, words, self.text)


def sources(document: Document) -> Iterator[Source]:
    """Every progress text, then every paragraph."""
    for item in document.items:
        yield Source(item.words, item, Field.PROGRESS)
    for paragraph in document.paragraphs:
        yield Source(paragraph, None, Field.NARRATIVE)


def texts(document: Document) -> Iterator[tuple[str, Item | None, Field]]:
    """Every commitment and progress text, then every paragraph."""
    for item in document.items:
        yield item.text, item, Field.TASK
        yield item.words, item, Field.PROGRESS
    for paragraph in document.paragraphs:
        yield paragraph, None, Field.NARRATIVE
