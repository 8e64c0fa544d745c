"""One subject and one text for everything that a person is told."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.enums import EntryState, ReminderKind
from tasks.reminding.rules import (
    MessageLine,
    OwedItem,
    format_message_body,
    format_message_subject,
    format_message_summary,
)
from tasks.reminding.rules.wording import describe_owed_item
from tasks.workdays import Workdays


def told(kind: ReminderKind, entry: int, period: str = "上半年", left: int | None = None) -> MessageLine:
    return MessageLine(kind, f"{kind}/{entry}", f"第{entry}项：……", entry, period, left)


def test_the_subject_counts_what_is_told_the_most_pressing_first():
    lines = [
        told(ReminderKind.RETURNED, 3),
        told(ReminderKind.DUE, 1, left=0),
        told(ReminderKind.DUE, 2, left=0),
    ]
    assert format_message_subject(lines) == "上半年填报：2 项今日截止，1 项已退回"
    assert format_message_body(lines).splitlines() == [
        "【上半年填报】2 项今日截止",
        "第1项：……",
        "第2项：……",
        "【上半年填报】1 项已退回",
        "第3项：……",
    ]


def test_what_is_overdue_is_counted_by_who_has_to_act():
    lines = [
        replace(told(ReminderKind.OVERDUE, entry), state=state)
        for entry, state in enumerate((EntryState.BLANK, EntryState.CONFIRMING, EntryState.DRAFT, EntryState.RETURNED))
    ]
    assert format_message_subject(lines) == ("上半年填报：2 项逾期未报，1 项逾期，待单位审核，1 项逾期，退回待改")


def test_periods_and_judging_are_told_apart():
    lines = [
        told(ReminderKind.OPENED, 1, "前三季度"),
        told(ReminderKind.COMING_DUE, 2, left=3),
        told(ReminderKind.COMING_DUE, 3, left=1),
        told(ReminderKind.LAGGING_TWICE, 4),
    ]
    assert format_message_subject(lines) == (
        "上半年研判：1 项连续滞后；上半年填报：1 项还剩 1 个工作日，1 项还剩 3 个工作日；前三季度填报：1 项已开启填报"
    )


@pytest.mark.parametrize(
    ("kind", "on", "words"),
    [
        (ReminderKind.OPENED, date(2024, 9, 18), "填报已开启，请于10月5日前报送。"),
        (ReminderKind.COMING_DUE, date(2024, 9, 26), "10月5日截止，还剩 3 个工作日。"),
        # 30 September is the last working day before the holidays
        (ReminderKind.COMING_DUE, date(2024, 9, 30), "10月5日截止，今天是最后一个工作日。"),
        (ReminderKind.DUE, date(2024, 9, 30), "10月5日截止，今天是最后一个工作日。"),
        (ReminderKind.DUE, date(2024, 10, 5), "今日截止。"),
        (ReminderKind.OVERDUE, date(2024, 10, 9), "应于10月5日报送，已逾期 1 个工作日。"),
        (ReminderKind.RETURNED, date(2024, 9, 26), "9月25日已退回，尚未重新报送。"),
    ],
)
def test_a_line_says_until_when_and_how_long(kind, on, words):
    item = OwedItem(
        entry=7,
        period="前三季度",
        title="第1项",
        opened_on=date(2024, 9, 18),
        deadline=date(2024, 10, 5),
        state=EntryState.BLANK,
        filers=(1,),
        returned_on=date(2024, 9, 25),
    )
    assert describe_owed_item(item, kind, Workdays(), on) == f"第1项：{words}"
    confirming = replace(item, state=EntryState.CONFIRMING)
    assert describe_owed_item(confirming, kind, Workdays(), on) == f"第1项：已填报，待单位审核；{words}"


def test_a_group_is_told_numbers_and_units_and_not_who_lags():
    lines = [
        told(ReminderKind.OVERDUE, 1),
        # a second person is told of the same item
        told(ReminderKind.OVERDUE, 1),
        told(ReminderKind.OVERDUE, 2),
        told(ReminderKind.LAGGING_TWICE, 3),
    ]
    assert (
        format_message_summary(lines, {1: "区教委", 2: "区财政局"})
        == "上半年填报：2 项逾期未报（区教委 1、区财政局 1）"
    )
    assert format_message_summary([told(ReminderKind.ESCALATED, 3)], {}) == ""


def test_of_many_units_a_group_reads_the_first_ten_and_how_many():
    lines = [told(ReminderKind.DUE, entry, left=0) for entry in range(12)]
    text = format_message_summary(lines, {entry: f"区第{entry}局" for entry in range(12)})
    assert text.endswith("、区第9局 1 等 12 个单位）")
