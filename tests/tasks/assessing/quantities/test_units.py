"""量化指标: units that measure the same are converted, others are refused."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit, match_unit


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("120", "亩", "公顷", "8"),
        ("3", "公顷", "平方米", "30000"),
        ("1", "亩", "平方米", "666.6667"),
        ("100", "万平方米", "平方公里", "1"),
        ("12000", "米", "公里", "12"),
        ("7000", "万元", "亿元", "0.7"),
        ("18506", "户", "万户", "1.8506"),
        ("5", "‰", "%", "0.5"),
        ("5", "家", "个", "5"),
        ("200", "", "家", "200"),
        ("540", "亿", "亿元", "540"),
    ],
)
def test_a_value_converts_into_the_other_unit(value, source, target, result):
    assert convert_unit(Decimal(value), source, target) == Decimal(result)


@pytest.mark.parametrize(("source", "target"), [("户", "人"), ("亩", "公里"), ("%", "个"), ("亿元", "亿美元")])
def test_units_of_different_things_do_not_convert(source, target):
    with pytest.raises(ValueError, match="不能换算"):
        convert_unit(Decimal(1), source, target)


@pytest.mark.parametrize(
    ("one", "other", "degree"),
    [
        ("个", "个", 1.0),
        ("万平方米", "㎡", 1.0),
        ("万元", "亿元", 1.0),
        ("个", "座", 0.85),
        ("人", "名", 0.85),
        ("", "家", 0.6),
        ("", "亿元", 0.0),
        ("%", "个百分点", 0.0),
        ("户", "名", 0.0),
    ],
)
def test_how_far_two_units_count_the_same(one, other, degree):
    assert compute_unit_affinity(one, other) == degree


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("平方米老旧小区", "平方米"),
        ("人次培训", "人次"),
        ("个百分点", "个百分点"),
        ("个人才公寓", "个"),
        ("个体育公园", "个"),
        ("个体工商户", ""),
        ("项目标任务", "项"),
        ("项目", ""),
        ("家庭农场", ""),
        ("部门", ""),
        ("微克/立方米以下", "微克/立方米"),
        ("线开通", ""),
    ],
)
def test_a_unit_is_told_from_a_word_that_begins_like_it(text, unit):
    assert match_unit(text, 0) == unit
