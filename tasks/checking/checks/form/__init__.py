"""Units in their roles, numbering, document numbers, dates."""

from collections.abc import Iterator

from tasks.checking.checks.finding import Finding
from tasks.checking.checks.form.dates import check_dates
from tasks.checking.checks.form.document_number import check_document_number
from tasks.checking.checks.form.roles import check_roles
from tasks.checking.checks.form.unit_names import check_unit_names
from tasks.checking.checks.records import CheckedDocument

_CHECKS = (check_roles, check_unit_names, check_dates, check_document_number)


def check_format(document: CheckedDocument) -> Iterator[Finding]:
    """The findings of this family."""
    for check in _CHECKS:
        yield from check(document)
