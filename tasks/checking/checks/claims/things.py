"""Reads the things that a task names."""

import re

from tasks.assessing.lagging.demand import SHORTEST_NAME, list_task_clauses
from tasks.assessing.quantities.remembered import cache_by_text

#: what is to become of a thing, behind its name
_END = re.compile(r"(?:工程|项目)?(?:建成|全面|正式)*(?:投入)?(?:投用|使用|运行|运营|通车|竣工|完工|交付|开放|开通)$")


@cache_by_text
def read_things(text: str) -> tuple[str, ...]:
    """Reads the names of the things that a task is about, without examples (甲、乙等10个): what is said of one of these is
    not said of the task."""
    names = (_END.sub("", name) for part in list_task_clauses(text) if not part.any_of for name, _start in part.names)
    return tuple(name for name in names if len(name) >= SHORTEST_NAME)
