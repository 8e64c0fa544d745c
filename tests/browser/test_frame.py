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
    "administrator": "/units/",
    "auditor": "/events/",
    "head": "/board/",
    "office_head": "/board/",
    "viewer": "/issue/",
    "security": "/prepared/",
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
