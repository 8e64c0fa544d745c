"""Tests one quirk of printed tables at a time."""

import pytest

from tasks.importing.captions import split_captions
from tasks.importing.serial_numbers import read_serial_number
from tests.tasks.importing.papers import LEFT, UP, docx, heading_values, row_values, understood, xlsx

NOTICE = ("南山区人民政府关于印发2024年工作要点的通知", "附件1", "2024年重点任务分工表")


def rows_of(document, *keys) -> list[tuple]:
    return [tuple(row_values(row).get(key) for key in keys) for row in document.rows]


def test_a_header_of_two_lines_without_merges_and_sections_numbered_in_chinese():
    document = understood(
        xlsx(
            {
                "Sheet1": [
                    ["青河县人民政府2025年重点工作任务分解表"],
                    ["序号", "工作任务", "责任单位", None, "县级领导"],
                    [None, None, "牵头", "配合", None],
                    ["一", "推动产业升级"],
                    [1, "引进项目5个", "县工信局牵头，县财政局、各乡镇配合", "", "张伟 副县长"],
                    ["二", "改善民生"],
                    [2, "建校1所", "县教育局", "县住建局", "李娜"],
                ]
            }
        ),
        "分解表.xlsx",
    )
    assert (document.government, document.year, document.is_plan) == ("青河县人民政府", 2025, True)
    assert rows_of(document, "number", "section", "text", "leaders", "lead", "cooperating") == [
        (1, "推动产业升级", "引进项目5个", ["张伟"], ["县工信局"], ["县财政局", "各乡镇"]),
        (2, "改善民生", "建校1所", ["李娜"], ["县教育局"], ["县住建局"]),
    ]


def test_a_header_cell_over_three_columns_is_section_name_and_text():
    document = understood(
        docx(
            *NOTICE,
            [
                ["序号", "工作任务", LEFT, LEFT, "责任单位"],
                ["1", "教育", "学校", "建校1所", "区教育局"],
                ["2", UP, UP, "扩班5个", "区教育局"],
                ["3", UP, "幼儿园", "建园2所", "区教育局"],
            ],
        ),
        "通知.docx",
    )
    assert rows_of(document, "section", "name", "text") == [
        ("教育", "学校", "建校1所"),
        ("教育", "学校", "扩班5个"),
        ("教育", "幼儿园", "建园2所"),
    ]


def test_a_task_without_section_stands_over_both_columns():
    document = understood(
        docx(
            *NOTICE,
            [
                ["序号", "工作任务", LEFT, "责任单位"],
                ["1", "教育", "建校1所", "区教育局"],
                ["2", "完成市级下达的其他任务", LEFT, "各部门"],
            ],
        ),
        "通知.docx",
    )
    assert rows_of(document, "section", "text") == [("教育", "建校1所"), (None, "完成市级下达的其他任务")]


def test_one_task_over_several_lines_is_one_row_in_which_each_unit_says_its_own():
    document = understood(
        docx(
            *NOTICE,
            [
                ["序号", "工作任务", "责任单位", "进展情况"],
                ["1", "建校1所", "区教育局", "主体完工。"],
                [UP, UP, "区住建局", "正在装修。"],
            ],
        ),
        "通知.docx",
        period="H1",
    )
    assert rows_of(document, "number", "text", "lead", "progress") == [
        (1, "建校1所", ["区教育局", "区住建局"], "区教育局：主体完工。\n区住建局：正在装修。")
    ]
    assert "".join(part.before + part.label for part in document.rows[0].lead) == "区教育局\n区住建局"


def test_a_serial_column_without_label_and_the_only_attachment_named_in_the_letter():
    document = understood(
        docx(
            "关于印发2024年工作要点的通知",
            "附件：2024年工作要点任务分工表",
            "青河县人民政府办公室",
            "2024年3月1日",
            [["", "任务", "单位"], ["1", "修路", "县交通局"], ["2", "架桥", "县交通局"]],
        ),
        "通知.docx",
    )
    assert heading_values(document) == {
        "title": "关于印发2024年工作要点的通知",
        "document_number": None,
        "issued_on": "2024-03-01",
        "government": "青河县人民政府",
        "year": 2024,
        "period": None,
        "is_plan": True,
    }
    assert [(table.name, table.title) for table in document.tables] == [(None, "2024年工作要点任务分工表")]
    assert rows_of(document, "number", "text") == [(1, "修路"), (2, "架桥")]


