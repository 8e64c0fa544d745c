"""A form that the sign-in page interrupted comes back with what was typed, to the same person alone."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks.models import ChangeRequest
from tests.browser.test_autosave import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "用地手续未办结，\n需延期。"
PUT_BACK = "登录前填写的内容已放回本页，请核对后重新提交。"


@pytest.fixture
def interrupted(browse, cast) -> Page:
    """The sign-in page, to which sending a request has led: the session had ended."""
    page = browse(cast.clerk)
    page.goto(reverse("request_file", args=[cast.key_entry.pk]))
    page.locator("textarea[name=reason]").fill(REASON)
    Session.objects.all().delete()
    page.locator("main form[method=post] button").last.click()
    expect(page.get_by_text("登录已过期，刚才的操作没有办理。")).to_be_visible()
    return page


def test_the_text_is_there_again_after_the_person_has_signed_in(interrupted, cast):
    sign_in(interrupted, cast.clerk)
    expect(interrupted.get_by_text(PUT_BACK)).to_be_visible()
    expect(interrupted.locator("textarea[name=reason]")).to_have_value(REASON)
    assert interrupted.evaluate("sessionStorage.length") == 0
    assert ChangeRequest.objects.count() == 0
    interrupted.reload()
    expect(interrupted.get_by_text(PUT_BACK)).to_have_count(0)


def test_it_is_not_shown_to_the_next_person(interrupted, cast):
    sign_in(interrupted, cast.unit_head)
    expect(interrupted.locator("textarea[name=reason]")).to_have_value("")
    expect(interrupted.get_by_text(PUT_BACK)).to_have_count(0)
    interrupted.wait_for_function("sessionStorage.length === 0")


def test_what_has_arrived_is_not_kept(browse, cast):
    page = browse(cast.clerk)
    page.goto(reverse("request_file", args=[cast.key_entry.pk]))
    page.locator("textarea[name=reason]").fill(REASON)
    page.locator("main form[method=post] button").last.click()
    page.wait_for_load_state()
    assert page.evaluate("sessionStorage.length") in (0, 1)
    page.goto("/")
    assert page.evaluate("sessionStorage.length") == 0
