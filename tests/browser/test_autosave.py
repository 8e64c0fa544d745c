"""Nothing that was written is lost: not with a closed window, a lost connection, an ended session, or a page loaded anew."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tasks.enums import EntryState
from tests.acts import save
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "①新建道路3公里。"


@pytest.fixture
def page(browse, cast) -> Page:
    page = browse(cast.clerk)
    page.goto(f"/entries/{cast.key_entry.pk}/")
    return page


def write(page: Page, text: str) -> None:
    """Writes and looks elsewhere, which saves at once."""
    page.get_by_label("进展情况").fill(text)
    page.get_by_label("存在问题").focus()


def said(page: Page):
    return page.locator("[data-saved]")


def kept(entry) -> str:
    entry.refresh_from_db()
    return entry.text


def test_the_state_follows_without_loading_the_page_anew(page, cast):
    state = page.locator("[data-state] .st")
    expect(state).to_have_text("未填报")
    write(page, TEXT)
    expect(said(page)).to_have_text(re.compile(r"已自动保存 \d\d:\d\d"))
    expect(state).to_have_text("草稿")
    assert (kept(cast.key_entry), cast.key_entry.state) == (TEXT, EntryState.DRAFT)


def test_a_closed_window_still_saves(page, cast):
    """Without a pause in which it would have been saved anyway."""
    context = page.context
    # the watch over requests ends with the page, and would hold back what outlives it
    context.unroute_all()
    page.get_by_label("进展情况").fill(TEXT)
    page.close(run_before_unload=False)
    for _ in range(100):  # each window gives the request its time
        if kept(cast.key_entry):
            break
        context.new_page().close()
    assert kept(cast.key_entry) == TEXT


def test_a_lost_connection_keeps_the_text_and_saves_when_it_is_back(page, cast):
    page.context.set_offline(True)
    write(page, TEXT)
    expect(said(page)).to_have_text("未保存：连接中断，正在重试。内容留在本页，请不要关闭。")
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_label("进展情况")).to_have_value(TEXT)
    page.context.set_offline(False)
    expect(said(page)).to_contain_text("已自动保存")
    assert kept(cast.key_entry) == TEXT
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_text("“重点工作任务第1项”已报送督查办。")).to_be_visible()


def test_an_ended_session_leaves_the_text_and_a_new_sign_in_saves_it(page, cast):
    Session.objects.all().delete()
    write(page, TEXT)
    expect(said(page)).to_have_text(
        "未保存：登录已过期，请在新窗口重新登录，本页随后自动保存。内容留在本页，请不要关闭。"
    )
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_label("进展情况")).to_have_value(TEXT)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="重新登录").click()
    sign_in(opened.value, cast.clerk)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(said(page)).to_contain_text("已自动保存")
    assert kept(cast.key_entry) == TEXT
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_text("“重点工作任务第1项”已报送督查办。")).to_be_visible()


def test_the_text_of_one_person_is_never_saved_as_another(page, cast):
    Session.objects.all().delete()
    write(page, TEXT)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="重新登录").click()
    sign_in(opened.value, cast.unit_head)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(said(page)).to_contain_text("本机已换人登录")
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_label("进展情况")).to_have_value(TEXT)
    assert kept(cast.key_entry) == ""


def sign_in(page: Page, user) -> None:
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


def test_what_could_not_be_sent_is_there_again_after_loading_anew_and_then_saved(page, cast):
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/entries/*/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    write(page, TEXT)
    expect(said(page)).to_contain_text("未保存：连接中断")
    page.reload()
    expect(said(page)).to_have_text(re.compile(r"已恢复 \d\d:\d\d 未能保存的内容，正在保存……"))
    expect(page.get_by_label("进展情况")).to_have_value(TEXT)
    page.unroute("**/entries/*/")
    expect(said(page)).to_contain_text("已自动保存")
    assert kept(cast.key_entry) == TEXT
    page.reload()
    expect(said(page)).not_to_contain_text("已恢复")


def test_what_could_not_be_sent_is_not_shown_to_the_next_person(browse, page, cast):
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/entries/*/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    write(page, TEXT)
    expect(said(page)).to_contain_text("未保存：连接中断")
    page.context.clear_cookies()
    page.goto("/")
    sign_in(page, cast.unit_head)
    page.goto(f"/entries/{cast.key_entry.pk}/")
    expect(page.get_by_label("进展情况")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_newer_text_of_a_colleague_is_not_overwritten_by_what_comes_back(page, cast):
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/entries/*/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    write(page, TEXT)
    expect(said(page)).to_contain_text("未保存：连接中断")
    save(cast.key_entry, cast.unit_head, "周强的稿子。")
    page.unroute("**/entries/*/")
    page.reload()
    expect(said(page)).to_contain_text("周强")
    assert kept(cast.key_entry) == "周强的稿子。"
    page.get_by_role("button", name="存草稿").click()
    expect(page.locator(".theirs").first).to_have_text("周强的稿子。")
    expect(page.get_by_label("进展情况")).to_have_value(TEXT)
