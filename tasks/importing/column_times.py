"""Columns that a month or a part of the year tells apart: steps under 时间节点, the plan of the next month."""

import re
from collections.abc import Iterable, Sequence

from tasks.importing.period_targets import read_target_month
from tasks.periods import MONTHS, Rhythm

_MONTH_PLAN = re.compile(r"(1[0-2]|[1-9])月份?(?:工作)?(?:计划|安排|打算|重点)")
_MONTH_TOLD = re.compile(r"(?<![\d—-])(1[0-2]|[1-9])月")
#: labels above the columns of the steps within the year
_STEPS = re.compile(
    r"节点|(?:进度|时序|推进|时间|工作|阶段)(?:安排|计划|目标|要求)|(?:年度|阶段|分期|分季度?)(?:安排|计划|目标|任务)"
)


def read_step_month(lines: Sequence[str], rhythm: Rhythm) -> int | None:
    """Returns the calendar month by whose end the steps of a column are due; None for a column of another kind.

    Args:
        lines: of the label, the upper one first: 时间节点, 一季度.
    """
    if len(lines) < 2 or not _STEPS.search(lines[0]):
        return None
    return read_target_month(f"{lines[-1]}目标", rhythm)


def find_next_month_plan(labels: Sequence[Sequence[str]], told: Iterable[str]) -> int | None:
    """Returns the index of the only column that plans a month (5月计划), if the month before is told; None without one.

    Args:
        labels: of each column, the lines of its label.
        told: labels of the columns of progress.
    """
    months = {int(match[1]) for label in told if (match := _MONTH_TOLD.search(label))}
    plans = {
        index: int(match[1])
        for index, lines in enumerate(labels)
        if lines and (match := _MONTH_PLAN.fullmatch(re.sub(r"\s", "", lines[-1])))
    }
    index, month = next(iter(plans.items()), (None, 0))
    return index if len(plans) == 1 and (month - 2) % MONTHS + 1 in months else None
