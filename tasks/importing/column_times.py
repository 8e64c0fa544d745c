"""Columns that a month or a part of the year tells apart: steps under 时间节点, the plan of the next month."""

import re
from collections.abc import Iterable, Sequence

from tasks.importing.columns import Column
from tasks.importing.period_targets import read_target_month
from tasks.periods import MONTHS, Rhythm

_MONTH_PLAN = re.compile(r"(1[0-2]|[1-9])月份?(?:工作)?(?:计划|安排|打算|重点)")
_WHOLE = ("全年", "年底", "年末", "年度")
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


def find_months(labels: Sequence[Sequence[str]], meanings: Sequence[Column | None]) -> dict[int, int]:
    """Returns calendar month → index of the column that is named by it: 5月份.

    Args:
        labels, meanings: of each column.
    """
    named = [
        (index, lines) for index, (lines, each) in enumerate(zip(labels, meanings, strict=True)) if each is Column.MONTH
    ]
    return {int(match[1]): index for index, lines in named if (match := re.match(r"\D*(\d{1,2})", lines[-1]))}


def find_parts_of_year(
    labels: Sequence[Sequence[str]], meanings: Sequence[Column | None], rhythm: Rhythm
) -> dict[int, int]:
    """Returns calendar month → index of the column that is named only by the part of the year that ends with it: 一季度,
    上半年, 全年.

    Args:
        labels: of each column, the lines of its label.
        meanings: of each column; only one without a meaning is looked at.
    """
    found: dict[int, int] = {}
    for index, (lines, meaning) in enumerate(zip(labels, meanings, strict=True)):
        if lines and meaning is None:
            word = re.sub(r"\s", "", lines[-1])
            month = rhythm.end_months[-1] if word in _WHOLE else read_target_month(f"{word}目标", rhythm)
            if month:
                found.setdefault(month, index)
    return found


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
