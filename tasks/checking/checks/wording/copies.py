"""A text taken over from another item or from the last period."""

from collections.abc import Iterator

from tasks.assessing.likeness import compute_text_similarity, is_hardly_changed, remove_marks
from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem

SHORTEST_COPY = 30
"""Characters: two items may well say something shorter in the same words."""
SAME_SUBJECT = 0.5
"""Two tasks that are as alike as this may be answered alike."""


def check_copies(document: CheckedDocument) -> Iterator[Finding]:
    """Copied and unchanged texts."""
    yield from _check_items(document)


def _check_items(document: CheckedDocument) -> Iterator[Finding]:
    first: dict[str, CheckedItem] = {}
    for item in document.items:
        plain = remove_marks(item.words)
        if len(plain) < SHORTEST_COPY:
            continue
        other = first.setdefault(plain, item)
        if other is not item and compute_text_similarity(item.text, other.text) < SAME_SUBJECT:
            message = f"进展与{other.attachment or ''}第{other.number}项完全相同。"
            yield Finding(Code.COPIED, message, item, Field.PROGRESS, (item.words[:30],), item.words)
    for item in document.items:
        if item.previous and is_hardly_changed(item.previous, item.words):
            yield _build_unchanged_finding(item)


def _build_unchanged_finding(item: CheckedItem) -> Finding:
    weight = FindingSeverity.LOOK
    return Finding(
        Code.UNCHANGED, "进展与上期几乎相同。", item, Field.PROGRESS, (item.words[:30],), item.words, weight
    )
