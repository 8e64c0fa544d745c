"""Hands on the keyboard: walking through a list, ticking, opening, and a help that tells what works and no more."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks.enums import EntryState
from tests.acts import submit
from tests.browser.test_accessibility import OF_THE_ISSUE, PAGES, liven
from tests.test_every_address import PARTS

pytestmark = pytest.mark.django_db(transaction=True)
HELP = {"/": "查找", "?": "本帮助"}
LIST = {"j": "下一行", "k": "上一行", "↵": "打开所在行"}
TICK = {"x": "勾选所在行，或取消", "a": "全选本页"}


def told(page: Page) -> dict[str, str]:
    """What ``?`` tells of this page: key → words. Where the cursor is in a text, it is a mark like any other."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    keys = dict(
        zip(
            page.locator("#keys dt").all_inner_texts(),
            page.locator("#keys dd").all_inner_texts(),
            strict=True,
        )
    )
    page.keyboard.press("Escape")
    return keys


@pytest.fixture
def filed(cast):
    """Two of 区教委 and one of 区城市管理局 wait for the office."""
    for entry in (cast.target_entry, cast.key_entry):
        submit(entry, cast.clerk)
    # without a figure it would be warned of, and named before it is accepted
    submit(cast.other_entry, cast.other_clerk, "新增公共停车位7000个。")


def test_many_are_ticked_and_accepted_from_the_keyboard(browse, cast, filed, width, fits):
    page = browse(cast.office, width)
    page.goto("/review/")
    # on a telephone it shows with the first tick
    expect(page.locator("button", has_text="审核通过所选事项")).to_be_disabled()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-pick-count]")).to_have_text("已勾选 2 项")
    assert fits(page)
    page.get_by_role("button", name="审核通过所选事项").click()
    expect(page.get_by_text("已审核通过 2 项。")).to_be_visible()
    for entry, state in (
        (cast.other_entry, EntryState.ACCEPTED),
        (cast.target_entry, EntryState.ACCEPTED),
        (cast.key_entry, EntryState.SUBMITTED),
    ):
        entry.refresh_from_db()
        assert entry.state == state


def test_a_unit_and_the_page_are_ticked_at_once_and_unticked(browse, cast, filed):
    page = browse(cast.office)
    page.goto("/review/")
    count = page.locator("[data-pick-count]")
    page.locator("tr.sec", has_text="区教委").get_by_label("勾选本单位全部").check()
    expect(count).to_have_text("已勾选 2 项")
    page.keyboard.press("a")
    expect(count).to_have_text("已勾选 3 项")
    page.keyboard.press("a")
    expect(count).to_have_text("尚未勾选")


def test_a_row_is_opened_from_its_box(browse, cast, filed):
    page = browse(cast.office)
    page.goto("/review/")
    page.locator("tr[data-row]", has_text="建成小学两所").locator("[data-pick]").click()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="建成小学两所，投用中学一所")).to_be_visible()


def test_the_help_tells_every_key_that_works_and_no_other(browse, cast, filed):
    office, clerk = browse(cast.office), browse(cast.clerk)
    reading = {"k": "上一项", "↵": "审核通过，下一项", "e": "退回意见"}
    judging = {
        "k": "上一项",
        "j": "下一项",
        "↵": "同意：正常推进，到下一项",
        "2": "预计能够完成",
        "3": "推进滞后",
        "4": "超进度",
        "5": "已完成",
        "e": "理由",
    }
    pages = {
        (office, "/review/"): LIST | TICK,
        (office, "/review/?tab=unfiled"): LIST | TICK,
        (office, f"/review/{cast.key_entry.pk}/"): reading,
        (office, f"/judging/{cast.key_entry.pk}/"): judging,
        (office, "/tasks/"): LIST | TICK,
        (office, "/periods/"): LIST,
        (clerk, "/mine/"): LIST,
        (clerk, f"/entries/{cast.livelihood_entry.pk}/"): {
            "Ctrl ↵": "报送",
            "Alt ↑": "上一项：预期目标第1项 地区生产总值增长6%以上（待审核）",
            "Alt ↓": "下一项：重点工作任务第1项 建成小学两所，投用中学一所（待审核）",
        },
    }
    for (page, address), keys in pages.items():
        page.goto(address)
        assert told(page) == keys | HELP, address


#: key → whether it did what the help says, asked on the page after it was pressed
WORKS = {
    "j": "document.querySelector('[data-row].current') !== null",
    "k": "document.querySelector('[data-row].current') !== null",
    "x": "document.querySelectorAll('[data-pick]:checked').length === 1",
    # all of them; where all were, none
    "a": "new Set([...document.querySelectorAll('[data-pick]')].map((box) => box.checked)).size === 1",
    "/": "document.activeElement.matches('input[type=search], input[name=text]')",
}


@pytest.mark.parametrize("who", sorted({who for who in PAGES.values() if who != "anonymous"}))
def test_on_every_page_the_keys_that_are_told_work(browse, cast, who):
    """``k`` and ``j`` of a page with items before and behind lead there instead."""
    addresses = [
        reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
        for name, first in PAGES.items()
        if first == who and name not in OF_THE_ISSUE
    ]
    liven(cast)
    page, idle, walked = browse(cast.person(who)), [], 0
    for address in addresses:
        page.goto(address)
        keys = told(page)
        leads = {key for key in "jk" if page.locator(f"[data-key={key}]").count()}
        for key in [key for key in WORKS if key in keys.keys() - leads]:
            page.keyboard.press(key)
            walked += 1
            if not page.evaluate(WORKS[key]):
                idle.append((address, key))
    assert idle == []
    assert walked
