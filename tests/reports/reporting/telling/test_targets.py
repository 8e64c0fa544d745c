"""The name of a target and its figure as the summary prints them."""

import pytest

from reports.reporting.telling.targets import format_target_figure, parse_target_name, remove_period_words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("地区生产总值增长6%以上", "地区生产总值"),
        ("空气质量完成年度目标任务", "空气质量"),
        ("城镇调查失业率控制在5.5%以内", "城镇调查失业率"),
        ("居民收入与经济同步", "居民收入与经济同步"),
    ],
)
def test_the_name_of_a_target(text, name):
    assert parse_target_name(text) == name


@pytest.mark.parametrize(
    ("quote", "is_estimate", "said"),
    [
        ("预计增长13%", True, "工业增加值预计增长13%"),
        ("预计上半年增长16%左右", True, "工业增加值预计增长16%左右"),
        ("工业增加值增长3.5%(主城区第5名)", False, "工业增加值增长3.5%"),
        ("1-6月,工业增加值增长3.5%", False, "工业增加值增长3.5%"),
        ("同比增长30%", True, "工业增加值预计同比增长30%"),
        ("同比下降1.2%", False, "工业增加值同比下降1.2%"),
        ("预计工业增加值增长9.7%", True, "预计工业增加值增长9.7%"),
    ],
)
def test_the_figure_of_a_target(quote, is_estimate, said):
    assert format_target_figure("工业增加值", quote, is_estimate) == said


def test_the_period_that_the_paragraph_names_is_not_said_twice():
    assert remove_period_words("上半年空气质量优良天数162天。") == "空气质量优良天数162天"
