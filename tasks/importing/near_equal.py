"""指标重叠: finds the items of other lists that ask for nearly the same as a new row."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.assessing.likeness import PairIndex, count_character_pairs
from tasks.assessing.quantities import (
    StatedTarget,
    TargetOverlap,
    are_comparable,
    build_stated_target,
    find_target_overlaps,
    read_commitments,
)
from tasks.importing.changes import Changes, NearEqualPair, Stored
from tasks.models import Edition, Task

#: the similarity of two texts from which they are shown side by side, and from which the pair is ticked at first
NEAR_EQUAL, LIKELY = 0.45, 0.7
#: with a target of one measure, less will do
NEAR_EQUAL_WITH_TARGET, LIKELY_WITH_TARGET = 0.25, 0.45
#: how many items are offered for one
CANDIDATES = 3


@dataclass(frozen=True)
class Nearness:
    """How near a wording is to another one.

    Attributes:
        similarity: of the texts, or of the names if these are more alike, 0 to 1.
        overlaps: targets of one measure with different values, those of the first wording as the own ones.
    """

    similarity: float
    overlaps: tuple[TargetOverlap, ...]
    is_likely: bool


def find_near_equal_pairs(changes: Changes, stored: list[Stored]) -> list[NearEqualPair]:
    """Finds for each new row up to three similar items, the nearest first; only that one may be ticked at first."""
    new = [change for change in changes.rows if change.task is None]
    others = _Wordings(stored if new else [])
    places = changes.map_row_to_place()
    found = []
    for change in new:
        near = others.list_nearest(change.row.text, change.row.name or "")
        for rank, (task, edition, one) in enumerate(near):
            key, likely = f"{places[id(change.row)]}-{task.pk}", one.is_likely and rank == 0
            found.append(NearEqualPair(key, change, task, edition, one.similarity, one.overlaps, likely))
    return found


def list_near_equal_tasks(task: Task) -> list[tuple[Task, Edition, Nearness]]:
    """Lists the items of the same year that ask for nearly the same as an item and are not linked with it, the nearest
    first, at most three."""
    plan_tasks = Task.objects.filter(plan=task.plan_id, current__isnull=False).exclude(pk=task.pk)
    group = task.same_as_id or task.pk
    others = (
        plan_tasks.exclude(pk=group).exclude(same_as=group).select_related("current", "item_kind", "document", "plan")
    )
    return _Wordings([(other, other.edition) for other in others]).list_nearest(task.edition.text, task.edition.name)


def list_targets(text: str) -> list[StatedTarget]:
    """Lists the targets that a wording states."""
    return [build_stated_target(commitment) for commitment in read_commitments(text)]


class _Wordings:
    """The wordings of items, to find those that are near to another one."""

    def __init__(self, stored: Sequence[Stored]):
        self.stored = stored
        self.texts = PairIndex(count_character_pairs(edition.text) for _, edition in stored)
        self.names = PairIndex(count_character_pairs(edition.name) for _, edition in stored)
        self.targets: dict[int, list[StatedTarget]] = {}

    def list_nearest(self, text: str, name: str) -> list[tuple[Task, Edition, Nearness]]:
        """Lists the nearest items, at most ``CANDIDATES``."""
        own = list_targets(text)
        found = [
            (*self.stored[place], near)
            for place, similarity in sorted(self._rate(text, name).items())
            if (near := self._compute_nearness(own, place, similarity))
        ]
        return sorted(found, key=lambda row: -row[2].similarity)[:CANDIDATES]

    def _rate(self, text: str, name: str) -> dict[int, float]:
        """Returns the place of each similar wording → the similarity of the texts, or of the names if these are more alike."""
        rated: dict[int, float] = {}
        for index, said in ((self.texts, text), (self.names, name)):
            pairs = count_character_pairs(said)
            for place, common in index.count_common(pairs).items():
                similarity = 2 * common / (pairs.total() + index.totals[place])
                if similarity >= max(NEAR_EQUAL_WITH_TARGET, rated.get(place, 0.0)):
                    rated[place] = similarity
        return rated

    def _compute_nearness(self, own: list[StatedTarget], place: int, similarity: float) -> Nearness | None:
        """Returns how near a wording is; None where it is not near."""
        if place not in self.targets:
            self.targets[place] = list_targets(self.stored[place][1].text)
        others = self.targets[place]
        is_counted = any(are_comparable(one, other) for one in own for other in others)
        if similarity < (NEAR_EQUAL_WITH_TARGET if is_counted else NEAR_EQUAL):
            return None
        is_likely = similarity >= (LIKELY_WITH_TARGET if is_counted else LIKELY)
        return Nearness(round(similarity, 2), tuple(find_target_overlaps(own, others)), is_likely)
