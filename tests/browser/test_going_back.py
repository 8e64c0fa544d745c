"""No page is stored by the browser, and still nothing typed is lost to whoever goes back to it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks.pages.frame.failures import FULL
from tests.browser.conftest import MADE_BY_TEST

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "用地手续未办结，\n需延期。"
TEXT = "①新建道路3公里。"
#: the form as the server gives it, since over https the browser remembers nothing of a page that it may not store
FORGET = "for (const form of document.forms) form.autocomplete = 'off'"


@pytest.fixture
def form(browse, cast) -> Page:
    page = browse(cast.clerk)
    page.context.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ {FORGET} }})")
    page.goto(reverse("request_file", args=[cast.key_entry.pk]))
    page.locator("textarea[name=reason]").fill(REASON)
    return page


def answer_posts(page: Page, kind: str, body: str) -> None:
    answer = {"status": 503, "headers": {MADE_BY_TEST: "1", "content-type": kind}, "body": body}
    page.route("**/*", lambda each: each.fulfill(**answer) if each.request.method == "POST" else each.fallback())


def fail(page: Page) -> None:
    """The disk is full for whatever is sent."""
    answer_posts(page, "text/html; charset=utf-8", f"<p>{FULL}</p>")


def test_what_was_typed_is_there_again_after_looking_elsewhere(form):
    form.get_by_role("link", name="督办台账").click()
    expect(form.locator("textarea[name=reason]")).to_have_count(0)
    form.go_back()
    expect(form.get_by_text("离开前填写的内容已放回本页，请核对后重新提交。")).to_be_visible()
    expect(form.locator("textarea[name=reason]")).to_have_value(REASON)


def test_a_reason_goes_along_to_another_kind_of_request(form):
    form.get_by_role("link", name="延长完成时限").click()
    expect(form.get_by_role("link", name="延长完成时限")).to_have_attribute("aria-current", "page")
    expect(form.locator("textarea[name=reason]")).to_have_value(REASON)


def test_what_was_sent_in_vain_is_there_again(form, cast):
    fail(form)
    form.locator("main form[method=post] button").last.click()
    expect(form.get_by_text(FULL)).to_be_visible()
    form.go_back()
    expect(form.get_by_text("没有提交成功的内容已放回本页，请核对后重新提交。")).to_be_visible()
    expect(form.locator("textarea[name=reason]")).to_have_value(REASON)


def test_an_entry_that_could_not_be_filed_is_there_again_and_saved(browse, cast):
    page = browse(cast.clerk)
    page.goto(reverse("entry_page", args=[cast.key_entry.pk]))
    fail(page)
    page.get_by_label("进展情况").fill(TEXT)
    page.get_by_role("button", name="存草稿").click()
    # nothing leads away from what is not kept
    expect(page.get_by_text("未保存：系统暂时没有应答，正在重试。内容留在本页，请不要关闭。")).to_be_visible()
    page.unroute("**/*")
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_label("进展情况")).to_have_value(TEXT)
    expect(page.locator("[data-saved]")).to_contain_text("李静 ")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == TEXT


def test_a_server_that_fails_keeps_the_text_in_the_page_and_saves_it_once_it_works(browse, cast):
    page = browse(cast.clerk)
    page.goto(reverse("entry_page", args=[cast.key_entry.pk]))
    answer_posts(page, "application/json", f'{{"message": "{FULL}"}}')
    page.get_by_label("进展情况").fill(TEXT)
    page.get_by_label("存在问题").focus()
    expect(page.locator("[data-saved]")).to_have_text(f"未保存：{FULL}内容留在本页，请不要关闭。")
    page.unroute("**/*")
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == TEXT
