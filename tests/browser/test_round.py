"""The whole round of a quarter in a real browser: file, return, correct, accept, judge, export."""

import re

import pytest
from playwright.sync_api import Page, expect

from tasks.enums import EntryState, Outcome
from tests.reports.printed import read_workbook

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "请写明普惠性学位的个数。"
BEHIND = "小学用地尚未交付，未能开工。"
TEXT = "①小学用地尚未交付。\n②中学主体完工。"
#: what the lagging sheet prints of the item
ROW = ["1", "推动教育强区建设", "建成小学两所，投用中学一所", "王明", "区教委", "区财政局", TEXT]


def file_two_items(clerk: Page) -> None:
    """From 我的任务: the livelihood project, then the key task that comes up by itself."""
    clerk.goto("/mine/")
    row = clerk.locator("tr[data-row]", has_text="新增普惠性学位3000个")
    row.get_by_role("link", name="填报").click()
    clerk.get_by_label("进展情况").fill("一季度新增普惠性学位一批。")
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.get_by_text("“民生实事第1项”已报送督查办。")).to_be_visible()
    expect(clerk.get_by_role("heading", name="建成小学两所，投用中学一所")).to_be_visible()
    clerk.get_by_label("进展情况").fill(TEXT)
    clerk.get_by_label("存在问题").fill("用地交付滞后。")
    clerk.get_by_label("下一步措施").fill("5月底前交付用地并开工。")
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.get_by_text("“重点工作任务第1项”已报送督查办。")).to_be_visible()


def return_the_first(office: Page) -> None:
    office.goto("/review/")
    expect(office.locator(".tabs a[aria-current]")).to_have_text("待审核 2")
    office.get_by_role("link", name="新增普惠性学位3000个").click()
    office.get_by_label("退回意见").fill(REASON)
    office.get_by_role("button", name="退回", exact=True).click()
    expect(office.get_by_text("“民生实事第1项”已退回区教委。")).to_be_visible()


def accept_what_came_up(office: Page) -> None:
    """The key task is on the page already; ↵ accepts it."""
    expect(office.get_by_role("heading", name="建成小学两所，投用中学一所")).to_be_visible()
    office.wait_for_load_state()
    office.keyboard.press("Enter")
    expect(office.get_by_text("待审核的已全部处理：已通过 1 项，已退回 1 项，未报送 2 项。")).to_be_visible()


def correct_it(clerk: Page) -> None:
    clerk.goto("/mine/")
    expect(clerk.locator("tr[data-row] .why")).to_contain_text(REASON)
    clerk.get_by_role("link", name="修改").click()
    expect(clerk.locator("main .why").first).to_contain_text(REASON)
    clerk.get_by_label("进展情况").fill("一季度新增普惠性学位800个。")
    clerk.get_by_role("button", name="报送").click()
    # the message of the first filing stays with its undo
    expect(clerk.locator("ul.messages li:not(.earlier)")).to_contain_text("“民生实事第1项”已报送督查办。")


def accept_the_correction(office: Page) -> None:
    office.goto("/review/?tab=waiting")
    office.get_by_role("link", name="新增普惠性学位3000个").click()
    expect(office.locator(".why").first).to_contain_text(REASON)
    expect(office.locator("ins")).to_have_text(["新增", "800个"])
    office.get_by_role("button", name=re.compile("审核通过")).click()
    expect(office.get_by_text("“民生实事第1项”已审核通过。")).to_be_visible()


def judge_one_behind(office: Page) -> None:
    office.goto("/judging/")
    # what the rules warn of comes first
    expect(office.get_by_role("heading", name="建成小学两所，投用中学一所")).to_be_visible()
    office.keyboard.press("e")
    office.keyboard.type(BEHIND)
    office.get_by_role("button", name="推进滞后").click()
    expect(office.get_by_text("“重点工作任务第1项”研判为“推进滞后”。")).to_be_visible()
    office.locator(".queue a", has_text="学位扩容").click()
    expect(office.get_by_role("heading", name="新增普惠性学位3000个")).to_be_visible()
    office.get_by_role("button", name="正常推进").click()
    expect(office.get_by_text("“民生实事第1项”研判为“正常推进”。")).to_be_visible()


def exported(office: Page, folder):
    """The tables of the downloaded workbook."""
    office.goto("/export/")
    with office.expect_download() as download:
        office.get_by_role("link", name="Excel 工作簿").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return read_workbook(path)


def test_the_round_of_a_quarter(browse, cast, tmp_path):
    clerk, office = browse(cast.clerk), browse(cast.office)
    file_two_items(clerk)
    return_the_first(office)
    accept_what_came_up(office)
    correct_it(clerk)
    accept_the_correction(office)
    judge_one_behind(office)
    for entry, outcome in ((cast.livelihood_entry, Outcome.ON_TRACK), (cast.key_entry, Outcome.LAGGING)):
        entry.refresh_from_db()
        assert (entry.state, entry.judgement.outcome) == (EntryState.ACCEPTED, outcome)
    lagging = [table for table in exported(office, tmp_path) if "滞后" in table.title]
    assert [table.rows for table in lagging] == [[ROW]]


def test_a_draft_is_kept_while_it_is_written(browse, cast):
    page = browse(cast.clerk)
    page.goto(f"/entries/{cast.key_entry.pk}/")
    page.get_by_label("进展情况").fill("写到一半")
    page.get_by_label("存在问题").focus()
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.revision) == ("写到一半", 1)
    page.get_by_label("进展情况").fill("写完了。")
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_text("已存草稿。")).to_be_visible()
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.revision) == ("写完了。", 2)


def test_the_pages_of_the_quarter_fit_the_window(browse, cast, width, fits):
    pages = {
        cast.clerk: ["/mine/", f"/entries/{cast.key_entry.pk}/"],
        cast.office: [
            "/review/",
            f"/review/{cast.key_entry.pk}/",
            f"/judging/{cast.key_entry.pk}/",
            "/judging/?summary=1",
            "/periods/",
        ],
    }
    for user, addresses in pages.items():
        page = browse(user, width)
        for address in addresses:
            page.goto(address)
            assert fits(page), address
