"""Builds the template values of a period; docs/layouts.md explains each name."""

from collections.abc import Mapping, Sequence
from datetime import date

from reports.figures import ItemCounts
from reports.reporting.attachments import Occasion
from reports.reporting.narrative.groups import (
    build_key_task_summary,
    build_livelihood_summary,
    build_target_summary,
)
from tasks.enums import TaskKind
from tasks.models import Government, Indicator, Plan, ProgressEntry
from tasks.periods import MONTHS, QUARTERLY, Rhythm, format_chinese_date

#: of a bureau, a company or a school, whose own items are 本级
NO_LEVEL = "本"
LEVELS_OF_GOVERNMENT = ("自治区", "市", "区", "县", "旗", "镇", "乡")


def build_narrative_values(
    plan: Plan,
    occasion: Occasion,
    entries: Sequence[ProgressEntry],
    counts: Mapping[TaskKind, ItemCounts],
    indicators: Mapping[int, Sequence[Indicator]],
    on: date,
) -> dict:
    """Builds all template values except those of the attachments (``build_attachment_values``).

    Args:
        entries: of the period in printed order, with the printed parts loaded; empty for a plan.
        indicators: task → its indicators, for the targets, the livelihood items and the lagging items.
        on: the date of the report.
    """
    told = {kind: [each for each in entries if each.task.kind == kind] for kind in TaskKind}
    return {
        **build_occasion_values(plan, occasion, on),
        "预期目标": build_target_summary(told[TaskKind.TARGET], counts[TaskKind.TARGET], indicators),
        "民生实事": build_livelihood_summary(told[TaskKind.LIVELIHOOD], counts[TaskKind.LIVELIHOOD], indicators),
        "重点任务": build_key_task_summary(told[TaskKind.KEY], counts[TaskKind.KEY], indicators),
    }


def build_occasion_values(plan: Plan, occasion: Occasion, on: date) -> dict:
    return {
        "政府": plan.government.name,
        "本级": parse_government_level(plan.government),
        "本级政府": format_short_name(plan.government),
        "督办机构": plan.government.office_name,
        "年度": occasion.year,
        "年称": plan.rhythm.format_year(occasion.year),
        "每期": name_turn(plan.rhythm),
        "是政府": parse_government_level(plan.government) != NO_LEVEL,
        "期": occasion.period,
        "月份": occasion.months,
        "日期": format_chinese_date(on),
        "文号": plan.document_number,
        "人大会议": plan.congress,
        "审议会议": plan.approving_meeting,
        "审议日期": format_chinese_date(plan.approved_on) if plan.approved_on else "",
        "主送": plan.recipients,
    }


def name_turn(rhythm: Rhythm) -> str:
    """Names how often is reported: 每季度, 每月, 定期 for other periods."""
    if rhythm == QUARTERLY:
        return "每季度"
    return "每月" if len(rhythm.numbers) == MONTHS else "定期"


def parse_government_level(government: Government) -> str:
    """Parses the government's level from its name, as its own papers call it: 某市某区人民政府 → 区."""
    head = government.name.removesuffix("人民政府")
    return next((each for each in LEVELS_OF_GOVERNMENT if head.endswith(each)), NO_LEVEL)


def format_short_name(government: Government) -> str:
    """Formats how papers call the government: as it is set, else 区政府 after its level, else by its whole name."""
    if government.short_name:
        return government.short_name
    level = parse_government_level(government)
    return government.name if level == NO_LEVEL else f"{level}政府"
