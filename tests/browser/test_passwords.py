"""Passwords in a browser: what was typed can be looked at, a new one is graded, and it is sent as a password again."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_at_the_door_the_password_can_be_looked_at_and_hidden_again(cast, browse):
    page = browse(None)
    page.goto(reverse("sign_in"))
    password = page.get_by_label("密码", exact=True)
    password.fill("yunxi2024!")
    page.get_by_role("button", name="显示密码").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="隐藏密码").click()
    expect(password).to_have_attribute("type", "password")


@pytest.mark.parametrize(
    ("password", "grade"),
    [
        ("", ""),
        ("aaaaaaaaaaaaaaaaaaaa", "密码强度：弱，容易被猜到"),
        ("123456789abcdefg", "密码强度：弱，容易被猜到"),
        ("hedaojing7", "密码强度：一般"),
        ("河道清淤8公里，十月见水", "密码强度：强"),
        ("vR8!qTz2#mKw", "密码强度：强"),
    ],
)
def test_a_new_password_says_how_hard_it_is_to_guess(cast, browse, password, grade):
    page = browse(cast.office)
    page.goto(reverse("change_password"))
    field = page.locator("#id_new_password1")
    field.fill("x")
    field.fill(password)
    expect(page.locator("#id_new_password1 ~ [role=status]")).to_have_text(grade)
    expect(page.get_by_role("button", name=re.compile("显示密码"))).to_have_count(3)
