"""What changed since the period before, as the office judged."""

from collections.abc import Iterable, Mapping

from tasks.assessing.streaks import turn_from
from tasks.enums import Turn
from tasks.models import ProgressEntry

Turned = dict[Turn, list[ProgressEntry]]


def turned_in(entries: Iterable[ProgressEntry], before: Mapping[int, ProgressEntry]) -> Turned:
    """The entries of each turn.

    Args:
        before: ``tasks.assessing.earlier.entries_of_previous_period`` of their period.
    """
    found: Turned = {turn: [] for turn in Turn}
    for entry in entries:
        if turn := turn_from(before.get(entry.task_id), entry):
            found[turn].append(entry)
    return found
