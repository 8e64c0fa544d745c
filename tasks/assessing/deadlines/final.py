"""完成时限: picks the deadline of the whole item."""

import re

from tasks.assessing.deadlines.reading import read_deadlines
from tasks.assessing.deadlines.records import Deadline, DeadlineKind

_PART = re.compile(r"其中[^。；;\n]{0,60}$")
_STEP = re.compile(
    r"可研|立项|初步设计|施工图|招标|招投标|用地手续|前期工作|前期手续|征地|征收|拆迁|主体封顶|主体结构|主体工程|桩基"
)
_BUILDING = re.compile(r"建设|改造|新建|扩建|迁建|修建")


def pick_final_deadline(text: str, year: int) -> Deadline | None:
    """Picks the deadline on which the whole of an item is to be complete, or None if the text names none.

    It is the latest completion. A part (其中…) and a step of building (招标, 主体封顶) beside other work do not count,
    and if something else begins later still, the end of the whole is not named.

    Args:
        text: the cell 完成时限 of an item, or its wording.
        year: the year of the plan.
    """
    dated = [(each.on, each) for each in read_deadlines(text, year) if each.on]
    done = [(on, each) for on, each in dated if each.kind is DeadlineKind.COMPLETION]
    whole = [(on, each) for on, each in done if not _is_partial(text, each)]
    if not whole:
        return None
    last_on, last = max(whole, key=lambda pair: pair[0])
    begins_later = any(on > last_on for on, each in dated if each.kind is DeadlineKind.START)
    return None if begins_later else last


def _is_partial(text: str, each: Deadline) -> bool:
    before = text[max(0, each.span.start - 70) : each.span.start]
    is_step = _STEP.search(each.scope) and _BUILDING.search(text.replace(each.scope, "", 1))
    return bool(_PART.search(before) or is_step)
