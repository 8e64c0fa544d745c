"""量化指标: the numbers that are easily read wrong, and how sure the reader may be of them."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities import (
    Doubt,
    match_figures,
    read_commitments,
    read_quantities,
    read_stated_figures,
    read_year_commitments,
)
from tasks.enums import Comparison, IndicatorKind
from tests.measure.measure_readings import RIGHT, judge, load, load_fresh


@pytest.mark.parametrize("held_back", [False, True])
def test_every_labelled_sentence_is_read_as_labelled(held_back):
    assert [label for label in load(held_back=held_back) if judge(label) != RIGHT] == []


def test_the_fresh_sentences_are_read_as_labelled():
    assert [label for label in load_fresh() if judge(label) != RIGHT] == []


@pytest.mark.parametrize(
    ("text", "value", "doubt"),
    [
        ("完成1 200套保障房", "1200", Doubt.SPACED),
        ("新增停车位5 000个", "5000", Doubt.SPACED),
        ("新增停车位5\u2009000个", "5000", None),
        ("新增停车位5,000个", "5000", None),
        ("新增就业4，120人", "4120", Doubt.COMMA),
        ("分别完成1，120，300户", "1120300", Doubt.RUN_ON),
        ("共3 200人参加", "3200", Doubt.RUN_ON),
        ("走访近百家企业", "100", Doubt.SPOKEN),
        ("引进三五家企业", "3", Doubt.SPOKEN),
        ("引进十几家企业", "10", Doubt.SPOKEN),
    ],
)
def test_digits_in_groups_are_one_number_as_sure_as_they_are_printed(text, value, doubt):
    (found,) = read_quantities(text)
    assert (found.value, found.doubt) == (Decimal(value), doubt)


def test_groups_of_digits_without_a_unit_behind_them_are_never_sure():
    assert [each.doubt for each in read_quantities("已建成12，300。")] == [Doubt.RUN_ON]
    figures = read_quantities("1 200、300个")
    assert [(each.value, each.unit, each.doubt) for each in figures] == [
        (Decimal(1200), "个", Doubt.SPACED),
        (Decimal(300), "个", None),
    ]


def test_two_figures_that_a_comma_parts_stay_two():
    found = read_stated_figures("已建成12个站点，300户接入")
    assert [(each.value, each.unit) for each in found] == [(Decimal(12), "个"), (Decimal(300), "户")]


@pytest.mark.parametrize(
    ("task", "progress", "value", "confidence"),
    [
        ("能耗强度下降3.2%以上", "单位GDP能耗同比上升0.8%", "-0.8", 0.49),
        ("新增就业6000人以上", "新增就业4，120人", "4120", 0.85),
        ("新增停车位5 000个", "新增停车位1 200个", "1200", 0.85),
        ("税收收入实现两位数增长", "税收收入实现两位数增长", "10", 0.6),
        ("改造小区30个", "改造小区共1 200个", "1200", 0.45),
    ],
)
def test_an_answer_is_no_surer_than_its_number(task, progress, value, confidence):
    (found,) = match_figures(read_commitments(task), progress)
    assert (found.value, found.confidence) == (Decimal(value), confidence)


def test_the_reason_of_an_answer_says_its_doubt():
    (found,) = match_figures(read_commitments("新增就业6000人以上"), "新增就业4，120人")
    assert found.reason == "单位相同；名称一致（新增就业）；任务与进展中同类数字各仅一处；全角逗号按千分位读；已完成数"


def test_two_digits_of_growth_are_at_least_ten_percent():
    (found,) = read_commitments("一般公共预算收入实现两位数增长")
    read = (found.measure, found.comparison, found.value, found.unit, found.kind, found.quote)
    growth = IndicatorKind.GROWTH
    assert read == ("一般公共预算收入", Comparison.AT_LEAST, Decimal(10), "%", growth, "两位数增长")


def test_points_above_another_rate_are_a_relative_target():
    (found,) = read_commitments("规上工业增加值增速高于全市平均2个百分点")
    read = (found.measure, found.comparison, found.value, found.unit, found.kind)
    assert read == ("规上工业增加值增速", Comparison.AT_LEAST, Decimal(2), "个百分点", IndicatorKind.RELATIVE)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("数字经济规模三年翻两番", ["event"]),
        ("到2032年建成公园6个", ["event"]),
        ("到2030年建成公园6个", ["cumulative"]),
        ("三年内新增学位9000个，今年新增3000个", ["event", "cumulative"]),
        ("数字经济规模三年翻两番，新增泊位1500个", ["event", "cumulative"]),
        ("高新技术企业到2032年突破600家，新增泊位1500个", ["event", "cumulative"]),
        ("力争用三年时间，改造小区86个，新增泊位9000个", ["event", "event"]),
        ("在近三年成果的基础上，新增学位3000个", ["cumulative"]),
        ("完成三年行动任务，整治58处", ["cumulative"]),
    ],
)
def test_a_target_of_several_years_is_none_of_this_year(text, kinds):
    found = read_year_commitments(text, 2030)
    assert [each.kind for each in found] == kinds
    assert [each.doubt is Doubt.SEVERAL_YEARS for each in found] == [kind == "event" for kind in kinds]


def test_no_figure_of_a_year_answers_a_target_of_several_years():
    assert match_figures(read_commitments("三年新增学位9000个"), "新增学位3200个") == [None]


@pytest.mark.parametrize("text", ["37个历史遗留问题清零", "37个历史遗留问题全部清零"])
def test_a_count_that_is_cleared_is_the_target_itself(text):
    (found,) = read_commitments(text)
    assert (found.value, found.unit, found.comparison) == (Decimal(37), "个", Comparison.EQUAL)


def test_what_is_cleared_answers_no_count():
    assert match_figures(read_commitments("37个历史遗留问题清零"), "历史遗留问题已清零") == [None]
