"""Slips of the pen and what got lost on the way."""

from collections.abc import Iterator

from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Document
from tasks.checking.checks.wording import brackets, copies, dots, doubled, lost, marks, order, spelling

_CHECKS = (doubled, order, marks, copies, lost, brackets, dots, spelling)


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family."""
    for one in _CHECKS:
        yield from one.check(document)
