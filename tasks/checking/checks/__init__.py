"""校核: finds mistakes in the data and the wording of a report before it is printed.

The checks are pure: each takes a ``CheckedDocument`` and yields ``Finding`` values. ``tasks.checking.gather`` builds the
document of a period.
"""

from collections.abc import Callable, Iterable, Iterator

from tasks.checking.checks.codes import Code, Family, Field, FindingSeverity
from tasks.checking.checks.completeness import check_completeness, check_duties
from tasks.checking.checks.contradiction import CONTRADICTION_CHECKS
from tasks.checking.checks.counts import COUNT_CHECKS
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.form import FORM_CHECKS
from tasks.checking.checks.places import check_places
from tasks.checking.checks.records import Attachment, CheckedDocument, CheckedItem, CheckedUnit, UnfilledPlace
from tasks.checking.checks.wording import WORDING_CHECKS

__all__ = [
    "Attachment",
    "CheckedDocument",
    "CheckedItem",
    "CheckedUnit",
    "Code",
    "Family",
    "Field",
    "Finding",
    "FindingSeverity",
    "UnfilledPlace",
    "check_document",
    "check_notice",
    "check_places",
]

Check = Callable[[CheckedDocument], Iterator[Finding]]

_CHECKS = (
    check_completeness,
    check_duties,
    check_places,
    *COUNT_CHECKS,
    *CONTRADICTION_CHECKS,
    *WORDING_CHECKS,
    *FORM_CHECKS,
)
_WEIGHTS = {severity: place for place, severity in enumerate(FindingSeverity)}
_FAMILIES = {family: place for place, family in enumerate(Family)}


#: the rules that hold for a plan, of whose items nothing is filed and judged yet
_NOTICE_CHECKS = (check_duties, check_places, *COUNT_CHECKS, *WORDING_CHECKS, *FORM_CHECKS)


def check_document(document: CheckedDocument) -> list[Finding]:
    """Returns the findings of all rules, the heaviest first, each once."""
    return _run_checks(document, _CHECKS)


def check_notice(document: CheckedDocument) -> list[Finding]:
    """Returns the findings of the rules for the notice of a plan, the heaviest first, each once."""
    return _run_checks(document, _NOTICE_CHECKS)


def _run_checks(document: CheckedDocument, checks: Iterable[Check]) -> list[Finding]:
    found = {finding.key: finding for check in checks for finding in check(document)}
    places = {id(item): place for place, item in enumerate(document.items)}
    return sorted(
        found.values(),
        key=lambda one: (_WEIGHTS[one.severity], _FAMILIES[one.family], places.get(id(one.item), -1)),
    )
