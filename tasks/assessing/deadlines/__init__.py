"""完成时限: reads the deadlines of a 完成时限 cell or of an item's wording.

It uses the standard library and ``tasks.assessing.quantities`` only. All positions are characters of the given text.
"""

from tasks.assessing.deadlines.final import (
    find_course_end,
    find_item_deadline,
    is_start_asked,
    pick_final_deadline,
    pick_start_deadline,
)
from tasks.assessing.deadlines.reading import read_deadlines
from tasks.assessing.deadlines.records import FIRST_YEAR, Deadline, DeadlineKind
from tasks.assessing.deadlines.steps import PlannedStep, read_period_steps

__all__ = [
    "FIRST_YEAR",
    "Deadline",
    "DeadlineKind",
    "PlannedStep",
    "find_course_end",
    "find_item_deadline",
    "is_start_asked",
    "pick_final_deadline",
    "pick_start_deadline",
    "read_deadlines",
    "read_period_steps",
]
