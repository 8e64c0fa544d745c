"""Units in their roles, numbering, document numbers, dates."""

from collections.abc import Iterator

from tasks.checking.checks.finding import Finding
from tasks.checking.checks.form import dates, document_number, roles, unit_names
from tasks.checking.checks.records import Document

_CHECKS = (roles, unit_names, dates, document_number)


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family."""
    for one in _CHECKS:
        yield from one.check(document)
