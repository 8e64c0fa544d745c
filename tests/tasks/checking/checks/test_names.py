"""Tests that one thing has one name."""

import pytest

from tasks.checking.checks.form.unit_names import is_shortened_name
from tasks.enums import ResponsibilityRole
from tests.tasks.checking.checks.papers import codes, document, item, named, of_progress, only

HELPS = ResponsibilityRole.COOPERATE


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("县文旅委", "县文化旅游委", True),
        ("县城管局", "县城市管理局", True),
        ("江北商圈管委会", "江北广场商圈管委会", True),
        ("水投公司", "县水投公司", True),
        ("县教委", "县文化旅游委", False),
        ("县委办", "县委编办", False),
        ("县民政局", "县民族宗教局", False),
        ("县水利局", "县水产局", False),
        ("城投公司", "水投公司", False),
    ],
)
def test_a_unit_name_may_be_cut_short(short, long, expected):
    assert is_shortened_name(short, long) is expected


def test_a_unit_under_two_names_is_told_once_at_the_rarer_one():
    full = [item(units=(named("县城市管理局"),)) for _ in range(2)]
    short = item(units=(named("县城管局"),), number=7)
    finding = only(document(*full, short))
    assert (finding.code, finding.item, finding.message) == (
        "unit_two_names",
        short,
        "“县城管局”（第7项）与“县城市管理局”（2 处）疑为同一单位。",
    )


def test_two_labels_of_a_known_unit_are_two_names_whatever_they_look_like():
    one = item(units=(named("县环保局", name="县生态环境局"),))
    other = item(units=(named("县生态环境局"),))
    assert codes(document(one, other)) == ["unit_two_names"]


def test_a_name_with_two_kinds_of_dot_is_told_once():
    paper = document(
        item("提升青云·望江景区", "青云•望江景区已开放。"),
        item("规范青云·望江秩序", "青云·望江景区秩序良好。"),
    )
    assert codes(paper) == ["dot_two_ways"]


@pytest.mark.parametrize(
    ("text", "progress", "expected"),
    [
        ("引进华远谱光电项目", "正与华远普光电洽谈。", ["name_two_ways"]),
        ("承办省域协作会议", "省际协作会议已召开。", ["name_two_ways"]),
        ("改造东湖公园", "西湖公园已改造。", []),
        ("新建第一小学", "第二小学已开工。", []),
        ("建成青石镇水厂", "青石镇水厂已通水。", []),
    ],
)
def test_a_name_of_the_task_comes_back_as_it_was(text, progress, expected):
    assert of_progress(progress, text) == expected


def test_quoted_terms_that_differ_in_one_character():
    assert of_progress("推动“乡味青石集”场景落地。", "打造“乡味青食集”场景") == ["name_two_ways"]
    assert of_progress("推动“一村一品”和“一镇一品”示范。") == []


def test_a_place_among_the_units_is_spelt_as_they_spell_it():
    units = (named("望江路街道"), named("青石桥街道", role=HELPS))
    assert codes(document(item(units=units, progress="望汀路街道已完工。"))) == ["name_two_ways"]
    assert codes(document(item(units=units, progress="青石桥街道、红石桥街道已完工。"))) == []
