"""同一事项: the items of several lists that ask for the same thing; 指标重叠的按高要求执行."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from tasks.assessing.quantities import StatedTarget, TargetOverlap, find_target_overlaps
from tasks.models import Indicator, Task, User
from tasks.queries import select_visible_tasks


@dataclass(frozen=True)
class SameItem:
    """Another item that asks for the same, and the targets of one measure that differ."""

    task: Task
    overlaps: tuple[TargetOverlap, ...]

    @property
    def demands(self) -> list[str]:
        """Which target holds, in words."""
        return [
            f"{overlap.own.measure}：本项{overlap.own.label}，该项{overlap.other.label}，指标重叠的按高要求执行，"
            f"以{overlap.holding.label}为准。"
            for overlap in self.overlaps
        ]


def list_same_tasks(task: Task, user: User) -> list[Task]:
    """Lists the other items that the user sees of those that ask for the same as the item, with plan and document."""
    first = task.same_as_id or task.pk
    same = select_visible_tasks(user).filter(Q(pk=first) | Q(same_as=first)).exclude(pk=task.pk)
    return list(same.select_related("plan", "item_kind", "document", "current").order_by("document_id", "number"))


def build_same_items(same: Iterable[Task], own: Iterable[Indicator], indicators: Iterable[Indicator]) -> list[SameItem]:
    """Builds the other items with their overlaps.

    Args:
        own: the indicators of the item that a person may see.
        indicators: those of the others.
    """
    targets = [build_indicator_target(one) for one in own]
    others = list(indicators)
    return [
        SameItem(
            task,
            tuple(find_target_overlaps(targets, [build_indicator_target(i) for i in others if i.task_id == task.pk])),
        )
        for task in same
    ]


def build_indicator_target(indicator: Indicator) -> StatedTarget:
    """Takes the target of an indicator."""
    return StatedTarget(indicator.measure, indicator.comparison, indicator.value, indicator.unit, indicator.kind)
