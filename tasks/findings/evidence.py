"""Making a finding out of places in a text: quoted with some words around, marked exactly."""

from tasks.findings.codes import Code, Field, FindingSeverity
from tasks.findings.reading import around
from tasks.findings.records import Finding, Item


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
