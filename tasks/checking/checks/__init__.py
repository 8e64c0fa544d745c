"""校核: every mistake in the data and the wording of a period, found before it is printed.

Pure checks read a ``CheckedDocument`` of frozen ``CheckedItem`` values and answer ``Finding`` values; they raise nothing and change
nothing. ``tasks.checking.gather`` makes the document out of a period.
"""

from tasks.checking.checks.codes import Code, Family, Field, FindingSeverity
from tasks.checking.checks.completeness import check_completeness
from tasks.checking.checks.contradiction import check_contradictions
from tasks.checking.checks.counts import check_counts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.form import check_format
from tasks.checking.checks.records import Attachment, CheckedDocument, CheckedItem, CheckedUnit
from tasks.checking.checks.rules import RULES
from tasks.checking.checks.wording import check_wording

__all__ = [
    "RULES",
    "Attachment",
    "CheckedDocument",
    "CheckedItem",
    "CheckedUnit",
    "Code",
    "Family",
    "Field",
    "Finding",
    "FindingSeverity",
    "check_document",
]

_CHECKS = (check_completeness, check_counts, check_contradictions, check_wording, check_format)
_WEIGHTS = {severity: place for place, severity in enumerate(FindingSeverity)}
_FAMILIES = {family: place for place, family in enumerate(Family)}


def check_document(document: CheckedDocument) -> list[Finding]:
    """Every finding of every family, the heaviest first, each once."""
    found = {finding.key: finding for check in _CHECKS for finding in check(document)}
    places = {id(item): place for place, item in enumerate(document.items)}
    return sorted(
        found.values(),
        key=lambda one: (_WEIGHTS[one.severity], _FAMILIES[one.family], places.get(id(one.item), -1)),
    )
