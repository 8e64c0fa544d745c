"""The judgement against figures and words; one measure with two values."""

from collections.abc import Iterator

from tasks.checking.checks.contradiction import across_items, against_table, measured, overstated, said, short
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Document

_CHECKS = (short, said, measured, against_table, across_items, overstated)


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family."""
    for one in _CHECKS:
        yield from one.check(document)
