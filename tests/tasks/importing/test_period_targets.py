"""Columns of targets within the year, in the words of any plan's periods."""

import pytest

from tasks.assessing.quantities import name_period_targets
from tasks.importing.period_targets import is_year_target, name_target, read_target_month
from tasks.periods import CALENDAR_YEAR, QUARTERLY, Rhythm

MONTHLY = Rhythm(1, CALENDAR_YEAR)
HALVES = Rhythm(1, (6, 12))
TWO = Rhythm(1, (6, 11), ("第一期", "第二期"))
SCHOOL = Rhythm(9, (12, 3, 6, 8), ("9—12月", "9—3月", "9—6月", "全学年"))


@pytest.mark.parametrize(
    ("label", "rhythm", "month"),
    [
        ("一季度目标", QUARTERLY, 3),
        ("上半年工作计划", QUARTERLY, 6),
        ("前三季度累计目标", QUARTERLY, 9),
        ("第四季度目标任务", QUARTERLY, 12),
        ("1—6月目标（万元）", QUARTERLY, 6),
        ("3月目标", MONTHLY, 3),
        ("2025年11月份目标", MONTHLY, 11),
        ("1—2月累计目标", MONTHLY, 2),
        ("10月底前目标", QUARTERLY, 10),
        ("上半年目标", HALVES, 6),
        ("下半年目标", HALVES, 12),
        ("第一期目标", TWO, 6),
        ("9—12月目标", SCHOOL, 12),
        ("9月—次年3月目标", SCHOOL, 3),
        ("一季度目标", SCHOOL, 11),
        ("累计3月计划", QUARTERLY, 3),
        ("1-3月应完成", QUARTERLY, 3),
        ("上半年计划完成数", QUARTERLY, 6),
        ("一季度末目标", QUARTERLY, 3),
        ("年中累计计划完成量", QUARTERLY, 6),
        ("6月30日前目标", QUARTERLY, 6),
        ("前三季度计划投资额", QUARTERLY, 9),
        ("第二季度需完成数", QUARTERLY, 6),
        ("1-3月完成", QUARTERLY, None),
        ("6月末累计完成", QUARTERLY, None),
        ("一季度完成投资", QUARTERLY, None),
        ("计划完成时间", QUARTERLY, None),
        ("13月目标", MONTHLY, None),
        ("3月", MONTHLY, None),
        ("全年目标", QUARTERLY, None),
        ("年度目标", MONTHLY, None),
        ("工作目标", QUARTERLY, None),
        ("月度目标", MONTHLY, None),
        ("一季度完成情况", QUARTERLY, None),
        ("目" * 20000, QUARTERLY, None),
    ],
)
def test_a_label_names_the_month_by_whose_end_its_target_is_due(label, rhythm, month):
    assert read_target_month(label, rhythm) == month


@pytest.mark.parametrize(
    ("label", "is_whole"), [("全年目标", True), ("2025年度目标", True), ("全学年目标", True), ("上半年目标", False)]
)
def test_the_target_of_the_whole_year_is_known_by_its_label(label, is_whole):
    assert is_year_target(label) == is_whole


@pytest.mark.parametrize(
    ("rhythm", "months", "named", "together"),
    [
        (QUARTERLY, (3, 6, 12), ["一季度目标", "二季度目标", "四季度目标"], "季度目标"),
        (QUARTERLY, (5,), ["5月底目标"], "季度目标"),
        (MONTHLY, (1, 2, 12), ["1月目标", "1—2月目标", "全年目标"], "月度目标"),
        (HALVES, (6, 12), ["上半年目标", "全年目标"], "半年目标"),
        (TWO, (6, 9), ["第一期目标", "9月底目标"], "分期目标"),
        (SCHOOL, (12, 3), ["9—12月目标", "9—3月目标"], "分期目标"),
    ],
)
def test_columns_are_called_as_a_plan_of_such_periods_prints_them(rhythm, months, named, together):
    assert ([name_target(month, rhythm) for month in months], name_period_targets(rhythm)) == (named, together)
