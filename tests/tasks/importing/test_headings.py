"""Tests titles, numbers, dates, governments and periods in the text around the tables."""

from datetime import date

import pytest

from tasks.importing.dates import read_chinese_under_hundred, read_date_line
from tasks.importing.headings import (
    expand_government_name,
    find_document_number,
    find_document_title,
    find_government_name,
    read_printed_period,
    read_printed_year,
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2024年2月2日", date(2024, 2, 2)),
        ("２０２４ 年 ２ 月 ２ 日", date(2024, 2, 2)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("二○二三年二月六日", date(2023, 2, 6)),
        ("2023-10-08", date(2023, 10, 8)),
        ("2024年2月2日印发", date(2024, 2, 2)),
    ],
)
def test_a_line_that_is_a_date(line, found):
    assert read_date_line(line) == (found, "")


def test_a_damaged_date_with_one_reading_is_repaired_and_said():
    assert read_date_line("2022726日") == (
        date(2022, 7, 26),
        "成文日期“2022726日”有缺字，按 2022年7月26日 处理，请核对。",
    )


@pytest.mark.parametrize("line", ["2022121日", "2022999日"])
def test_a_damaged_date_with_two_readings_or_none_is_left_open(line):
    assert read_date_line(line) == (None, f"成文日期“{line}”有缺字，无法确定是哪一天，请核对。")


def test_a_day_that_does_not_exist():
    assert read_date_line("2023年2月30日") == (None, "成文日期“2023年2月30日”不是有效的日期。")


@pytest.mark.parametrize("line", ["截至2024年2月2日，完成3项。", "附件", ""])
def test_a_line_that_is_no_date(line):
    assert read_date_line(line) == (None, "")


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("十二", 12), ("三十", 30), ("三十一", 31), ("六", 6)])
def test_chinese_numbers_of_days(text, number):
    assert read_chinese_under_hundred(text) == number


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["沙府办发〔2024〕6号"], ("沙府办发〔2024〕6号", "")),
        (["南政办[2023] 11 号"], ("南政办〔2023〕11号", "")),
        (["白政督〔2023〕5号　签发人：王明"], ("白政督〔2023〕5号", "")),
        (
            ["白政办发〔20238号"],
            ("白政办发〔2023〕8号", "文号“白政办发〔20238号”括号有缺，按“白政办发〔2023〕8号”处理，请核对。"),
        ),
        (["根据白政办发〔2023〕8号文件要求，现通报如下。"], (None, "")),
    ],
)
def test_the_documents_own_number(lines, answer):
    assert find_document_number(lines) == answer


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["关于2023年重点工作推进情况的通报"], "关于2023年重点工作推进情况的通报"),
        (["南山区人民政府", "关于印发2023年", "重点工作清单的通  知", "各街道："], "南山区人民政府关于印发2023年重点工作清单的通知"),
        (["南山区人民政府办公室文件", "南政办发〔2023〕1号", "南山区政府办公室", "关于分工的通知（试行）"], "南山区政府办公室关于分工的通知（试行）"),
        (["各街道：", "现将有关情况通报如下。"], None),
    ],
)  # fmt: skip
def test_a_title_over_one_line_or_several(lines, title):
    assert find_document_title(lines) == title


@pytest.mark.parametrize(
    ("title", "lines", "government"),
    [
        ("东湖市南山区人民政府办公室关于分工的通知", [], "东湖市南山区人民政府"),
        ("南山区政府办公室关于分工的通知", [], "南山区人民政府"),
        ("关于分工的通知", ["各镇人民政府、街道办事处：", "青河县人民政府督查室"], "青河县人民政府"),
        ("关于分工的通知", ["《青河县人民政府工作报告》已审议通过。"], "青河县人民政府"),
        (None, ["中共青河县委办公室 青河县人民政府办公室"], "青河县人民政府"),
        ("关于分工的通知", ["各区县人民政府："], None),
    ],
)
def test_the_government_that_issues(title, lines, government):
    assert find_government_name(title, lines) == government


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("上半年推进情况", 2),
        ("1-6月进展情况表", 2),
        ("１—９月完成情况", 3),
        ("前三季度", 3),
        ("2024年重点工作半年进度表", 2),
        ("下半年工作安排", 4),
        ("第一季度", 1),
        ("截至3月底", 1),
        ("2022年全年任务完成情况综述", 4),
        ("重点任务完成情况", None),
    ],
)
def test_the_period_a_text_names(text, number):
    assert read_printed_period(text) == number


@pytest.mark.parametrize(("text", "year"), [("2022年预期目标", 2022), ("12022年", None), ("二季度", None)])
def test_the_year_a_text_names(text, year):
    assert read_printed_year(text) == year


@pytest.mark.parametrize(
    ("line", "government"),
    [
        ("2023年白鹭区政府工作报告重点任务分解表", "白鹭区人民政府"),
        ("白鹭市2023年重点工作前三季度推进情况表", "白鹭市人民政府"),
        ("2022年白鹭县十件民生实事进展情况", "白鹭县人民政府"),
        ("白鹭镇2024年一季度重点工作完成情况表", "白鹭镇人民政府"),
        ("白鹭经济技术开发区管委会2023年重点工作推进台账", "白鹭经济技术开发区管理委员会"),
        ("2023年区政府重点工作目标任务分解表", None),
        ("2023年全市民生实事项目", None),
        ("2024年主城区重点整治项目", None),
        ("白鹭高新区2023年重点工作", None),
    ],
)
def test_the_place_at_the_head_of_a_title_names_the_government(line, government):
    assert find_government_name(None, [line]) == government


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("白鹭区政府", "白鹭区人民政府"),
        ("白鹭区", "白鹭区人民政府"),
        ("白鹭高新区管委会", "白鹭高新区管理委员会"),
        ("白鹭街道办事处", "白鹭街道办事处"),
    ],
)
def test_a_government_s_name_is_written_out_and_a_zone_s_committee_stays_one(given, name):
    assert expand_government_name(given) == name
