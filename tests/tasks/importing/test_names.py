"""Tests abbreviations and groups of units."""

import pytest

from tasks.importing.names import is_abbreviation, is_group


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("区城管局", "区城市管理局"),
        ("区经信委", "区经济信息委"),
        ("区人社局", "区人力资源社会保障局"),
        ("区卫健委", "区卫生健康委"),
        ("区发改委", "区发展改革委"),
        ("县文旅局", "县文化旅游局"),
        ("区应急局", "区应急管理局"),
        ("区市场监管局", "区市场监督管理局"),
        ("区消防支队", "区消防救援支队"),
        ("城投公司", "区城投公司"),
        ("区发展改革委", "区发展和改革委员会"),
        ("区政府办", "区政府办公室"),
    ],
)
def test_an_abbreviation(short, long):
    assert is_abbreviation(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("区教委", "区教工委"),
        ("区交通局", "区交通执法局"),
        ("区委办", "区委编办"),
        ("区征收中心", "区征地事务中心"),
        ("区属国有企业", "区属国有重点企业"),
        ("区文联", "区文化局"),
        ("区城管局", "县城市管理局"),
        ("区城市管理局", "区城管局"),
        ("区教委", "区教委"),
    ],
)
def test_another_unit(short, long):
    assert not is_abbreviation(short, long)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("各镇街", True),
        ("区级有关部门", True),
        ("安委会成员单位", True),
        ("区政府各部门", True),
        ("区属国有重点企业", True),
        ("区教委", False),
        ("滨江街道", False),
    ],
)
def test_what_means_several_units(name, answer):
    assert is_group(name) is answer
