"""The pages for what does not work: in Chinese, with a way on, and nothing of the machinery."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error
from lxml import html

from tests.pages import found

NO_PAGE = "没有这一页，或不在您的可见范围"


def test_a_page_that_is_not_there(cast, sign_in):
    answer = sign_in(cast.clerk).get("/nowhere/")
    assert (answer.status_code, found(answer, "h1")) == (404, [NO_PAGE])


def test_an_item_that_is_not_there_and_one_that_is_not_shown_look_the_same(cast, sign_in):
    client = sign_in(cast.clerk)
    hidden, missing = (client.get(reverse("task_page", args=[pk])) for pk in (cast.foreign_task.pk, 10**9))
    assert [(answer.status_code, found(answer, "h1")) for answer in (hidden, missing)] == [(404, [NO_PAGE])] * 2


def test_a_page_of_another_role_names_the_role(cast, sign_in):
    answer = sign_in(cast.clerk).get(reverse("unit_list"))
    assert (answer.status_code, found(answer, "p")[0]) == (403, "您的角色“填报员”不能使用这一页面。")


def test_a_form_that_was_open_too_long_tells_how_to_save_the_text(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk, backend="tracker.backends.WithUnreadNotices")
    answer = client.post(reverse("sign_out"))
    assert answer.status_code == 403
    assert "页面已过期，内容没有保存" in answer.content.decode()


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_an_expired_form_gives_back_what_was_written_where_no_script_keeps_it(cast, is_signed_in):
    """After another sign-in its token does not hold; after the end of the session nobody is signed in."""
    client, address = Client(enforce_csrf_checks=is_signed_in), reverse("entry_page", args=[cast.key_entry.pk])
    if is_signed_in:
        client.force_login(cast.clerk, backend="tracker.backends.WithUnreadNotices")
    sent = {"text": "一季度主体完工。", "problem": "", "base_revision": "3", "new_password": "不可外露 的密码"}
    own, foreign = (
        client.post(address, sent, headers={"origin": origin, "referer": f"{origin}{address}"})
        for origin in ("http://testserver", "https://evil.example")
    )
    page = html.fromstring(own.content.decode())
    assert (own.status_code, [each.text.strip() for each in page.xpath("//textarea")]) == (403, ["一季度主体完工。"])
    assert address in page.xpath("//a/@href")
    assert "一季度主体完工" not in foreign.content.decode()


def test_where_a_script_keeps_it_an_ended_session_leads_to_the_sign_in(cast):
    client, address = Client(), reverse("entry_page", args=[cast.key_entry.pk])
    client.cookies["has-script"] = "1"
    answer = client.post(address, {"text": "一季度主体完工。"}, headers={"origin": "http://testserver"})
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("sign_in"))


def test_a_fault_of_ours_says_that_nothing_was_changed(db):
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "这次操作没有完成，也没有改动任何内容。" in answer.content.decode()


def test_a_host_that_is_not_ours_gets_no_english(db):
    answer = Client(headers={"host": "evil.example"}).get(reverse("sign_in"))
    assert (answer.status_code, found(answer, "h1")) == (400, ["这个请求无法处理"])
