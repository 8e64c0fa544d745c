"""Numbers of items, sums, ratios and lists."""

from collections.abc import Iterator

from tasks.checking.checks.counts import listed, lists, ratios, stated, sums, titles
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Document

_CHECKS = (titles, stated, listed, sums, ratios, lists)


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family."""
    for one in _CHECKS:
        yield from one.check(document)
