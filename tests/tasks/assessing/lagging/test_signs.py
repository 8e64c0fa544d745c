"""预警: a change in the wrong direction is worse than none, and what is not due this year is held against nothing."""

from decimal import Decimal

import pytest

from tasks.assessing.lagging import LaggingRules, detect_signals
from tasks.periods import Quarter
from tests.tasks.assessing.lagging.made import HALF_YEAR, WHOLE_YEAR, read


def detect(task: str, progress: str, quarter: Quarter = HALF_YEAR) -> list[tuple[str, str, str]]:
    """Lists code, severity and message of the signals for two texts, as the product reads them."""
    facts = read(task, progress, quarter=quarter)
    return [(one.code, one.severity, one.message) for one in detect_signals(facts, LaggingRules())]


def test_a_rise_where_a_drop_is_wanted_is_further_from_the_target_than_nothing():
    found = detect("单位地区生产总值能耗下降3%以上", "单位地区生产总值能耗同比上升1.2%")
    assert found == [("below_target", "high", "“单位地区生产总值能耗下降”低于目标 4.2 个百分点")]


def test_an_amount_that_grew_instead_of_being_cut_counts_against_the_course():
    found = detect("压减煤炭消费5万吨", "煤炭消费量同比增加1.2万吨")
    assert found == [("behind_course", "medium", "“压减煤炭消费”落后时间进度 74 个百分点")]


def test_a_drop_as_large_as_asked_gives_no_signal():
    assert detect("单位地区生产总值能耗下降3%以上", "单位地区生产总值能耗同比下降3.1%") == []


def test_a_change_of_nothing_is_below_every_growth():
    found = detect("社会消费品零售总额增长6%", "社会消费品零售总额同比持平")
    assert found == [("below_target", "high", "“社会消费品零售总额”低于目标 6 个百分点")]


@pytest.mark.parametrize(
    ("progress", "messages"),
    [
        ("规上工业增加值增长7%，高于全市平均2.4个百分点", []),
        (
            "规上工业增加值增长7%，高于全市平均1.4个百分点",
            ["“规上工业增加值增速”高于对照指标 1.4 个百分点，目标 2 个"],
        ),
        ("规上工业增加值增长3%，低于全市平均0.4个百分点", ["“规上工业增加值增速”低于对照指标 0.4 个百分点"]),
    ],
)
def test_a_rate_must_lie_as_far_above_the_other_as_asked(progress, messages):
    assert [message for _, _, message in detect("规上工业增加值增速高于全市平均2个百分点", progress)] == messages


def test_a_rate_that_only_has_to_keep_up_may_be_a_little_lower():
    assert detect("居民收入增长与经济增长基本同步", "居民收入增长5.1%，低于GDP增速0.4个百分点") == []


@pytest.mark.parametrize("quarter", [HALF_YEAR, WHOLE_YEAR])
def test_a_target_of_several_years_is_held_against_no_year(quarter):
    assert detect("三年新增公办学位9000个", "新增公办学位1200个", quarter) == []


@pytest.mark.parametrize("progress", ["欠薪案件已清零", "排查工地36个，调处工资纠纷12起"])
def test_that_nothing_is_left_needs_no_number(progress):
    assert [code for code, _, _ in detect("欠薪案件动态清零", progress)] == []


def test_an_unsure_figure_gives_no_heavy_signal():
    facts = read("改造小区30000个", "改造小区共1 200个")
    assert facts.indicators[0].value == Decimal(1200)
    assert [one.severity for one in detect_signals(facts, LaggingRules())] == ["medium", "medium"]
