"""What a template may say of a period, by its Chinese names; what each holds stands in docs/layouts.md."""

from collections.abc import Mapping, Sequence
from datetime import date

from reports.figures import Count
from reports.reporting.attachments import Occasion
from reports.reporting.narrative.groups import key_tasks, livelihood, targets
from tasks.enums import TaskKind
from tasks.models import Government, Indicator, Plan, ProgressEntry
from tasks.periods import written_out

LEVELS_OF_GOVERNMENT = ("自治区", "市", "区", "县", "旗", "镇", "乡")


def values_of(
    plan: Plan,
    occasion: Occasion,
    entries: Sequence[ProgressEntry],
    counts: Mapping[TaskKind, Count],
    indicators: Mapping[int, Sequence[Indicator]],
    on: date,
) -> dict:
    """What a template may use, but for the attachments (``attached``).

    Args:
        entries: of the period in printed order, with everything a row prints; none for a plan.
        indicators: of the targets and the lagging items, by task.
        on: the day the report is dated.
    """
    told = {kind: [each for each in entries if each.task.kind == kind] for kind in TaskKind}
    return {
        **occasion_values(plan, occasion, on),
        "预期目标": targets(told[TaskKind.TARGET], counts[TaskKind.TARGET], indicators),
        "民生实事": livelihood(told[TaskKind.LIVELIHOOD], counts[TaskKind.LIVELIHOOD], indicators),
        "重点任务": key_tasks(told[TaskKind.KEY], counts[TaskKind.KEY], indicators),
    }


def occasion_values(plan: Plan, occasion: Occasion, on: date) -> dict:
    return {
        "政府": plan.government.name,
        "本级": own_level(plan.government),
        "本级政府": f"{own_level(plan.government)}政府",
        "年度": occasion.year,
        "期": occasion.period,
        "月份": occasion.months,
        "日期": written_out(on),
        "文号": plan.document_number,
    }


def own_level(government: Government) -> str:
    """As the government's own papers call it: 某市某区人民政府 → 区."""
    head = government.name.removesuffix("人民政府")
    return next((each for each in LEVELS_OF_GOVERNMENT if head.endswith(each)), "本")
