"""Levels, numbers and names of the paragraphs of a report."""

import pytest

from reports.printing.paragraphs import (
    Level,
    MissingLevelError,
    Paragraph,
    format_chinese_number,
    leave_out_number,
    number_paragraphs,
    read_paragraphs,
)


def texts(template: str) -> list[str]:
    return [each.line for each in number_paragraphs(read_paragraphs(template))]


def test_a_line_is_a_paragraph_behind_its_level():
    assert read_paragraphs("【标题】报告\n\n【正文 开头】现报告如下。\n【条目 滞后12】新增学位。") == [
        Paragraph("标题1", Level.TITLE, "报告"),
        Paragraph("开头", Level.BODY, "现报告如下。"),
        Paragraph("滞后12", Level.ITEM, "新增学位。"),
    ]


def test_a_line_without_a_level_goes_on_with_the_paragraph_above():
    assert read_paragraphs("【标题】示范区\n关于进展的报告") == [
        Paragraph("标题1", Level.TITLE, "示范区\n关于进展的报告")
    ]
    assert texts("【标题】示范区\n关于进展的报告") == ["示范区关于进展的报告"]


def test_a_text_that_begins_without_a_level_is_refused():
    with pytest.raises(MissingLevelError) as refused:
        read_paragraphs("现报告如下。")
    assert str(refused.value) == "“现报告如下。”前应写明段落的层级，如【标题】【正文】。"


def test_other_brackets_are_words():
    assert texts("【正文】甲\n【重点】乙") == ["甲【重点】乙"]


def test_a_name_given_twice_stays_unique():
    found = read_paragraphs("【正文 甲】一\n【正文 甲】二\n【正文 甲】三")
    assert [each.key for each in found] == ["甲", "甲（2）", "甲（3）"]


def test_an_empty_paragraph_is_none():
    assert read_paragraphs("【正文】\n【正文】二") == [Paragraph("正文2", Level.BODY, "二")]


def test_numbers_follow_from_the_levels():
    assert texts(
        "【一级】甲\n【条目】a\n【条目】b\n【一级】乙\n【二级】c\n【条目】d\n【二级】e\n【正文】f\n【条目】g"
    ) == ["一、甲", "1. a", "2. b", "二、乙", "（一）c", "1. d", "（二）e", "f", "1. g"]


def test_several_attachments_are_numbered_and_one_is_not():
    assert texts("【附件】甲表\n【附件】乙表") == ["附件：1. 甲表", "2. 乙表"]
    assert texts("【附件】甲表") == ["附件：甲表"]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_a_number_in_chinese(number, said):
    assert format_chinese_number(number) == said


@pytest.mark.parametrize(
    ("level", "typed", "kept"),
    [
        (Level.ITEM, "1. 建成公园一座。", "建成公园一座。"),
        (Level.ITEM, "12、建成公园一座。", "建成公园一座。"),
        (Level.ITEM, "1.5万亩造林完成。", "1.5万亩造林完成。"),
        (Level.HEADING_1, "二、重点任务", "重点任务"),
        (Level.HEADING_2, "（三）重点任务", "重点任务"),
        (Level.BODY, "1. 建成公园一座。", "1. 建成公园一座。"),
    ],
)
def test_a_number_that_a_person_typed_is_not_printed_twice(level, typed, kept):
    assert leave_out_number(level, typed) == kept
