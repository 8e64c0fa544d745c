"""Simulates 接续, 结转 and 历年: the office joins some items of the plan with those of the one before, drops one, and joins the
headline indicators of all years."""

from tasks.continuing.continuation_actions import confirm_continuation
from tasks.continuing.continuations import find_earlier_plan
from tasks.continuing.discontinuation_actions import discontinue_item
from tasks.enums import ContinuationKind, TaskKind
from tasks.measures.measure_actions import MeasureJoin, build_proposed_content, join_measures
from tasks.measures.proposals import MeasureProposals
from tasks.models import Plan, Task, User

#: nature, number in the earlier plan, number in the plan
CONTINUED = (
    (TaskKind.TARGET, 1, 1),
    (TaskKind.TARGET, 2, 3),
    (TaskKind.TARGET, 4, 4),
    (TaskKind.TARGET, 6, 5),
    (TaskKind.TARGET, 8, 7),
    (TaskKind.KEY, 11, 28),
    (TaskKind.KEY, 43, 87),
    (TaskKind.KEY, 47, 84),
    (TaskKind.KEY, 63, 86),
    (TaskKind.KEY, 92, 107),
)
#: an item that the earlier year left unfinished, and the one in which it goes on
CARRIED = (TaskKind.KEY, 69, 95)
DROPPED = (TaskKind.KEY, 64)
REASON = "规划编制转入日常工作，本年不再单列（演示编写）。"


def carry_items_over(plan: Plan, office: User) -> None:
    """Joins items of two years and drops one; the other unfinished ones stay undecided."""
    earlier = find_earlier_plan(plan)
    if earlier is None:
        return
    ways = [*((pair, ContinuationKind.CONTINUED) for pair in CONTINUED), (CARRIED, ContinuationKind.UNFINISHED)]
    for (nature, before, after), kind in ways:
        former, later = _get_item(earlier, nature, before), _get_item(plan, nature, after)
        confirm_continuation(earlier=former, later=later, kind=kind, seen="", by=office)
    discontinue_item(task=_get_item(earlier, *DROPPED), reason=REASON, by=office)


def join_headline_indicators(plan: Plan, office: User) -> None:
    """Joins the headline indicators of several years that are surely the same; the others stay proposed."""
    sure = [
        one
        for one in MeasureProposals(plan.government).proposals
        if one.is_headline and one.is_sure and len(one.members) > 1
    ]
    joins = [MeasureJoin(one.measure, [m.row for m in one.members], build_proposed_content(one)) for one in sure]
    join_measures(joins=joins, by=office)


def _get_item(plan: Plan, nature: TaskKind, number: int) -> Task:
    return Task.objects.select_related("plan", "item_kind", "current").get(plan=plan, kind=nature, number=number)
