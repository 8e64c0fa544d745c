"""首页 of a unit: the sentence that says what it owes, to whom, and until when."""

import pytest
from django.urls import reverse

from tasks.filing.cooperation_actions import ask_units
from tests.pages import rows
from tests.reports.half_year import TODAY, make_half_year
from tests.reports.pages.boards.test_board import sentence

BOARD = reverse("board")


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


def test_two_deadlines_are_both_told(cast, half_year, sign_in):
    half_year.entries.filter(task=cast.key).update(due_on=TODAY.replace(day=10))
    assert sentence(sign_in(cast.clerk).get(BOARD))[0].startswith(
        "2 项待报送（其中 1 项退回待改）：1 项 7月5日截止，已逾期 1 个工作日，请尽快报送；1 项 7月10日截止，还剩 2 个工作日。"
    )


def test_a_unit_that_was_asked_for_a_line_reads_so_first(cast, half_year, sign_in):
    entry = half_year.entries.get(task=cast.key)
    asked = {"units": [cast.cooperating_unit], "due_on": TODAY.replace(day=9), "measure": "", "unit_of_measure": ""}
    ask_units(entry=entry, **asked, by=cast.clerk)
    page = sign_in(cast.cooperating_clerk).get(BOARD)
    assert sentence(page) == ["本期没有由本单位报送的事项。 1 项配合填报待填写，最近的请于 7月9日前填写。"]
    assert [(row[0], row[2], row[-1]) for row in rows(page)] == [("1", "7月9日", "填写 重点工作任务第1项")]


def test_the_head_reads_that_it_is_his_turn(cast, half_year, sign_in):
    assert sentence(sign_in(cast.unit_head).get(BOARD))[0].endswith("另有 1 项待您审核。")


@pytest.mark.parametrize(
    ("today", "said_of_it"),
    [
        ((2024, 7, 2), "2 项待报送（其中 1 项退回待改），7月5日截止，还剩 3 个工作日。另有 1 项待单位审核人审核。"),
        ((2024, 7, 5), "2 项待报送（其中 1 项退回待改），7月5日截止，今日截止。另有 1 项待单位审核人审核。"),
        (
            (2024, 7, 6),
            "2 项待报送（其中 1 项退回待改），7月5日截止，已过截止日，请尽快报送。另有 1 项待单位审核人审核。",
        ),
    ],
)
def test_the_days_that_are_left_are_working_days(cast, half_year, sign_in, settings, today, said_of_it):
    settings.DUBAN_TODAY = TODAY.replace(*today)
    assert sentence(sign_in(cast.clerk).get(BOARD)) == [said_of_it]
