"""Simulates 节点: what the office and a lead unit plan for some items, and which of it is reported as reached.

All of it is invented.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks.assessing.milestones import Ticks
from tasks.enums import TaskKind
from tasks.management.demonstration.stage import get_or_add_clerk
from tasks.models import Plan, ProgressEntry, User
from tasks.models.changes import compute_fingerprint
from tasks.plans.milestone_actions import save_milestones
from tasks.plans.milestones import PlannedMilestone, build_milestone_state


@dataclass(frozen=True)
class Step:
    """A milestone, its day, and the day on which it is reached; None where it is not reached by the end of June."""

    text: str
    due: date
    reached: date | None = None


#: number of an item of the plan → its steps
STEPS = {
    12: (
        Step("联丰重庆智慧产业园投运", date(2024, 5, 31)),
        Step("中交冷链智慧产业园建成", date(2024, 11, 30)),
    ),
    39: (
        Step("主体工程完工", date(2024, 3, 31), date(2024, 3, 22)),
        Step("设备安装调试完成", date(2024, 5, 15), date(2024, 5, 13)),
    ),
    50: (
        Step("夏大湾公园施工图审查通过", date(2024, 4, 30)),
        Step("夏大湾公园建成开放", date(2024, 11, 30)),
    ),
    86: (
        Step("9号线新桥车场主体完工", date(2024, 6, 20), date(2024, 6, 18)),
        Step("9号线新桥车场建成", date(2024, 12, 20)),
    ),
    114: (
        Step("疾控中心新院区竣工验收", date(2024, 6, 25), date(2024, 6, 24)),
        Step("区精神卫生中心开工", date(2024, 10, 31)),
        Step("妇幼保健院新院区投用", date(2024, 12, 10)),
    ),
    125: (
        Step("训练基地主体封顶", date(2024, 3, 29), date(2024, 3, 22)),
        Step("训练馆室内工程完工", date(2024, 6, 28), date(2024, 6, 21)),
        Step("竣工验收并移交", date(2024, 7, 30)),
    ),
}
#: the items whose lead unit plans the steps itself
OF_THE_UNIT = (114,)


def plan_steps(plan: Plan, office: User) -> None:
    for task in plan.tasks.filter(kind=TaskKind.KEY, number__in=STEPS).select_related("plan", "item_kind", "current"):
        save_milestones(
            task=task,
            planned=[PlannedMilestone(None, step.text, step.due) for step in STEPS[task.number]],
            seen=compute_fingerprint(build_milestone_state([])),
            by=get_or_add_clerk(task.edition) if task.number in OF_THE_UNIT else office,
        )


def find_reached_steps(entry: ProgressEntry) -> Ticks | None:
    """Returns the milestones that a unit ticks in an entry; None for an item without."""
    if entry.task.kind != TaskKind.KEY or entry.task.number not in STEPS:
        return None
    begins, ends = get_reported_days(entry)
    steps = STEPS[entry.task.number]
    reached = {step.text: step.reached for step in steps if step.reached and begins < step.reached <= ends}
    return {each.pk: reached[each.text] for each in entry.task.milestones.all() if each.text in reached}


def get_reported_days(entry: ProgressEntry) -> tuple[date, date]:
    """Returns the last day that the entry before reports on, and that of the entry."""
    quarter = entry.period.quarter
    return quarter.starts_on - timedelta(days=1), quarter.ends_on