def test_numbers_that_leap_and_rows_that_repeat_are_pointed_at():
    row = ["修路3公里", "区交通局"]
    document = understood(
        docx(*NOTICE, [["序号", "工作任务", "责任单位"], ["1", *row], ["4", "架桥", ""], ["五.1", *row]]),
        "通知.docx",
    )
    twice = "与本文件另一行的任务内容完全相同，请核对是否重复。"
    assert rows_of(document, "number", "warnings") == [
        (1, [twice]),
        (4, ["序号 4 与上一行 1 不连续。", "没有牵头（责任）单位。"]),
        (None, ["序号“五.1”不是数字。", twice]),
    ]


def test_a_kind_that_was_given_against_the_tables_is_followed_and_said():
    table = [["序号", "工作任务", "责任单位", "进展情况"], ["1", "修路", "区交通局", "在建"]]
    document = understood(docx(*NOTICE, table), "通知.docx", kind="plan")
    assert (document.is_plan, document.warnings) == (True, ["按指定的“方案”导入，而表中有进展情况。"])


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("12.", 12),
        ("（12）", 12),
        ("⑫", 12),
        ("十二", 12),
        ("1.1", None),
        ("甲", None),
        ("", None),
    ],
)
def test_serial_numbers(printed, number):
    assert read_serial_number(printed) == number


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["附件1", "重点任务表"], ([], "附件1", "重点任务表")),
        (["正文。", "附件 2：", "2024年重点", "任务表", "单位：万元"], (["正文。"], "附件2", "2024年重点任务表")),
        (["附表3 民生实事清单"], ([], "附表3", "民生实事清单")),
        (["附件1-2", "清单"], ([], "附件1-2", "清单")),
        (["2024年任务清单"], (["2024年任务清单"], None, "2024年任务清单")),
        (["现印发给你们。"], (["现印发给你们。"], None, None)),
        ([], ([], None, None)),
    ],
)  # fmt: skip
def test_the_lines_over_a_table(lines, answer):
    assert split_captions(lines) == answer


def test_a_section_row_whose_number_stands_apart_from_the_merged_rest():
    document = understood(
        docx(
            "附件",
            "2024年前三季度十件民生实事进展情况表",
            [
                ["序号", "事项", "责任单位", "进度"],
                ["一", "校园安全", LEFT, LEFT],
                ["1", "改造食堂10个", "县教体局，各镇人民政府", "完成8个"],
                ["二", "饮水", LEFT, LEFT],
                ["2", "新建水厂1座", "县水利局", "序时推进"],
            ],
        ),
        "表.docx",
    )
    assert rows_of(document, "number", "kind", "section", "text", "lead", "warnings") == [
        (1, "livelihood", "校园安全", "改造食堂10个", ["县教体局", "各镇人民政府"], None),
        (2, "livelihood", "饮水", "新建水厂1座", ["县水利局"], None),
    ]


def test_a_title_begins_after_the_number_that_follows_the_letterhead():
    document = understood(
        docx(
            "江南市临湖区人民政府办公室",
            "临政办〔2024〕15号",
            "关于2023年度重点工作完成情况的报告",
            "附件1",
            "重点工作未完成事项（1项）",
            [
                ["类别", "序号", "任务", "牵头单位", "完成情况"],
                ["交通", "1", "修路3条", "区交通局", "修路2条"],
            ],
        ),
        "报告.docx",
    )
    assert heading_values(document) == {
        "title": "关于2023年度重点工作完成情况的报告",
        "document_number": "临政办〔2024〕15号",
        "issued_on": None,
        "government": "江南市临湖区人民政府",
        "year": 2023,
        "period": 4,
        "is_plan": False,
    }
    assert rows_of(document, "section", "outcome") == [("交通", "not_reached")]
