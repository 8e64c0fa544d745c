"""指标核定: reads the tasks of a plan whose indicators are to be settled."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q

from tasks.enums import IndicatorState
from tasks.models import Plan, Task, User
from tasks.queries import KINDS_IN_ORDER, select_visible_tasks

PROPOSED = Q(indicators__state=IndicatorState.PROPOSED)


class IndicatorCounts(TypedDict):
    """The number of a task's indicators, and of those that wait for a decision."""

    known: int
    waiting: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    CountedTask = WithAnnotations[Task, IndicatorCounts]


def list_indicator_tasks(user: User, plan: Plan) -> "list[CountedTask]":
    """Lists the plan's tasks that have indicators, in printed order, each with its ``IndicatorCounts``."""
    counted = select_visible_tasks(user).filter(plan=plan).select_related("current__section", "item_kind")
    return list(
        counted.annotate(known=Count("indicators"), waiting=Count("indicators", filter=PROPOSED))
        .filter(known__gt=0)
        .order_by(KINDS_IN_ORDER, "number")
    )
