"""校核: finds mistakes in the data and the wording of a report before it is printed.

The checks are pure: each takes a ``CheckedDocument`` and yields ``Finding`` values. ``tasks.checking.gather`` builds the
document of a period.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from tasks.checking.checks.codes import Code, Family, Field, FindingSeverity
from tasks.checking.checks.completeness import check_completeness, check_duties
from tasks.checking.checks.contradiction import CONTRADICTION_CHECKS
from tasks.checking.checks.contradiction.explained import check_causes, check_explanations, check_surveys
from tasks.checking.checks.contradiction.measured import check_figures
from tasks.checking.checks.contradiction.one_thing import check_promised_twice, check_totals_fell
from tasks.checking.checks.contradiction.timing import check_timing
from tasks.checking.checks.counts import COUNT_CHECKS
from tasks.checking.checks.finding import Finding, count_findings
from tasks.checking.checks.form import FORM_CHECKS
from tasks.checking.checks.form.dates import check_dates
from tasks.checking.checks.places import check_places
from tasks.checking.checks.planned import check_plan
from tasks.checking.checks.records import (
    Attachment,
    CheckedDocument,
    CheckedItem,
    CheckedUnit,
    EarlierItem,
    ItemAskedAbove,
    UnfilledPlace,
)
from tasks.checking.checks.wording import WORDING_CHECKS
from tasks.checking.checks.wording.copies import check_task_as_result
from tasks.checking.checks.wording.doubled import check_repetitions
from tasks.checking.checks.wording.lost import check_lost_characters
from tasks.checking.checks.wording.order import check_ordinals
from tasks.checking.checks.wording.slips import check_slips
from tasks.terms import Terms, get_spoken

__all__ = [
    "Attachment",
    "CheckedDocument",
    "CheckedItem",
    "CheckedUnit",
    "Code",
    "EarlierItem",
    "Family",
    "Field",
    "Finding",
    "FindingSeverity",
    "ItemAskedAbove",
    "UnfilledPlace",
    "check_document",
    "check_notice",
    "check_own_entry",
    "check_places",
    "count_findings",
]

Check = Callable[[CheckedDocument], Iterator[Finding]]

#: the number of documents whose findings are kept: home, 校核, 报告 and 印发 of a period each ask for one
REMEMBERED = 8

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


#: the rules that need one entry alone, without a judgement
_ENTRY_CHECKS = (
    *COUNT_CHECKS,
    check_figures,
    check_totals_fell,
    check_explanations,
    check_causes,
    check_surveys,
    check_timing,
    check_repetitions,
    check_ordinals,
    check_task_as_result,
    check_lost_characters,
    check_slips,
    check_dates,
)

#: the rules that hold for a plan, of whose items nothing is filed and judged yet
_NOTICE_CHECKS = (
    check_duties,
    check_places,
    check_plan,
    check_promised_twice,
    *COUNT_CHECKS,
    *WORDING_CHECKS,
    *FORM_CHECKS,
)


def check_document(document: CheckedDocument) -> list[Finding]:
    """Returns the findings of all rules, the heaviest first, each once."""
    return list(_run_checks(document, document.figures_as_written, _CHECKS, get_spoken()))


def check_own_entry(document: CheckedDocument) -> list[Finding]:
    """Returns the findings that one entry alone gives while it is being written, the heaviest first."""
    return list(_run_checks(document, document.figures_as_written, _ENTRY_CHECKS, get_spoken()))


def check_notice(document: CheckedDocument) -> list[Finding]:
    """Returns the findings of the rules for the notice of a plan, the heaviest first, each once."""
    return list(_run_checks(document, document.figures_as_written, _NOTICE_CHECKS, get_spoken()))


@lru_cache(maxsize=REMEMBERED)
def _run_checks(
    document: CheckedDocument, as_written: tuple[str, ...], checks: tuple[Check, ...], spoken: Terms
) -> tuple[Finding, ...]:
    """Runs the rules, once for documents that are alike in every word and of one way to speak: nothing else decides what they
    find.

    Args:
        as_written: ``figures_as_written`` of the document, since 10 equals 10.0 and a finding may quote either.
        spoken: the words in which the findings are told.
    """
    found = {finding.key: finding for check in checks for finding in check(document)}
    places = {id(item): place for place, item in enumerate(document.items)}
    ordered = sorted(
        found.values(),
        key=lambda one: (_WEIGHTS[one.severity], _FAMILIES[one.family], places.get(id(one.item), -1)),
    )
    return tuple(ordered)
