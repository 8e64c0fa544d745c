"""位次: which places a text says are held outside the district."""

import pytest

from tasks.assessing.quantities import read_ranks


def ranks(text: str) -> list[tuple]:
    return [(one.scope, one.place, one.of, one.is_shared, one.is_of_growth, one.quote) for one in read_ranks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增速居全市第4位。", ("全市", 4, None, False, True, "居全市第4位")),
        ("总量位列中心城区第一。", ("中心城区", 1, None, False, False, "位列中心城区第一")),
        ("与江北区并列第5。", ("", 5, None, True, None, "与江北区并列第5")),
        ("居主城第三（并列）；", ("主城", 3, None, True, None, "居主城第三（并列）")),
        ("列全市38个区县第5位。", ("全市38个区县", 5, 38, False, None, "列全市38个区县第5位")),
        ("全市排名第１（共３８个区县）。", ("全市", 1, 38, False, None, "全市排名第１（共３８个区县）")),
        ("考核排名3/41。", ("", 3, 41, False, None, "排名3/41")),
    ],
)
def test_a_place_is_read_with_its_scope_and_its_words(text, found):
    assert ranks(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "第三季度完成投资32亿元。",
        "第13届农民丰收节开幕。",
        "第一批项目全部开工。",
        "区第2医院主体封顶。",
        "营商环境全市排名提升2位。",
        "进入全市前三。",
        "力争全年居全市第3位。",
        "去年居全市第10位。",
        "全市第一个园区建成。",
        "全区排名第一的街道。",
        "全区排名第一。",
        "居全市倒数第3位。",
        "占全市1/3。",
        "第一，加强领导。",
    ],
)
def test_what_is_no_place_held_outside_is_none(text):
    assert ranks(text) == []


def test_of_a_rise_only_the_new_place_is_read():
    assert [one[:2] for one in ranks("全市排名由第15位上升至第9位。")] == [("全市", 9)]


def test_of_two_periods_only_the_later_place_is_read():
    assert [one[:2] for one in ranks("一季度居全市第11位，上半年居全市第8位。")] == [("全市", 8)]


def test_a_number_of_places_below_the_place_is_not_believed():
    assert [one[:3] for one in ranks("在全市5个区县中排第9位。")] == [("全市5个区县", 9, None)]
