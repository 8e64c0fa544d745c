"""What changed since the period before, as the office judged."""

from collections.abc import Iterable, Mapping

from tasks.assessing.streaks import compare_with_previous_entry
from tasks.enums import LagChange
from tasks.models import ProgressEntry

EntriesByLagChange = dict[LagChange, list[ProgressEntry]]


def group_by_lag_change(
    entries: Iterable[ProgressEntry], before: Mapping[int, ProgressEntry]
) -> EntriesByLagChange:
    """The entries of each turn.

    Args:
        before: ``tasks.assessing.earlier.index_previous_entries`` of their period.
    """
    found: EntriesByLagChange = {turn: [] for turn in LagChange}
    for entry in entries:
        if turn := compare_with_previous_entry(before.get(entry.task_id), entry):
            found[turn].append(entry)
    return found
