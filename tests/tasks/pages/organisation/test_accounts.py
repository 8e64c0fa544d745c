"""Signing in and out: who comes in, who is told why not, and what of it is kept."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tasks.enums import EventKind
from tasks.models import Event, User
from tests.cast import PASSWORD
from tests.pages import errors, found, said

SIGN_IN, PASSWORD_PAGE = reverse("sign_in"), reverse("change_password")
WRONG = "用户名或密码不正确。"
SIMPLE = "新密码太简单，大写字母、小写字母、数字、汉字、符号中至少要用 3 种。"


def attempt(client: Client, username: str, password: str, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more}, REMOTE_ADDR="10.1.2.3")


def trail() -> list[tuple]:
    return [
        (event.kind, event.actor_name, event.subject, event.reason, event.address)
        for event in Event.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    ("who", "first_page"),
    [
        ("clerk", "board"),
        ("unit_head", "board"),
        ("office", "board"),
        ("leader", "board"),
        ("administrator", "desk"),
        ("auditor", "desk"),
        ("head", "board"),
        ("office_head", "board"),
        ("viewer", "desk"),
    ],
)
def test_everybody_comes_in_to_his_own_work(cast, who, first_page):
    client = Client()
    answer = attempt(client, cast.person(who).username, PASSWORD)
    assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert client.get(reverse("home")).url == reverse(first_page)


def test_coming_in_and_going_out_are_kept_with_their_address(cast):
    client = Client()
    attempt(client, "jiaowei", PASSWORD)
    answer = client.post(reverse("sign_out"), REMOTE_ADDR="10.1.2.3")
    assert answer.url == SIGN_IN
    assert client.get(reverse("home")).url == f"{SIGN_IN}?next=/"
    assert trail() == [
        (EventKind.SIGNED_IN, "李静", "李静", "", "10.1.2.3"),
        (EventKind.SIGNED_OUT, "李静", "李静", "", "10.1.2.3"),
    ]


def test_asking_alone_signs_nobody_out(cast, sign_in):
    client = sign_in(cast.clerk)
    assert client.get(reverse("sign_out")).status_code == 405
    assert client.get(PASSWORD_PAGE).status_code == 200


@pytest.mark.parametrize(("username", "actor"), [("jiaowei", "李静"), ("nobody", "系统")])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(cast, username, actor):
    answer = attempt(Client(), username, "不是这个")
    assert (answer.status_code, errors(answer)) == (200, [WRONG])
    assert trail() == [(EventKind.SIGN_IN_FAILED, actor, f"账号“{username}”", WRONG, "10.1.2.3")]


def test_a_disabled_account_is_told_so_to_whoever_knows_the_password(cast):
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert errors(attempt(Client(), "jiaowei", PASSWORD)) == ["该账号已停用，请联系系统管理员。"]
    assert errors(attempt(Client(), "jiaowei", "不是这个")) == [WRONG]


def test_after_five_wrong_passwords_the_account_waits_at_that_address(cast):
    client = Client()
    answers = [attempt(client, "jiaowei", f"不是这个{number}") for number in range(5)]
    locked = attempt(client, "jiaowei", PASSWORD)
    assert [answer.status_code for answer in [*answers, locked]] == [200, 200, 200, 200, 429, 429]
    assert found(locked, "h1") == ["请稍候再登录"]
    assert found(locked, "p")[0] == "密码连续输错，请在 1 分钟后再试。此后每再输错一次，等待时间加倍，最长 30 分钟。"
    assert trail()[-1][3] == "密码连续输错，等待时间未到"
    elsewhere = Client().post(SIGN_IN, {"username": "jiaowei", "password": PASSWORD}, REMOTE_ADDR="10.9.9.9")
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("field", ["username", "password"])
def test_what_is_too_long_for_anybody_is_said(cast, field):
    answer = attempt(Client(), **{"username": "jiaowei", "password": PASSWORD} | {field: "长" * 300})
    assert (answer.status_code, errors(answer)) == (200, ["请核对，最多 150 字。"])


@pytest.mark.parametrize(("target", "expected"), [("/tasks/?kind=key", "/tasks/?kind=key"), ("//evil.example/", "/")])
def test_the_way_on_leads_nowhere_else(cast, target, expected):
    assert attempt(Client(), "jiaowei", PASSWORD, next=target).url == expected


def change(client: Client, old: str, new: str, again: str | None = None):
    fields = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post(PASSWORD_PAGE, fields)


def test_a_password_that_somebody_else_set_is_changed_first(cast, sign_in):
    User.objects.filter(pk=cast.clerk.pk).update(must_change_password=True)
    client = sign_in(cast.clerk)
    assert client.get(reverse("task_list")).url == PASSWORD_PAGE
    assert change(client, PASSWORD, "新的-口令-2025").url == reverse("home")
    stored = User.objects.get(pk=cast.clerk.pk)
    assert (stored.must_change_password, stored.check_password("新的-口令-2025")) == (False, True)
    answer = client.get(reverse("task_list"))
    assert (answer.status_code, said(answer)) == (200, ["密码已修改。"])


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("不是这个", "新的-口令-2025", None, ["原密码不正确，请重新输入。"]),
        (PASSWORD, "新的-口令-2025", "新的-口令-2026", ["两次输入的新密码不一致。"]),
        (PASSWORD, PASSWORD, None, ["新密码不能与原密码相同。"]),
        (PASSWORD, "短Ab1", None, ["新密码太短，至少要 8 个字符。"]),
        (PASSWORD, "1029384756", None, [SIMPLE, "新密码太常见，容易被猜到。", "新密码不能全是数字。"]),
        (PASSWORD, "Password123", None, ["新密码太常见，容易被猜到。"]),
        (PASSWORD, "Jiaowei1", None, ["新密码与用户名、姓名或邮箱太相近。"]),
        (PASSWORD, "xinmima-kouling", None, [SIMPLE]),
        ("", "", None, ["这个字段是必填项。"] * 3),
    ],
)
def test_a_password_that_will_not_do_is_explained(cast, sign_in, old, new, again, why):
    answer = change(sign_in(cast.clerk), old, new, again)
    assert (answer.status_code, errors(answer)) == (200, why)
    assert User.objects.get(pk=cast.clerk.pk).check_password(PASSWORD)


def test_the_sign_in_page_does_not_ask_whoever_is_in_already(cast, sign_in):
    assert sign_in(cast.clerk).get(SIGN_IN).url == reverse(settings.LOGIN_REDIRECT_URL)
