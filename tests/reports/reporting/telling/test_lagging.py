"""What the lagging list tells of an item."""

import pytest

from reports.reporting.telling.lagging import (
    SHORT,
    describe_lag_reason,
    extract_done_work,
    leave_out_heading,
    list_heading_spans,
    shorten_commitment,
)
from tasks.enums import Outcome

TASK = "建设口岸，引进两个分拨中心和一批重点企业，进口整车5000辆以上。"


def signal(code: str, quote: str = "", severity: str = "medium") -> dict:
    return {
        "code": code,
        "severity": severity,
        "quote": quote,
        "arithmetic": None,
        "message": "",
        "spans": [],
    }


def at(words: str, text: str = TASK) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("lagging", "told"),
    [
        ([], "建设口岸，引进两个分拨中心和一批重点企业，进口整车5000辆以上。"),
        ([at("5000辆")], "进口整车5000辆以上。"),
        ([at("口岸"), at("5000辆")], "建设口岸，进口整车5000辆以上。"),
        ([at("引进两个"), at("5000辆")], "建设口岸，引进两个分拨中心和一批重点企业，进口整车5000辆以上。"),
    ],
    ids=["nothing known", "one clause", "two clauses", "most of it"],
)
def test_a_commitment_is_told_by_the_clauses_that_lag(lagging, told):
    assert shorten_commitment(TASK, lagging) == told


def test_a_comma_in_a_number_ends_no_clause():
    text = "引进企业，完成投资1,500亿元"
    assert shorten_commitment(text, [at("1,500", text)]) == "引进企业，完成投资1,500亿元。"


def test_lines_of_their_own_are_told_where_they_lag():
    progress = "公园：已建成1个。\n健身点：建成2个，正在招标。\n步道：全部完成。"
    assert extract_done_work(progress, ["建成2个"], []) == "健身点：建成2个，正在招标。"


def test_a_line_that_speaks_of_a_silent_commitment_is_told_too():
    progress = "①公园已建成1个。\n②智谷园区入驻企业13家。\n③步道完成。"
    assert extract_done_work(progress, ["建成1个"], ["智谷园区入驻率70%"]) == ("公园已建成1个。智谷园区入驻企业13家。")


def test_a_line_above_a_numbered_list_speaks_of_the_whole():
    progress = "完成投资3亿元。\n①泵站完工。\n②岸线完成28%。"
    assert extract_done_work(progress, ["岸线完成28%"], []) == "完成投资3亿元。岸线完成28%。"


def test_where_the_signals_are_silent_everything_is_told():
    assert extract_done_work("①甲完成\n②乙完成", [], []) == "甲完成。乙完成。"


def test_a_short_text_of_one_line_is_told_whole_and_a_long_one_by_its_sentences():
    assert extract_done_work("甲完成。乙未动工。", ["乙未动工"], []) == "甲完成。乙未动工。"
    long = "甲" * SHORT + "。乙未动工。"
    assert extract_done_work(long, ["乙未动工"], []) == "乙未动工。"


@pytest.mark.parametrize(
    ("reason", "problem", "signals", "outcome", "why"),
    [
        ("用地未落实", "资金未到位", [signal("behind_course")], Outcome.LAGGING, "用地未落实。"),
        ("据某区报告", "资金未到位", [], Outcome.LAGGING, "资金未到位。"),
        ("", "", [signal("unmentioned"), signal("behind_course")], Outcome.LAGGING, "与全年目标有较大差距。"),
        ("", "", [signal("not_started")], Outcome.LAGGING, "尚有工作未启动，进度较为滞后。"),
        ("", "", [signal("overdue"), signal("behind_course")], Outcome.LAGGING, "已超过完成时限，尚未完成。"),
        ("", "", [signal("due_soon")], Outcome.LAGGING, "进度较为滞后。"),
        ("", "", [], Outcome.LAGGING, "进度较为滞后。"),
        ("", "", [signal("preparing")], Outcome.NOT_REACHED, "未达到全年目标。"),
    ],
)
def test_why_an_item_lags(reason, problem, signals, outcome, why):
    assert describe_lag_reason(reason, problem, signals, outcome) == why


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("加快建设智谷园区，完成投资30亿元，新建公园一座，整治背街小巷50条。", "30亿元", "加快建设智谷园区，完成投资30亿元。"),
        ("建设东站枢纽，完成主体施工，年内建成投用，整治背街小巷50条，改造老旧小区15个。", "年内", "建设东站枢纽，完成主体施工，年内建成投用。"),
        ("新建公园一座，实现旅游收入30亿元。", "30亿元", "新建公园一座，实现旅游收入30亿元。"),
    ],
)  # fmt: skip
def test_a_clause_without_a_subject_brings_the_one_that_names_it(text, words, told):
    assert shorten_commitment(text, [at(words, text)]) == told


def test_a_commitment_without_any_subject_is_told_under_the_name_of_the_item():
    assert shorten_commitment("完成投资30亿元", [], "智谷园区") == "智谷园区：完成投资30亿元。"
    assert shorten_commitment("新建公园一座", [], "公园") == "新建公园一座。"


def test_what_the_machine_said_is_no_sentence_of_a_report():
    """Of an old judgement that only agreed, the unit's problem is told, or what the gravest signal means."""
    said = "“落地海外项目”落后时间进度 15 个百分点（落地海外项目1个；1 ÷ 10 = 10 %，时间进度 25 %）。"
    repeated = "连续 2 期落后。"
    course = [signal("repeated"), signal("behind_course")]
    assert [
        describe_lag_reason(said, "用地未交付", course, Outcome.LAGGING),
        describe_lag_reason(said, "", course, Outcome.LAGGING),
        describe_lag_reason(repeated, "", course, Outcome.LAGGING),
        describe_lag_reason("进度落后（1 ÷ 10 = 10 %，时间进度 25 %）。", "", course, Outcome.LAGGING),
    ] == ["用地未交付。", "与全年目标有较大差距。", "与全年目标有较大差距。", "进度落后。"]


def test_what_was_done_is_told_without_saying_the_commitment_again():
    assert leave_out_heading("新建公园一座：仍在比选方案。", "新建公园一座。") == "仍在比选方案。"
    assert leave_out_heading("新建公园一座：", "新建公园一座。") == "新建公园一座："
    assert leave_out_heading("新建公园：仍在比选方案。", "新建公园，建成步道。") == "新建公园：仍在比选方案。"


def test_a_clause_that_heads_what_was_done_belongs_to_the_commitment():
    done = "建设口岸：方案多次修改。进口整车：已完成。"
    assert list_heading_spans(done, TASK) == [at("建设口岸"), at("进口整车")]
    assert shorten_commitment(TASK, list_heading_spans(done, TASK)) == "建设口岸，进口整车5000辆以上。"
