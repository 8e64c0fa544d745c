"""Finds a progress text copied from another item or from the last filed entry."""

from collections.abc import Iterator

from tasks.assessing.likeness import compute_text_similarity, is_hardly_changed, remove_marks
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem

SHORTEST_COPY = 30
"""In characters; shorter texts of two items may be the same by chance."""
SAME_SUBJECT = 0.5
"""Items whose texts are at least this similar may have the same progress."""


def check_copies(document: CheckedDocument) -> Iterator[Finding]:
    first: dict[str, CheckedItem] = {}
    for item in document.items:
        plain = remove_marks(item.words)
        if len(plain) < SHORTEST_COPY:
            continue
        other = first.setdefault(plain, item)
        is_linked = item.same_as is not None and item.same_as == other.same_as
        if other is not item and not is_linked and compute_text_similarity(item.text, other.text) < SAME_SUBJECT:
            message = f"进展与{other.attachment or ''}第{other.number}项完全相同。"
            yield Finding(Code.COPIED, message, item, Field.PROGRESS, (item.words[:30],), item.words)
    for item in document.items:
        if item.previous and is_hardly_changed(item.previous, item.words):
            message = "进展与上期几乎相同。"
            yield Finding(Code.UNCHANGED, message, item, Field.PROGRESS, (item.words[:30],), item.words)
