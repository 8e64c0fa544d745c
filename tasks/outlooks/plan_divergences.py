"""计划报告与年度方案: what the plan of the report's year leaves out, or prints with another number."""

from dataclasses import dataclass

from tasks.models import PlanReport, Task
from tasks.outlooks.reading import Outlook
from tasks.outlooks.reading.plan_comparison import ComparedAim, compare_aims


@dataclass(frozen=True)
class Divergence:
    """A target of the report that the plan states otherwise or not at all; ``task`` is None where it leaves it out."""

    compared: ComparedAim
    task: Task | None


@dataclass(frozen=True)
class PlanDivergences:
    """How the plan of the year stands to the report.

    Attributes:
        has_plan: whether the year has a plan with items.
        same: how many targets the plan states as the report does.
    """

    has_plan: bool
    same: int
    differing: list[Divergence]
    left_out: list[Divergence]


def find_plan_divergences(report: PlanReport, outlook: Outlook) -> PlanDivergences:
    """Compares the targets of a report with the items of the plan of its year, as they stand now."""
    tasks = list(
        Task.objects.filter(plan__government=report.government_id, plan__year=report.year, current__isnull=False)
        .select_related("current", "item_kind", "plan")
        .order_by("item_kind_id", "number")
    )
    texts = [f"{task.edition.name}：{task.edition.text}" if task.edition.name else task.edition.text for task in tasks]
    compared = compare_aims(outlook.aims, texts, report.year) if tasks else []
    return PlanDivergences(
        has_plan=bool(tasks),
        same=sum(one.is_same for one in compared),
        differing=[Divergence(one, tasks[one.planned.item]) for one in compared if one.planned and not one.is_same],
        left_out=[Divergence(one, None) for one in compared if one.is_left_out],
    )
