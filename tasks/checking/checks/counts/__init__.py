"""Numbers of items, sums, ratios and lists."""

from collections.abc import Iterator

from tasks.findings.counts import listed, lists, ratios, stated, sums, titles
from tasks.findings.finding import Finding
from tasks.findings.records import Document

_CHECKS = (titles, stated, listed, sums, ratios, lists)


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family."""
    for one in _CHECKS:
        yield from one.check(document)
