"""指标重叠: finds the items of other lists that ask for nearly the same as a new row."""

from collections.abc import Iterable

from tasks.assessing.likeness import compute_text_similarity
from tasks.assessing.quantities import (
    StatedTarget,
    are_comparable,
    build_stated_target,
    find_target_overlaps,
    read_commitments,
)
from tasks.importing.changes import Changes, NearEqualPair, RowChange, Stored

#: the similarity of two texts from which they are shown side by side, and from which the pair is ticked at first
NEAR_EQUAL, LIKELY = 0.45, 0.7
#: with a target of one measure, less will do
NEAR_EQUAL_WITH_TARGET, LIKELY_WITH_TARGET = 0.25, 0.45


def find_near_equal_pairs(changes: Changes, stored: list[Stored]) -> list[NearEqualPair]:
    """Finds for each new row the most similar item, if any is near; one pair at most for each row."""
    new = [change for change in changes.rows if change.task is None]
    targets = {edition.pk: list_targets(edition.text) for _, edition in stored} if new else {}
    places = changes.map_row_to_place()
    pairs = (_find_nearest(change, stored, targets, places[id(change.row)]) for change in new)
    return [pair for pair in pairs if pair]


def list_targets(text: str) -> list[StatedTarget]:
    """Lists the targets that a wording states."""
    return [build_stated_target(commitment) for commitment in read_commitments(text)]


def _find_nearest(
    change: RowChange, stored: Iterable[Stored], targets: dict[int, list[StatedTarget]], place: int
) -> NearEqualPair | None:
    own = list_targets(change.row.text)
    found = []
    for task, edition in stored:
        similarity = _compute_similarity(change, edition.text, edition.name)
        if similarity < NEAR_EQUAL_WITH_TARGET:
            continue
        others = targets[edition.pk]
        is_counted = any(are_comparable(one, other) for one in own for other in others)
        if similarity < (NEAR_EQUAL_WITH_TARGET if is_counted else NEAR_EQUAL):
            continue
        is_likely = similarity >= (LIKELY_WITH_TARGET if is_counted else LIKELY)
        overlaps = tuple(find_target_overlaps(own, others))
        key = f"{place}-{task.pk}"
        found.append(NearEqualPair(key, change, task, edition, round(similarity, 2), overlaps, is_likely))
    return max(found, key=lambda pair: pair.similarity, default=None)


def _compute_similarity(change: RowChange, text: str, name: str) -> float:
    """Computes the similarity of the texts, or of the names if these are more alike."""
    own = change.row.name or ""
    named = compute_text_similarity(own, name) if own and name else 0.0
    return max(compute_text_similarity(change.row.text, text), named)
