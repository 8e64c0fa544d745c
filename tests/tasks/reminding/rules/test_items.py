"""Reminders of an item's own day: when, to whom, in which words; in the holidays of autumn 2024.

1 to 7 October are holidays, Sunday 29 September and Saturday 12 October are worked.
"""

from datetime import date, timedelta

import pytest

from tasks.reminding.rules import DatedItem, ReminderRules, ReminderRulesError, find_due, format_message_subject
from tasks.workdays import Workdays

CLERK, HEAD = 1, 2
ITEM = DatedItem(task=7, title="第1项", due_on=date(2024, 10, 10), filers=(CLERK,), heads=(HEAD,))
SATURDAY = DatedItem(task=8, title="第2项", due_on=date(2024, 9, 28), filers=(), heads=(HEAD,))


def lines_on(day: date, item: DatedItem = ITEM, *, told=(), **settings):
    return find_due(
        [],
        [],
        told=told,
        asked_on={},
        rules=ReminderRules.from_dict(settings),
        days=Workdays(),
        on=day,
        dated=[item],
    )


def day_by_day(item: DatedItem = ITEM, **settings) -> list[tuple[date, int, str, str]]:
    """Everything told while the command runs every day from July to December."""
    told, seen = set(), []
    for day in (date(2024, 7, 1) + timedelta(days=n) for n in range(180)):
        for person, line in lines_on(day, item, told=told.copy(), **settings):
            told.add((person, line.key))
            seen.append((day, person, line.key, line.text))
    return seen


def test_the_clerk_is_told_ten_working_days_before_and_the_head_once_it_has_passed():
    before, after = (
        "第1项：完成时限10月10日，还剩 10 个工作日。",
        ("第1项：完成时限10月10日已过；已完成的请在填报中写明，未完成的请抓紧办理。"),
    )
    assert day_by_day() == [
        (date(2024, 9, 20), CLERK, "item_due/task:7/2024-10-10", before),
        (date(2024, 10, 11), CLERK, "item_overdue/task:7/2024-10-10", after),
        (date(2024, 10, 11), HEAD, "item_overdue/task:7/2024-10-10", after),
    ]


def test_the_days_are_a_setting_and_none_switches_it_off():
    assert next(day for day, *_ in day_by_day(item_due_before=1)) == date(2024, 10, 9)
    assert [key.split("/")[0] for *_, key, _ in day_by_day(item_due_before=0)] == ["item_overdue"] * 2
    assert [day for day, *_ in day_by_day(item_due_before=0, overdue_after=3)] == [date(2024, 10, 14)] * 2


def test_each_kind_may_be_switched_off():
    assert [key.split("/")[0] for *_, key, _ in day_by_day(kinds=["item_due"])] == ["item_due"]
    assert [key.split("/")[0] for *_, key, _ in day_by_day(kinds=["item_overdue"])] == ["item_overdue"] * 2
    assert day_by_day(kinds=["due"]) == []


def test_a_day_of_rest_counts_from_the_last_working_day_before_it():
    assert [(day, person) for day, person, *_ in day_by_day(SATURDAY, item_due_before=1, kinds=["item_due"])] == [
        (date(2024, 9, 26), HEAD)
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 10, 9), "第1项：完成时限10月10日，还剩 1 个工作日。"),
        (date(2024, 10, 10), "第1项：完成时限10月10日，今日到期。"),
    ],
)
def test_what_was_missed_is_made_up_for_as_things_stand(day, words):
    assert [line.text for _, line in lines_on(day)] == [words]


def test_on_the_last_working_day_before_a_day_of_rest_it_says_so():
    friday = date(2024, 9, 27)
    assert [line.text for _, line in lines_on(friday, SATURDAY)] == ["第2项：完成时限9月28日，今天是最后一个工作日。"]


def test_what_passed_long_ago_is_no_news():
    assert [day for day in (date(2024, 10, 24), date(2024, 10, 25)) if lines_on(day)] == [date(2024, 10, 24)]


def test_nothing_goes_out_on_a_day_of_rest():
    assert lines_on(date(2024, 10, 5)) == []


def test_a_moved_day_is_told_anew():
    (person, line), *_ = lines_on(date(2024, 10, 9))
    later = DatedItem(task=7, title="第1项", due_on=date(2024, 10, 12), filers=(CLERK,))
    assert [one.key for _, one in lines_on(date(2024, 10, 9), later, told={(person, line.key)})] == [
        "item_due/task:7/2024-10-12"
    ]


def test_the_subject_counts_items_apart_from_filings():
    told = [line for _, line in [*lines_on(date(2024, 10, 9)), *lines_on(date(2024, 10, 11))]]
    assert format_message_subject(told) == "事项：2 项已过完成时限，1 项临近完成时限"


@pytest.mark.parametrize(
    ("days", "error"),
    [
        (61, "“事项时限前提醒（工作日）”应在 0 至 60 之间，现为“61”。"),
        ("十", "“事项时限前提醒（工作日）”应为整数，现为“十”。"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(days, error):
    with pytest.raises(ReminderRulesError, match=error):
        ReminderRules.from_dict({"item_due_before": days})
