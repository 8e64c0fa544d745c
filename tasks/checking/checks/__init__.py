"""校核: every mistake in the data and the wording of a period, found before it is printed.

Pure checks read a ``Document`` of frozen ``Item`` values and answer ``Finding`` values; they raise nothing and change
nothing. ``tasks.checking.gather`` makes the document out of a period.
"""

from tasks.checking.checks import completeness, contradiction, counts, form, wording
from tasks.checking.checks.codes import Code, Family, Field, FindingSeverity
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Attachment, Document, Item, Named
from tasks.checking.checks.rules import RULES

__all__ = [
    "RULES",
    "Attachment",
    "Code",
    "Document",
    "Family",
    "Field",
    "Finding",
    "FindingSeverity",
    "Item",
    "Named",
    "check",
]

_CHECKS = (completeness, counts, contradiction, wording, form)
_WEIGHTS = {severity: place for place, severity in enumerate(FindingSeverity)}
_FAMILIES = {family: place for place, family in enumerate(Family)}


def check(document: Document) -> list[Finding]:
    """Every finding of every family, the heaviest first, each once."""
    found = {finding.key: finding for one in _CHECKS for finding in one.check(document)}
    places = {id(item): place for place, item in enumerate(document.items)}
    return sorted(
        found.values(),
        key=lambda one: (_WEIGHTS[one.severity], _FAMILIES[one.family], places.get(id(one.item), -1)),
    )
