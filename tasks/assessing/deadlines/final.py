"""完成时限: picks the deadline of the whole item, or the day on which it begins where nothing else is dated."""

import re
from datetime import date
from functools import lru_cache

from tasks.assessing.deadlines.contexts import names_completion, names_start
from tasks.assessing.deadlines.reading import read_deadlines
from tasks.assessing.deadlines.records import Deadline, DeadlineKind

_PART = re.compile(r"其中[^。；;\n]{0,60}$")
_STEP = re.compile(
    r"可研|立项|初步设计|施工图|招标|招投标|用地手续|前期工作|前期手续|征地|征收|拆迁|主体封顶|主体结构|主体工程|桩基"
)
_BUILDING = re.compile(r"建设|改造|新建|扩建|迁建|修建")


def pick_final_deadline(text: str, year: int, first_month: int = 1) -> Deadline | None:
    """Picks the deadline on which the whole of an item is to be complete, or None if the text names none.

    It is the latest completion. A part (其中…) and a step of building (招标, 主体封顶) beside other work do not count,
    and if something else begins later still, the end of the whole is not named.

    Args:
        text: the cell 完成时限 of an item, or its wording.
        year, first_month: the year of the plan, and the month with which it begins.
    """
    dated = [(each.on, each) for each in read_deadlines(text, year, first_month) if each.on]
    done = [(on, each) for on, each in dated if each.kind is DeadlineKind.COMPLETION]
    whole = [(on, each) for on, each in done if not _is_partial(text, each)]
    if not whole:
        return None
    last_on, last = max(whole, key=lambda pair: pair[0])
    begins_later = any(on > last_on for on, each in dated if each.kind is DeadlineKind.START)
    return None if begins_later else last


def pick_start_deadline(text: str, year: int, first_month: int = 1) -> Deadline | None:
    """Picks the day by which an item is to begin if its text dates nothing else; None otherwise.

    Args:
        text: the cell 完成时限 of an item, or its wording.
        year, first_month: the year of the plan, and the month with which it begins.
    """
    dated = [(each.on, each) for each in read_deadlines(text, year, first_month) if each.on]
    if any(each.kind is not DeadlineKind.START or _is_partial(text, each) for _, each in dated):
        return None
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


@lru_cache(maxsize=512)
def find_item_deadline(cell: str, text: str, year: int, first_month: int = 1) -> Deadline | None:
    """Finds the deadline of an item in its cell, or else in its wording; a start only where no end is named."""
    of_plan = year, first_month
    ends = pick_final_deadline(cell, *of_plan) or pick_final_deadline(text, *of_plan)
    return ends or pick_start_deadline(cell, *of_plan) or pick_start_deadline(text, *of_plan)


@lru_cache(maxsize=512)
def is_start_asked(cell: str, text: str, year: int, first_month: int = 1) -> bool:
    """Tells whether an item asks only that something begins by its deadline: 6月底前开工建设实验楼.

    A cell that is a bare date says nothing of that, so the wording does.
    """
    of_plan = year, first_month
    if pick_final_deadline(text, *of_plan) or (pick_final_deadline(cell, *of_plan) and names_completion(cell)):
        return False
    if pick_start_deadline(cell, *of_plan) or pick_start_deadline(text, *of_plan):
        return True
    return names_start(text) and not names_completion(text)


def find_course_end(due: date | None, cell: str, text: str, year: int, first_month: int = 1) -> date | None:
    """Returns the day on which the figures of an item are to be reached: its deadline, if that is not a start."""
    return None if due is None or is_start_asked(cell, text, year, first_month) else due


def _is_partial(text: str, each: Deadline) -> bool:
    before = text[max(0, each.span.start - 70) : each.span.start]
    is_step = _STEP.search(each.scope) and _BUILDING.search(text.replace(each.scope, "", 1))
    return bool(_PART.search(before) or is_step)
