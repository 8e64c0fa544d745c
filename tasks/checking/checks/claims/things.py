"""Reads the things that a task names."""

from tasks.assessing.lagging.demand import list_task_clauses
from tasks.assessing.quantities.remembered import cache_by_text


@cache_by_text
def read_things(text: str) -> tuple[str, ...]:
    """Reads the names of the things that a task is about, without examples (甲、乙等10个): what is said of one of these is
    not said of the task."""
    return tuple(name for part in list_task_clauses(text) if not part.any_of for name, _start in part.names)
