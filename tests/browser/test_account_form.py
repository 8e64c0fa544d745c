"""新增用户 in a browser: the duties and fields of the chosen role alone, and a password that is copied or printed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_the_chosen_role_says_what_it_does_and_asks_for_its_place(cast, browse):
    page = browse(cast.administrator)
    page.goto(reverse("user_add"))
    duties = page.locator(".duty")
    expect(duties.locator("visible=true")).to_have_count(0)
    page.get_by_label("角色").select_option("clerk")
    expect(duties.locator("visible=true")).to_have_count(1)
    expect(page.get_by_text("填报员：代表")).to_be_visible()
    expect(page.locator("#id_official")).to_be_hidden()
    page.get_by_label("角色").select_option("leader")
    expect(page.locator("#id_official")).to_be_visible()
    expect(page.locator("#id_unit")).to_be_hidden()


def test_the_first_password_is_copied_and_the_way_on_leads_to_the_new_person(cast, browse):
    page = browse(cast.administrator)
    page.goto(reverse("user_add"))
    page.get_by_label("用户名").fill("liuyang")
    page.get_by_label("姓名").fill("刘洋")
    page.get_by_label("角色").select_option("office")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="新用户“刘洋”的初始密码")).to_be_visible()
    expect(page.get_by_role("button", name="打印密码条")).to_be_visible()
    page.get_by_role("button", name="复制密码").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    page.get_by_role("link", name="已记下", exact=True).click()
    expect(page.get_by_role("cell", name="刘洋")).to_be_visible()
