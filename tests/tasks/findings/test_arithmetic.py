"""Sums, ratios and lists inside one text."""

import pytest

from tests.tasks.findings.papers import of_progress


@pytest.mark.parametrize(
    "progress",
    [
        "新增车位500个，其中，北门车场200个、南门车场180个、路侧120个。",
        "新增车位500个，其中北门车场200个。",
        "完成投资14.7亿元。其中，水利9.36亿元，交通2.94亿元，农业2.36亿元，文化0.05亿元。",
        "储备企业94家，其中工业55家，服务业39家，规上60家，规下34家。",
        "排查问题487个，其中，326个立行立改已完成320个，161个限期整改已完成150个。",
        "查处案件8件10人，其中形式主义1件1人，享乐主义7件9人。",
        "建成步道30公里，其中包括东山（2公里）、西山（12.6公里）、环湖（15.4公里）。",
        "在其中3个镇试点，惠及5个村、6个社区。",
    ],
)
def test_parts_that_fit_their_whole_are_left_alone(progress):
    assert of_progress(progress) == []


@pytest.mark.parametrize(
    "progress",
    [
        "新增车位500个，其中，北门车场200个、南门车场180个、路侧220个。",
        "新增车位5179个，其中，东站停车场（1630个）、科创园停车库（551个）、广场车库（779个）、路内泊位（2219个）、桥下车库（168个）。",
        "发生事故死亡7人，其中道路交通33人、建筑施工22人。",
    ],
)
def test_parts_larger_than_their_whole_are_found(progress):
    assert of_progress(progress) == ["parts_sum"]


@pytest.mark.parametrize(
    "progress",
    [
        "发现问题9628个，已整改9487个，整改率98.54%。",
        "35项改革已完成33项，完成率94.28%。",
        "签约项目75个，其中先进制造业项目33个，占比44%。",
        "接种110.46万人，接种率100.68%，全程接种107.73万人，全程接种率98.2%。",
        "压减事项120个，整改问题80个，群众满意率99%。",
        "抽检500批次，同比增长8%，其中合格490批次。",
        "近1000户中已改造600余户，改造率62%。",
    ],
)
def test_ratios_that_follow_or_have_other_bases_are_left_alone(progress):
    assert of_progress(progress) == []


@pytest.mark.parametrize(
    "progress",
    [
        "部门办理事项1370项，已纳入综合窗口1212项，综合窗口率88.76%。",
        "排查矛盾60件，化解55件，化解率达95%。",
    ],
)
def test_a_ratio_that_its_numbers_do_not_give_is_found(progress):
    assert of_progress(progress) == ["ratio"]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("完成4项规划，分别为空间规划、交通规划、水利规划、文物规划。", []),
        ("完成4项规划，分别为空间规划、交通规划、水利规划。", ["list_length"]),
        ("引进企业3家（青石水泥、临江纸业）。", ["list_length"]),
        ("引进企业3家（青石水泥、临江纸业等）。", []),
        ("建成东门路、西门路、南门路等5条道路。", []),
        ("建成东门路、西门路、南门路等2条道路。", ["list_length"]),
        ("完成3个项目，分别为东湖公园、西湖公园提升工程，南湖步道，北湖码头。", []),
    ],
)
def test_a_list_is_as_long_as_it_says(progress, expected):
    assert of_progress(progress) == expected
