"""Simulates the deadlines of items: the office sets some by a decision, and confirms most of those that were read.

The published plan prints no deadlines. Those of its items and the meeting are invented.
"""

from datetime import date

from tasks.adjusting.adjustment_actions import amend_item
from tasks.adjusting.grounds import Grounds
from tasks.adjusting.items import Amendment, PlanNames, compute_item_fingerprint
from tasks.enums import DeadlineState, RequestKind, TaskKind
from tasks.models import Plan, Task, User
from tasks.plans.deadline_actions import settle_deadlines
from tasks.requesting.requests import build_content_change

KEY, LIVELIHOOD = TaskKind.KEY, TaskKind.LIVELIHOOD
#: 完成时限 → numbers of items of the plan
DAYS = {
    "2024年3月底前": (70,),
    "2024年5月底前": (16,),
    "2024年6月底前": (22, 39, 106, 121),
    "2024年7月底前": (125,),
    "2024年9月底前": (48, 87),
    "2024年12月20日前": (98,),
}
#: items that are reported as done by their day
FINISHED = ((KEY, 39), (LIVELIHOOD, 7))
#: items that go on as fast as their day demands
FAST = ((KEY, 87), (KEY, 125), (LIVELIHOOD, 3), (LIVELIHOOD, 4))
#: items of which nobody has confirmed the day that was read
OPEN = ((KEY, 48), (LIVELIHOOD, 3), (LIVELIHOOD, 9))
GROUNDS = Grounds("区政府专题会议（2024年第2次）", date(2024, 3, 15), "会议明确了这些事项的完成时限，方案未列。")


def decide_days(plan: Plan, office: User) -> None:
    """Writes the decided deadlines into the items, from the first quarter on."""
    for words, numbers in DAYS.items():
        amendment = Amendment(build_content_change(RequestKind.EXTEND_DUE, {"due": words, "due_on": ""}))
        for task in plan.tasks.filter(kind=KEY, number__in=numbers).select_related("plan", "item_kind", "current"):
            seen = compute_item_fingerprint(task, PlanNames(plan))
            amend_item(task=task, amendment=amendment, since=1, grounds=GROUNDS, seen=seen, by=office)


def confirm_days(plan: Plan, office: User) -> None:
    """Confirms the deadlines that were read and are not confirmed yet, apart from ``OPEN``."""
    read = Task.objects.filter(plan=plan, current__due_state=DeadlineState.PROPOSED).select_related(
        "current", "item_kind"
    )
    days = {task.pk: task.edition.due_on for task in read if (task.kind, task.number) not in OPEN}
    settle_deadlines(plan=plan, days=days, by=office)
