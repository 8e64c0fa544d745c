"""Groups entries by what changed since the previous period, as judged."""

from collections.abc import Iterable, Mapping

from tasks.assessing.streaks import compare_with_previous_entry
from tasks.enums import LagChange
from tasks.models import Judgement, ProgressEntry

EntriesByLagChange = dict[LagChange, list[ProgressEntry]]
#: the changes that an item behind can have
GRAVEST_FIRST = (LagChange.AGAIN, LagChange.UNDECIDED, LagChange.NEWLY, None)


def group_by_lag_change(entries: Iterable[ProgressEntry], before: Mapping[int, ProgressEntry]) -> EntriesByLagChange:
    """Groups the entries by their change.

    Args:
        before: ``tasks.assessing.earlier.index_previous_entries`` of their period.
    """
    found: EntriesByLagChange = {change: [] for change in LagChange}
    for entry in entries:
        if change := compare_with_previous_entry(before.get(entry.task_id), entry):
            found[change].append(entry)
    return found


def list_lagging_judgements(
    entries: Iterable[ProgressEntry], before: Mapping[int, ProgressEntry]
) -> list[tuple[ProgressEntry, LagChange | None, Judgement]]:
    """Lists the entries behind, the gravest change first, each with the judgement that says so.

    An entry without a judgement counts as behind when 上期 was, and has the judgement of 上期.

    Args:
        before: as in ``group_by_lag_change``.
    """
    found = []
    for entry in entries:
        previous = before.get(entry.task_id)
        change = compare_with_previous_entry(previous, entry)
        judged = previous if previous and change == LagChange.UNDECIDED else entry
        if judged.judgement and judged.judgement.outcome.is_behind:
            found.append((entry, change, judged.judgement))
    return sorted(found, key=lambda row: GRAVEST_FIRST.index(row[1]))
