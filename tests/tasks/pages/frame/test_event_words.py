"""Old and new values of an audit row, in the words of the pages."""

import pytest

from tasks.models import Event
from tasks.pages.frame.event_words import ChangedValue, iterate_changed_values


def told(before: dict, after: dict, subject_type: str = "progressentry") -> list[ChangedValue]:
    return list(iterate_changed_values(Event(subject_type=subject_type, before=before, after=after)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("submitted", "待审核"),
        (True, "是"),
        (False, "否"),
        (None, "（空）"),
        ("", "（空）"),
        ([], "（空）"),
        (["区教委", "区财政局"], "区教委、区财政局"),
        ({"lagging": 3, "重点": ["甲", "乙"]}, "推进滞后：3；重点：甲、乙"),
        (0, "0"),
        (3550, "3550"),
        (12.5, "12.5"),
        ("已开工一所。", "已开工一所。"),
    ],
)
def test_a_value_is_told_as_people_read_it(value, expected):
    assert told({}, {"结果": value}) == [ChangedValue("结果", None, expected)]


def test_a_field_goes_by_its_chinese_name_and_chinese_keys_stay():
    assert told({"state": "draft", "文件": "甲.docx"}, {"state": "submitted", "text": "已开工。"}) == [
        ChangedValue("填报状态", "草稿", "待审核"),
        ChangedValue("文件", "甲.docx", None),
        ChangedValue("进展情况", None, "已开工。"),
    ]


def test_a_value_of_two_vocabularies_goes_by_its_field():
    assert told({"standing": ""}, {"standing": "lagging"}) == [ChangedValue("系统预警", "（空）", "预警滞后")]
    assert told({}, {"结论": "lagging"}) == [ChangedValue("结论", None, "推进滞后")]


def test_a_subject_that_is_no_table_of_ours_keeps_its_keys():
    assert told({}, {"行数": 3}, subject_type="report") == [ChangedValue("行数", None, "3")]
