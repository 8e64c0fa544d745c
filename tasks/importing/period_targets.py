"""Columns of targets within the year: 一季度目标, 上半年工作计划, 3月目标, 9—12月目标."""

import re

from tasks.assessing.quantities import name_time_until
from tasks.importing.columns import MAX_LABEL, strip_label
from tasks.periods import MONTHS, QUARTERLY, QUARTERS, Rhythm

_AIM = (
    r"(?:(?:累计|应达|需达|序时|时序|阶段)*(?:工作|任务|形象)?(?:进度)?(?:目标|任务|计划|节点|安排|要求)"
    r"(?:累计)?(?:完成|达到|实现)?(?:任务|进度|投资)?(?:数|值|量|额)?|累计?(?:应|需)(?:完成|达到|实现)(?:数|值|量|额)?|(?:应|需)(?:完成|达到|实现)(?:数|值|量|额)?)"
)
_BEGIN = r"(?:(?:19|20)\d{2}年?)?(?:截至|到|累计)?"
_AIMED = re.compile(rf"{_BEGIN}(?P<time>.+?){_AIM}")
_YEAR_AIM = re.compile(rf"{_BEGIN}(?:全年|年度|年底|年末|全学年|学年|学年末){_AIM}")
#: the printed name of a quarter's end → the months of the year that have passed by then
_PASSED = {
    f"{ordinal}{numeral}季度": months
    for numerals, months in zip(("一1", "二2", "三3", "四4"), QUARTERS, strict=True)
    for numeral in numerals
    for ordinal in ("", "第")
} | {"上半年": 6, "半年": 6, "年中": 6, "前三季度": 9, "下半年": MONTHS}
_MONTH = re.compile(r"(?:\d{1,2}月?[-—–－至~](?:次年)?)?(\d{1,2})月(?:份|底|末|底前|末前|前|(?:2[89]|3[01])日前?)?")
#: after the name of a part of the year
_BY_THEN = re.compile(r"(?:末|底)前?$|前$")
#: as the columns of quarters are called, by the months of the year that have passed
_QUARTER_TARGETS = dict(zip(QUARTERS, ("一季度目标", "二季度目标", "三季度目标", "四季度目标"), strict=True))


def read_target_month(label: str, rhythm: Rhythm) -> int | None:
    """Returns the calendar month by whose end the target of a column is due, None for a label that names no such target.

    Args:
        label: as printed, e.g. ``一季度目标``, ``上半年工作计划``, ``3月目标``.
        rhythm: of the plan; its own names of periods are known, and its quarters are those of its year.
    """
    aimed = _AIMED.fullmatch(strip_label(label)) if len(label) <= 2 * MAX_LABEL else None
    if aimed is None:
        return None
    time = aimed["time"]
    if time in rhythm.labels[1:-1]:
        return rhythm.end_months[rhythm.labels.index(time) - 1]
    if passed := _PASSED.get(_BY_THEN.sub("", time)):
        return (rhythm.first_month + passed - 2) % MONTHS + 1
    month = _MONTH.fullmatch(time)
    return int(month[1]) if month and 1 <= int(month[1]) <= MONTHS else None


def names_part_of_year(label: str) -> bool:
    """Returns whether a label names only a part of the year: 一季度, 上半年, 9月底."""
    return read_target_month(f"{label}目标", QUARTERLY) is not None


def is_year_target(label: str) -> bool:
    """Returns whether a label names the target of the whole year (全年目标), which stands for that of its last part."""
    return _YEAR_AIM.fullmatch(strip_label(label)) is not None


def name_target(month: int, rhythm: Rhythm) -> str:
    """Names the column of the target that is due by the end of a calendar month, as a plan of such periods prints it."""
    passed = rhythm.count_passed(month)
    is_by_quarters = rhythm.passed == tuple(QUARTERS) and passed in _QUARTER_TARGETS
    return _QUARTER_TARGETS[passed] if is_by_quarters else f"{name_time_until(month, rhythm)}目标"


def lacks_last_target(months: set[int], rhythm: Rhythm) -> bool:
    """Returns whether all parts of the year but the last have a column, so that the whole year's target is its last one."""
    passed = {rhythm.count_passed(month) for month in months}
    return bool(passed) and passed in ({*rhythm.passed[:-1]}, {*QUARTERS} - {MONTHS})
