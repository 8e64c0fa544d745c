"""Slips of the pen and what got lost on the way."""

from collections.abc import Iterator

from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument
from tasks.checking.checks.wording.brackets import check_brackets
from tasks.checking.checks.wording.copies import check_copies
from tasks.checking.checks.wording.dots import check_interpuncts
from tasks.checking.checks.wording.doubled import check_repetitions
from tasks.checking.checks.wording.lost import check_lost_characters
from tasks.checking.checks.wording.marks import check_punctuation
from tasks.checking.checks.wording.order import check_ordinals
from tasks.checking.checks.wording.spelling import check_spelling

_CHECKS = (
    check_repetitions,
    check_ordinals,
    check_punctuation,
    check_copies,
    check_lost_characters,
    check_brackets,
    check_interpuncts,
    check_spelling,
)


def check_wording(document: CheckedDocument) -> Iterator[Finding]:
    """The findings of this family."""
    for check in _CHECKS:
        yield from check(document)
