"""A text taken over from another item or from the last period."""

from collections.abc import Iterator

from tasks.findings.codes import Code, Field, FindingSeverity
from tasks.findings.finding import Finding
from tasks.findings.reading import bare, similarity
from tasks.findings.records import Document, Item

SHORTEST_COPY = 30
"""Characters: shorter texts are alike by chance."""
SAME_SUBJECT = 0.5


def check(document: Document) -> Iterator[Finding]:
    """Copied and unchanged texts."""
    yield from _copied(document)


def _copied(document: Document) -> Iterator[Finding]:
    first: dict[str, Item] = {}
    for item in document.items:
        plain = bare(item.words)
        if len(plain) < SHORTEST_COPY:
            continue
        other = first.setdefault(plain, item)
        if other is not item and similarity(item.text, other.text) < SAME_SUBJECT:
            message = f"进展与{other.attachment or ''}第{other.number}项完全相同。"
            yield Finding(Code.COPIED, message, item, Field.PROGRESS, (item.words[:30],), item.words)
        if item.previous and bare(item.previous) == plain:
            yield _unchanged(item)
    for item in document.items:
        before, now = item.previous or "", item.words
        is_close = before and len(bare(now)) >= SHORTEST_COPY and bare(before) != bare(now)
        if is_close and similarity(before, now) >= 0.97:
            yield _unchanged(item)


def _unchanged(item: Item) -> Finding:
    weight = FindingSeverity.LOOK
    return Finding(
        Code.UNCHANGED, "进展与上期几乎相同。", item, Field.PROGRESS, (item.words[:30],), item.words, weight
    )
