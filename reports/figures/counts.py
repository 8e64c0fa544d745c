"""Counts the items of each kind in a period by how they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tasks.enums import TaskKind
from tasks.models import ProgressEntry


@dataclass(frozen=True)
class ItemCounts:
    """How the items of one kind stand in a period.

    Attributes:
        total: items in force, with or without an entry.
        told: items with a filed entry.
        behind, going: items judged 推进滞后 or 未完成; items judged otherwise. The rest is ``unjudged``.
    """

    total: int
    told: int
    behind: int
    going: int

    @property
    def unjudged(self) -> int:
        return self.total - self.behind - self.going


def count_items_by_kind(
    entries: Iterable[ProgressEntry], in_force: Mapping[TaskKind, int]
) -> dict[TaskKind, ItemCounts]:
    """Counts the items of every kind.

    Args:
        entries: of one period, with task and judgement loaded.
        in_force: how many items of each kind the plan has in that period.
    """
    of_kind: dict[TaskKind, list[ProgressEntry]] = {kind: [] for kind in TaskKind}
    for entry in entries:
        of_kind[entry.task.kind].append(entry)
    return {kind: _count_items(rows, in_force.get(kind, 0)) for kind, rows in of_kind.items()}


def _count_items(entries: list[ProgressEntry], in_force: int) -> ItemCounts:
    outcomes = [entry.judgement.outcome for entry in entries if entry.judgement]
    behind = sum(outcome.is_behind for outcome in outcomes)
    return ItemCounts(
        total=max(in_force, len(entries)),
        told=sum(entry.is_handed_over for entry in entries),
        behind=behind,
        going=len(outcomes) - behind,
    )
