"""完成时限: which dates of a text are deadlines, of what kind, and in which words they stand."""

from datetime import date

import pytest

from tasks.assessing.deadlines import Deadline, DeadlineKind, read_deadlines
from tasks.assessing.quantities import Span

DONE, START, OPEN = DeadlineKind.COMPLETION, DeadlineKind.START, DeadlineKind.OPEN


def read(text, year=2024):
    """Words, day and kind of each deadline."""
    return [(each.quote, each.on and each.on.isoformat(), each.kind) for each in read_deadlines(text, year)]


def read_day(text, year=2024):
    """The day of the only deadline."""
    [only] = read_deadlines(text, year)
    return only.on.isoformat()


def test_a_deadline_tells_its_day_its_words_and_what_they_govern():
    assert read_deadlines("改造管网，【滨江路】9月开工、12 月底前完工。", 2024) == (
        Deadline(date(2024, 9, 30), START, Span(10, 12), "9月", "【滨江路】9月开工"),
        Deadline(date(2024, 12, 31), DONE, Span(15, 21), "12 月底前", "12 月底前完工"),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3月底前", "2024-03-31"),
        ("5月", "2024-05-31"),
        ("上半年", "2024-06-30"),
        ("三季度末", "2024-09-30"),
        ("第三季度前", "2024-09-30"),
        ("年内", "2024-12-31"),
        ("全年", "2024-12-31"),
        ("9月30日前", "2024-09-30"),
        ("4月上旬", "2024-04-10"),
        ("7月初", "2024-07-10"),
        ("10月中下旬", "2024-10-31"),
        ("2月末", "2024-02-29"),
        ("2024.12.31前", "2024-12-31"),
        ("24年8月底前", "2024-08-31"),
        ("2025年6月底前", "2025-06-30"),
        ("明年3月", "2025-03-31"),
        ("十四五末", "2025-12-31"),
    ],
)
def test_a_time_ends_with_its_last_day(text, day):
    assert read(text) == [(text, day, DONE)]


@pytest.mark.parametrize(
    "text",
    [
        "２０２４年１２月底前",
        "2024 年 12 月 底前",
        "二〇二四年十二月底前",
        "2024年\n12月底前",
        "十二月三十一日前",
    ],
)
def test_a_date_is_read_however_it_is_written(text):
    assert read(text) == [(text, "2024-12-31", DONE)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("春节前", "2024-02-09"),
        ("2025年春节前", "2025-01-28"),
        ("清明前", "2024-04-03"),
        ("五一假期前", "2024-04-30"),
        ("端午节前", "2024-06-09"),
        ("“七一”前", "2024-06-30"),
        ("中秋节前", "2024-09-16"),
        ("国庆节前", "2024-09-30"),
        ("元旦前", "2024-12-31"),
        ("2025年元旦前", "2024-12-31"),
    ],
)
def test_before_a_festival_is_the_day_before_it(text, day):
    assert read_day(text) == day


def test_a_lunar_festival_beyond_the_table_is_not_read():
    assert (read_day("春节前", 2050), read("春节前", 2051)) == ("2050-01-22", [])


@pytest.mark.parametrize(
    "text",
    [
        "2024年13月底前",
        "2月30日前",
        "20224年5月底前",
        "2O24年6月底前",
        "2024年l2月底前",
        "2024年月底前",
        "2024年6底前",
        "2104年6月底前",
        "1989年底前",
        "月底前",
    ],
)
def test_a_damaged_date_is_not_guessed(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["半年内", "三年内", "3个月内", "收到通知之日起15个工作日内", "近三年内", "建成3月内可交付"]
)
def test_a_time_without_a_beginning_is_no_date(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["每月", "每季度末", "每月5日前报送", "每年12月底前公布公报", "一月一调度、一季一通报"]
)
def test_what_recurs_is_no_deadline(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["长期", "持续推进", "常态化推进", "长期坚持、持续推进"])
def test_what_has_no_end_is_open(text):
    assert read(text) == [(text, None, OPEN)]


def test_an_adverb_does_not_make_a_task_open():
    assert read("持续推进“无废城市”建设，常态化开展扫黑除恶斗争。") == []


def test_what_is_done_once_and_kept_up_is_both():
    assert read("6月底前完成并长期坚持") == [("6月底前", "2024-06-30", DONE), ("长期坚持", None, OPEN)]


@pytest.mark.parametrize(
    "text",
    [
        "6月底前全部开工",
        "争取6月底前实现开工",
        "6月底前启动主桥施工",
        "计划开工时间6月底前，计划竣工时间待定",
        "6月底前A项目（总投资3亿元）、B项目（总投资5亿元）动工",
        "停缓建项目6月底前复工",
    ],
)
def test_what_begins_is_a_start(text):
    assert read(text) == [("6月底前", "2024-06-30", START)]


@pytest.mark.parametrize("text", ["6月底前开工率达到100%", "6月底前具备开工条件", "6月底前建成启动区", "6月底前竣工"])
def test_a_word_of_beginning_inside_another_is_no_start(text):
    assert read(text) == [("6月底前", "2024-06-30", DONE)]


@pytest.mark.parametrize(
    "text",
    [
        "1-6月，规上工业增加值增长7.5%",
        "截至5月底，已建成充电桩3200个",
        "比2023年底净增高新技术企业50家",
        "以2020年为基期，能耗下降14%",
        "已于3月完成招标",
        "自2024年1月1日起施行",
        "6月30日后不再审批",
        "2023年5月底前完成的整改",
    ],
)
def test_what_tells_of_the_past_or_of_a_beginning_is_no_deadline(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "落实《关于2024年12月底前完成危房清零的通知》",
        "实施三年行动计划（2023-2025年）",
        "做好第十四届人大二次会议建议办理",
        "执行好2024年财政预算",
        "修订2023年12月印发的办法",
        "完成全年目标任务",
        "打造全年龄段友好社区",
        "12月4日国家宪法日组织宣誓",
        "落实2月区委全会精神",
        "保障9月1日开学",
        "改造2000年底前建成的老旧小区",
        "8:30至17:30对外服务，城乡收入比1.6:1",
        "恢复到2024年水平",
        "5月份第3周",
    ],
)
def test_dates_of_names_documents_and_events_are_no_deadlines(text):
    assert read(text) == []


def test_words_about_what_is_to_be_done_do_not_hide_the_deadline():
    assert read("6月底前有条件的小区全部完成改造") == [("6月底前", "2024-06-30", DONE)]


def test_a_range_ends_with_its_later_date():
    assert [read_day(text) for text in ("3月—11月", "2024年1月-12月", "2024—2026年", "4—10月开展整治")] == [
        "2024-11-30",
        "2024-12-31",
        "2026-12-31",
        "2024-10-31",
    ]


def test_a_list_of_dates_shares_the_words_behind_it():
    assert read("3月、6月底前分别开工") == [("3月", "2024-03-31", START), ("6月底前", "2024-06-30", START)]


def test_a_coming_year_holds_for_the_later_months_of_its_sentence():
    assert [each[1] for each in read("2025年3月开工，10月完工；12月底前完成验收。")] == [
        "2025-03-31",
        "2025-10-31",
        "2024-12-31",
    ]


def test_the_year_after_counts_from_the_date_before():
    assert [each[1] for each in read("2025年11月配租，次年3月底前入住")] == ["2025-11-30", "2026-03-31"]


def test_a_past_date_is_read_where_it_stands_alone():
    assert (read_day("2023年12月底前"), read("2023年12月底前形成机制，巩固提升")) == ("2023-12-31", [])
