"""The frame around every page, in a real browser: everybody's first page, at both widths."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.cast import PASSWORD, PEOPLE

#: everybody → where the first page leads
FIRST_PAGES = {
    "clerk": "/board/",
    "unit_head": "/board/",
    "other_clerk": "/board/",
    "cooperating_clerk": "/board/",
    "office": "/board/",
    "second_office": "/board/",
    "leader": "/board/",
    "administrator": "/desk/",
    "auditor": "/desk/",
    "head": "/board/",
    "office_head": "/board/",
    "viewer": "/desk/",
    "security": "/desk/",
}


@pytest.mark.parametrize("who", PEOPLE)
def test_everybodys_first_page_opens_and_fits_the_window(browse, cast, width, fits, who):
    page = browse(cast.person(who), width)
    page.goto("/")
    assert page.evaluate("location.pathname") == FIRST_PAGES[who]
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    expect(page.locator(".top").get_by_text("业务日期 4月2日")).to_be_visible()
    assert fits(page)


def test_a_person_signs_in_and_out(browse, cast, width, fits):
    page = browse(None, width)
    page.goto("/mine/")
    assert fits(page)
    page.get_by_label("用户名").fill(cast.clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    assert page.evaluate("location.pathname") == "/mine/"
    page.locator(".sheet summary" if width == NARROW else ".me summary").click()
    page.get_by_role("button", name="退出").click()
    assert page.evaluate("location.pathname") == "/sign-in/"


def test_an_unknown_address_is_answered_in_chinese(browse, cast, width, fits):
    page = browse(cast.clerk, width)
    page.goto("/nowhere/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert fits(page)


def test_the_search_box_leads_to_an_item_by_its_number(browse, cast):
    page = browse(cast.office)
    page.goto("/review/")
    page.keyboard.press("Control+k")
    page.keyboard.type(str(cast.key.number))
    expect(page.get_by_role("option").filter(has_text=cast.key.current.text[:8])).to_be_visible()
    chosen = page.locator("[role=option][aria-selected=true]", has_text=cast.key.current.text[:8])
    while not chosen.count():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tasks/{cast.key.pk}/")


def test_menus_open_one_at_a_time_and_every_place_is_reached_on_a_telephone(browse, cast, fits):
    page = browse(cast.office, NARROW)
    page.goto("/tasks/")
    page.locator(".period summary").click()
    page.locator(".sheet summary").click()
    assert page.locator(".top details[open]").count() == 1
    assert fits(page)
    assert [link.bounding_box()["height"] < 44 for link in page.locator(".sheet a").all()].count(True) == 0
    page.locator(".sheet").get_by_role("link", name="完成时限").click()
    page.wait_for_url("**/deadlines/")


def test_the_help_of_a_page_is_its_section_of_the_manual(browse, cast, width, fits):
    page = browse(cast.clerk, width)
    page.goto(f"/entries/{cast.key_entry.pk}/")
    if width == NARROW:
        page.goto("/help/?from=entry_page")
    else:
        page.get_by_role("link", name="帮助").click()
    expect(page.get_by_role("heading", name="填报一项")).to_be_visible()
    assert fits(page)
