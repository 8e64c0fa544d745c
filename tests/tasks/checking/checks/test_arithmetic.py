"""Tests sums, ratios and lists in one text."""

import pytest

from tests.tasks.checking.checks.papers import of_progress


@pytest.mark.parametrize(
    "progress",
    [
        "新增车位500个，其中，北门车场200个、南门车场180个、路侧120个。",
        "新增车位500个，其中北门车场200个。",
        "完成投资8.2亿元。其中，水利4.36亿元，交通2.14亿元，农业1.66亿元，文化0.06亿元。",
        "储备企业80家，其中工业48家，服务业32家，规上50家，规下30家。",
        "排查问题213个，其中，140个立行立改已完成131个，73个限期整改已完成60个。",
        "查处案件6件9人，其中形式主义2件3人，享乐主义4件6人。",
        "建成步道30公里，其中包括东山（3公里）、西山（11.5公里）、环湖（15.5公里）。",
        "在其中3个镇试点，惠及5个村、6个社区。",
        "累计建成步道5.6公里，其中二季度完成3.5公里，凤凰溪段3.2公里已通水。",
    ],
)
def test_parts_that_fit_their_whole_are_left_alone(progress):
    assert of_progress(progress) == []


@pytest.mark.parametrize(
    "progress",
    [
        "新增车位500个，其中，北门车场200个、南门车场180个、路侧220个。",
        "累计建成步道5.6公里，其中一季度完成3.5公里，二季度完成3.2公里。",
        "新增车位2400个，其中，东站停车场（900个）、科创园停车库（350个）、广场车库（450个）、路内泊位（700个）、桥下车库（80个）。",
        "发生事故死亡5人，其中道路交通22人、建筑施工11人。",
    ],
)
def test_parts_larger_than_their_whole_are_found(progress):
    assert of_progress(progress) == ["parts_sum"]


@pytest.mark.parametrize(
    "progress",
    [
        "发现问题734个，已整改698个，整改率95.09%。",
        "27项改革已完成26项，完成率96.29%。",
        "签约项目62个，其中先进制造业项目27个，占比43.5%。",
        "接种52.4万人，接种率101.2%，全程接种50.1万人，全程接种率96.8%。",
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
        "部门办理事项846项，已纳入综合窗口720项，综合窗口率87.1%。",
        "排查矛盾48件，化解42件，化解率达91%。",
    ],
)
def test_a_ratio_that_its_numbers_do_not_give_is_found(progress):
    assert of_progress(progress) == ["ratio"]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("完成4项规划，分别为空间规划、交通规划、水利规划、文物规划。", []),
        ("完成4项规划，分别为空间规划、交通规划、水利规划。", ["list_length"]),
        ("整治4条小巷，分别为柳巷、桃巷、杏巷，铺装路面1.2万平方米。", ["list_length"]),
        ("整治3条小巷，分别为柳巷、桃巷、杏巷，铺装路面1.2万平方米。", []),
        ("引进企业3家（青石水泥、临江纸业）。", ["list_length"]),
        ("引进企业3家（青石水泥、临江纸业等）。", []),
        ("建成东门路、西门路、南门路等5条道路。", []),
        ("建成东门路、西门路、南门路等2条道路。", ["list_length"]),
        ("完成3个项目，分别为东湖公园、西湖公园提升工程，南湖步道，北湖码头。", []),
    ],
)
def test_a_list_is_as_long_as_it_says(progress, expected):
    assert of_progress(progress) == expected
