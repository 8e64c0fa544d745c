"""Groups entries by what changed since the previous period, as judged."""

from collections.abc import Iterable, Mapping

from tasks.assessing.streaks import compare_with_previous_entry
from tasks.enums import LagChange
from tasks.models import ProgressEntry

EntriesByLagChange = dict[LagChange, list[ProgressEntry]]


def group_by_lag_change(
    entries: Iterable[ProgressEntry], before: Mapping[int, ProgressEntry]
) -> EntriesByLagChange:
    """Groups the entries by their change.

    Args:
        before: ``tasks.assessing.earlier.index_previous_entries`` of their period.
    """
    found: EntriesByLagChange = {change: [] for change in LagChange}
    for entry in entries:
        if change := compare_with_previous_entry(before.get(entry.task_id), entry):
            found[change].append(entry)
    return found
