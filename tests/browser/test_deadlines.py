"""The deadlines of a plan, confirmed with the keyboard alone, on a desk and on a telephone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.enums import DeadlineState
from tasks.models import Edition
from tasks.plans.deadline_actions import propose_deadlines

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposed(cast, settings):
    settings.DUBAN_TODAY = date(2024, 7, 8)
    Edition.objects.filter(pk=cast.key.current_id).update(text="6月底前建成小学两所", due="2024年6月底")
    Edition.objects.filter(pk=cast.other_key.current_id).update(text="9月底前新增公共停车位7000个")
    propose_deadlines(plan=cast.plan, by=cast.office)
    return cast


def stored(task) -> tuple:
    return Edition.objects.values_list("due_on", "due_state").get(task=task)


def test_days_are_corrected_and_confirmed_from_the_keyboard(browse, proposed, width, fits):
    page = browse(proposed.office, width)
    page.goto("/deadlines/")
    assert fits(page)
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="6月底前建成小学两所")).to_be_focused()
    page.keyboard.press("Tab")
    day = page.get_by_label("重点工作任务第1项的完成时限")
    expect(day).to_be_focused()
    day.press_sequentially("08152024")
    expect(day).to_have_value("2024-08-15")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已确认 2 项完成时限。")).to_be_visible()
    assert stored(proposed.key) == (date(2024, 8, 15), DeadlineState.CONFIRMED)
    assert stored(proposed.other_key) == (date(2024, 9, 30), DeadlineState.CONFIRMED)


def test_the_whole_page_is_confirmed_with_one_key(browse, proposed):
    page = browse(proposed.office)
    page.goto("/deadlines/")
    page.keyboard.press("c")
    expect(page.get_by_text("已确认 2 项完成时限。")).to_be_visible()


def test_a_half_written_day_is_not_taken_for_none(browse, proposed):
    page = browse(proposed.office)
    page.goto("/deadlines/")
    day = page.get_by_label("重点工作任务第1项的完成时限")
    day.focus()
    page.keyboard.press("Backspace")
    page.get_by_role("button", name="确认本页").click()
    expect(page.get_by_role("button", name="确认本页")).to_be_visible()
    assert not day.evaluate("field => field.validity.valid")
    assert stored(proposed.key) == (date(2024, 6, 30), DeadlineState.PROPOSED)
