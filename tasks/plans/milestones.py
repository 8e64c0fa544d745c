"""节点: which milestones of an item a person may change, and what a form shows of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.enums import DeadlineState, MilestoneSource
from tasks.models import Milestone, Task, User
from tasks.models.changes import State
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, can

#: the most milestones of an item, and the most characters of one
MOST_MILESTONES, LONGEST_MILESTONE = 20, 200


@dataclass(frozen=True)
class PlannedMilestone:
    """A milestone as a person gives it; ``key`` is None for a new one."""

    key: int | None
    text: str
    due_on: date


def may_change_milestone(user: User, milestone: Milestone) -> bool:
    """Returns whether a person who may set milestones of the item may change this one: the office all, a unit those
    that a unit has proposed and the office has not confirmed."""
    is_open = milestone.source == MilestoneSource.UNIT and milestone.state == DeadlineState.PROPOSED
    return is_open or can(user, Permission.MANAGE_INDICATORS)


def list_task_milestones(task: Task) -> list[Milestone]:
    """Lists the milestones of an item by day."""
    return list(task.milestones.order_by("due_on", "position"))


def build_milestone_state(milestones: Iterable[Milestone]) -> State:
    """Returns the milestones of an item under their label, as the audit log and a form's fingerprint keep them."""
    return {
        "节点": [
            f"{each}（{format_chinese_date(each.due_on)}，{each.source.label}，{each.state.label}）"
            for each in milestones
        ]
    }
