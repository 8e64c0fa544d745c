"""Tests that one measure has one value."""

import pytest

from tasks.checking.checks import check_document
from tasks.enums import Outcome, TaskKind
from tests.tasks.checking.checks.papers import codes, document, item, of_progress


def messages(paper) -> list[str]:
    return [one.message for one in check_document(paper) if one.code in ("two_values", "units_differ")]


def test_the_narrative_gives_a_target_the_value_of_the_table():
    targets = [
        item("进出口总额增长5%以上", "预计进出口总额增长8.3%。", kind=TaskKind.TARGET),
        item("地区生产总值增长6%左右", "地区生产总值增长5.9%。", kind=TaskKind.TARGET),
    ]
    wrong = "上半年，GDP增长5.9%；进出口总额增长8%。"
    right = "上半年，GDP增长5.9%；进出口总额增长8.3%。"
    assert messages(document(*targets, narrative=(wrong,))) == ["“进出口总额”正文写 8%，附件写 8.3%。"]
    assert messages(document(*targets, narrative=(right,))) == []


def test_a_listed_item_has_the_figures_of_its_row():
    row = item("拆除违法建筑90万平方米", "累计拆除违法建筑21.47万平方米。", outcome=Outcome.LAGGING)
    wrong = ("1项任务滞后。", "1. 拆除违法建筑90万平方米。累计拆除违法建筑27.41万平方米，差距较大。")
    right = ("1项任务滞后。", "1. 拆除违法建筑90万平方米。累计拆除违法建筑21.47万平方米，差距较大。")
    assert messages(document(row, narrative=wrong)) == ["“拆除违法建筑”正文写 27.41万平方米，附件写 21.47万平方米。"]
    assert messages(document(row, narrative=right)) == []


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("4，120人", []),
        ("4 120人", []),
        ("4,120人", []),
        ("4，210人", ["“新增就业”正文写 4210人，附件写 4120人。"]),
    ],
)
def test_digits_in_groups_are_the_number_of_the_row(printed, found):
    row = item("新增就业9000人", "新增就业4120人。", outcome=Outcome.LAGGING)
    narrative = ("1项任务滞后。", f"1. 新增就业9000人。新增就业{printed}，差距较大。")
    assert messages(document(row, narrative=narrative)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("同比下降1.2%", []),
        ("同比上升1.2%", ["“规上工业综合能耗”正文写 1.2%，附件写 -1.2%。"]),
    ],
)
def test_a_rise_in_the_narrative_is_none_of_a_drop_in_the_row(said, found):
    row = item("规上工业综合能耗下降3%", "规上工业综合能耗同比下降1.2%。", outcome=Outcome.LAGGING)
    narrative = ("1项任务滞后。", f"1. 规上工业综合能耗下降3%。规上工业综合能耗{said}，差距较大。")
    assert messages(document(row, narrative=narrative)) == found


def test_a_listed_item_has_the_units_of_its_row():
    row = item("农房风貌提升", "已确定860栋农房范围。", outcome=Outcome.LAGGING)
    narrative = ("1项任务滞后。", "1. 农房风貌提升860户。已确定范围。")
    assert messages(document(row, narrative=narrative)) == ["同一数字，正文写“860户”，附件写“860栋”。"]


def test_two_items_report_one_measure_alike():
    first = item("种植乡土树种，美化乡村", "种植乡土树种12万平方米。")
    other = item("种植乡土树种20万平方米", "种植乡土树种13.6万平方米。")
    apart = item("规范旅游秩序", "整改问题417个。"), item("规范医院周边秩序", "整改问题98个。")
    assert len(messages(document(first, other))) == 1
    assert messages(document(*apart)) == []


@pytest.mark.parametrize(
    ("own", "published", "expected"),
    [
        ("预计上半年新增就业1.8万人。", "上半年新增就业1.8万人。", ["overstated"]),
        ("上半年新增就业1.8万人。", "上半年新增就业1.8万人，完成过半。", []),
        ("已向省文旅厅申报全域旅游示范区，待批复。", "全域旅游示范区已获批。", ["overstated"]),
        ("预计9月底完成主体施工。", "已完成主体施工。", ["overstated"]),
        ("主体施工已完成，正在办理验收。", "主体施工已完成。", []),
        ("正在推进主体施工。", "正在推进主体施工。", []),
    ],
)
def test_the_office_claims_no_more_than_the_unit(own, published, expected):
    assert of_progress(own, published=published) == expected


def other_sides(*items) -> list[tuple[str, str]]:
    sides = [one.other_side for one in check_document(document(*items))]
    return [(side.place, side.words) for side in sides if side]


def test_a_contradiction_knows_both_its_texts():
    first = item("种植乡土树种，美化乡村", "种植乡土树种12万平方米。", number=7)
    other = item("种植乡土树种20万平方米", "种植乡土树种13.6万平方米。", number=8)
    assert other_sides(first, other) == [("第 7 项 进展情况", "种植乡土树种12万平方米。")]
    own = item("全域旅游", "已向省文旅厅申报全域旅游示范区，待批复。", published="全域旅游示范区已获批。")
    assert other_sides(own) == [("单位原文", "已向省文旅厅申报全域旅游示范区")]
    short = item("新增停车位7000个", "目前尚有差距，新增100个。", outcome=Outcome.ON_TRACK, reason="总体有序。")
    assert ("研判结论", "正常推进：总体有序。") in other_sides(short)


def test_findings_are_told_once_each():
    paper = document(item("甲事", "正在拟定拟定办法。"), item("乙事", "正在拟定拟定办法。"))
    assert codes(paper) == ["doubled", "doubled"]
