"""首页 in a real browser: each role's board at both widths, and what a leader does with a thumb."""

import re

import pytest
from playwright.sync_api import expect

from reports.pages.boards.views.board.office import UNITS_SHOWN
from tasks.enums import Outcome, PeriodState
from tests.acts import issue
from tests.browser.conftest import NARROW
from tests.browser.test_accessibility import faults
from tests.cast import EntryFactory, TaskFactory, UnitFactory, judge
from tests.reports.half_year import TODAY, make_half_year

pytestmark = pytest.mark.django_db(transaction=True)
BOARD = "/board/"


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


@pytest.mark.parametrize("who", ["clerk", "unit_head", "cooperating_clerk", "office", "leader", "head", "office_head"])
def test_a_board_fits_the_window_and_can_be_read_by_everybody(cast, half_year, browse, width, fits, who):
    page = browse(cast.person(who), width)
    page.goto(BOARD)
    assert fits(page)
    assert faults(page) == []


def test_a_clerk_reads_what_is_due_without_moving_the_page(cast, half_year, browse):
    page = browse(cast.clerk, NARROW)
    page.goto(BOARD)
    expect(page.get_by_text("2 项待报送")).to_be_in_viewport()
    expect(page.get_by_text("请写明建成面积。")).to_be_in_viewport()


def test_a_leader_finds_reason_and_next_step_without_a_tap_and_the_item_with_one(cast, half_year, browse):
    page = browse(cast.leader, NARROW)
    page.goto(BOARD)
    expect(page.get_by_text("学位未开工")).to_be_in_viewport()
    expect(page.get_by_text("8月底前开工。")).to_be_visible()
    page.locator("article.lag").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="民生实事 第 1 项")).to_be_visible()


def test_a_leader_answers_on_the_phone_in_three_taps(cast, half_year, browse):
    page = browse(cast.leader, NARROW)
    page.goto(BOARD)
    page.get_by_role("link", name="待您答复").click()
    page.locator("#asked summary").first.click()
    page.get_by_label("答复意见").fill("已请规划部门批复。")
    page.get_by_role("button", name="答复").click()
    expect(page.get_by_text("的协调事项已答复，单位和督查办会收到通知。")).to_be_visible()
    expect(page.get_by_text("已请规划部门批复。")).to_be_visible()


def test_the_folded_units_stand_on_paper_too(cast, half_year, browse):
    for number in range(UNITS_SHOWN):
        unit = UnitFactory(government=cast.government, name=f"第{number:02}镇")
        EntryFactory(
            task=TaskFactory(plan=cast.plan, number=10 + number, edition__lead=[unit]),
            period=half_year,
            state="accepted",
        )
    page = browse(cast.office)
    page.goto(BOARD)
    folded = page.get_by_role("rowheader", name=f"第{UNITS_SHOWN - 1:02}镇")
    expect(folded).not_to_be_visible()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()


def test_the_head_of_government_reads_the_half_year_on_a_phone_in_two_taps(cast, half_year, browse, fits):
    page = browse(cast.head, NARROW)
    page.goto("/")
    expect(page.get_by_role("heading", name="2024年上半年")).to_be_in_viewport()
    expect(page.get_by_text("时间进度 50%").first).to_be_in_viewport()
    behind = page.locator(".three a").first
    expect(behind).to_contain_text("滞后")
    behind.click()
    expect(page.get_by_text("地区生产总值增长6%以上").first).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="地区生产总值增长6%以上").first.click()
    expect(page.get_by_text("增速低于目标").first).to_be_visible()
    assert fits(page)


def test_a_viewer_reads_an_issue_item_by_item_on_a_phone(cast, browse, fits, width):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实，" * 30)
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    issue(cast.period, cast.office)
    page = browse(cast.viewer, width)
    page.goto("/")
    page.get_by_role("link", name="阅读").click()
    expect(page.get_by_role("paragraph").get_by_text("建成小学两所，投用中学一所")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile("建成小学两所，投用中学一所"))).to_be_visible()
    assert fits(page)
    assert faults(page) == []
