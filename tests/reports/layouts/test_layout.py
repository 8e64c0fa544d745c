"""Layouts: what a file may say, what is complained of, and which one is taken."""

import pytest

from reports.layouts.layout import (
    FIELDS,
    AttachmentLayout,
    ColumnLayout,
    Layout,
    LayoutError,
    get_layout_by_name,
    get_layout_for_period,
    load_layouts,
    parse_layout,
)
from tasks.enums import Outcome, TaskKind

SMALL = """
name = "季度样式"
manner = 2023
default_for = [{ year = 2023, period = "Q1" }]
general_for = ["Q1", "Q3"]

[[attachments]]
title = "{count}项任务{months}进展表"
kinds = ["key"]
outcomes = ["on_track"]
merge_sections = true
columns = [
  { field = "section", label = "任务", spans = 2, width = 1 },
  { field = "text", width = 3, optional = true },
]

[attachments.words]
on_track = "正常"
"""

BROKEN = """
name = 3
manner = "甲"
colour = "红"

[[attachments]]
title = "{total}项"
kinds = ["wish"]
merge_sections = "是"
columns = [
  { field = "mood", label = "心情", width = 0 },
  { field = "text", label = "任务", spans = 3, width = 1 },
  { field = "due", label = "时限", width = 1 },
]
words = { great = "好" }
"""


def layout(key: str, manner: int, *, made_for=(), general=()) -> Layout:
    return Layout(key, key, manner, frozenset(made_for), frozenset(general), ())


def test_a_layout_is_read_whole():
    assert parse_layout("quarter", SMALL) == Layout(
        key="quarter",
        name="季度样式",
        manner=2023,
        default_for=frozenset({(2023, "Q1")}),
        general_for=frozenset({"Q1", "Q3"}),
        attachments=(
            AttachmentLayout(
                label="附件{order}",
                title="{count}项任务{months}进展表",
                kinds=(TaskKind.KEY,),
                outcomes=(Outcome.ON_TRACK,),
                columns=(
                    ColumnLayout("section", "任务", 1.0, spans=2),
                    ColumnLayout("text", "", 3.0, optional=True),
                ),
                merge_sections=True,
                words={Outcome.ON_TRACK: "正常"},
            ),
        ),
    )


def test_every_mistake_is_named_with_its_place():
    with pytest.raises(LayoutError) as caught:
        parse_layout("broken", BROKEN)
    place = "attachments 第1项"
    fields = "、".join(FIELDS)
    outcomes = "、".join(Outcome)
    assert caught.value.errors == [
        "name 应为文字",
        "manner 应为 1949 至 2199 的整数",
        f"{place} title 中不认识 {{total}}，可用：year、period、months、count、order",
        f"{place} kinds 不认识 wish，可用：target、livelihood、key",
        f"{place} columns 第1项 field 不认识 mood，可用：{fields}",
        f"{place} columns 第1项 width 应为大于 0 的数",
        f"{place} merge_sections 应为 true 或 false",
        f"{place} words 不认识 great，可用：{outcomes}",
        f"{place} columns 第3列已在左侧表头之下，不应再有 label",
        f"{place} columns 最后一个表头的 spans 超出了列数",
        "不认识的键 colour",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "版式 x：不是有效的 TOML 文件"),
        ("name = '甲'\nmanner = 2023", "版式 x：缺少 attachments"),
        ("name = '甲'\nmanner = 2023\nattachments = []", "版式 x：attachments 不能为空"),
        ("name = '甲'\nmanner = 2023\nattachments = ['乙']", "版式 x：attachments 第1项 应为一组键值"),
        (SMALL.replace("{count}项", "{count项"), "版式 x：attachments 第1项 title 的花括号不成对"),
        (SMALL.replace("{count}", "{count:x}"), "版式 x：attachments 第1项 title 中不认识 {count}"),
        (SMALL.replace('["key"]', '[["key"]]'), "版式 x：attachments 第1项 kinds 不认识 ['key']"),
    ],
)
def test_a_file_that_is_no_layout_is_refused(text, message):
    with pytest.raises(LayoutError) as caught:
        parse_layout("x", text)
    assert str(caught.value).startswith(message)


def test_the_layout_made_for_a_period_goes_before_a_newer_general_one():
    made = layout("made", 2021, made_for=[(2021, "H1")])
    general = layout("general", 2023, general=["H1"])
    assert get_layout_for_period(2021, "H1", {"general": general, "made": made}) is made


@pytest.mark.parametrize(("year", "key"), [(2020, "newer"), (2021, "older"), (2022, "older"), (2023, "newer")])
def test_among_general_layouts_the_newest_manner_of_the_time_is_taken(year, key):
    layouts = {
        "older": layout("older", 2021, general=["H1"]),
        "newer": layout("newer", 2023, general=["H1"]),
    }
    assert get_layout_for_period(year, "H1", layouts).key == key


def test_a_period_that_no_layout_serves_is_said():
    with pytest.raises(LayoutError, match="没有适用于前三季度的通用版式"):
        get_layout_for_period(2024, "Q3", {"half": layout("half", 2021, general=["H1"])})


def test_a_layout_is_found_by_file_name_or_name_and_else_all_are_listed():
    layouts = {"quarter": parse_layout("quarter", SMALL)}
    assert get_layout_by_name("quarter", layouts) is get_layout_by_name("季度样式", layouts)
    with pytest.raises(LayoutError, match=r"版式 年报：没有这个版式。现有版式：quarter（季度样式）"):
        get_layout_by_name("年报", layouts)


def test_the_product_has_a_layout_for_every_period():
    layouts = load_layouts()
    chosen = {
        (year, code): get_layout_for_period(year, code, layouts).key
        for year, code in [
            (2021, "H1"),
            (2022, "H1"),
            (2022, "FY"),
            (2024, "PLAN"),
            (2024, "Q1"),
            (2025, "PLAN"),
            (2025, "H1"),
            (2025, "Q3"),
            (2025, "FY"),
        ]
    }
    assert chosen == {
        (2021, "H1"): "half_year_2021",
        (2022, "H1"): "half_year_2022",
        (2022, "FY"): "full_year_2022",
        (2024, "PLAN"): "plan_2024",
        (2024, "Q1"): "progress",
        (2025, "PLAN"): "plan",
        (2025, "H1"): "progress",
        (2025, "Q3"): "progress",
        (2025, "FY"): "full_year",
    }
