"""单位目录服务: a real LDAP server says whether a password is right; an account lets in, and none is ever made."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tasks.models import Event, SignedInSession, User
from tests import providers
from tests.cast import PASSWORD
from tests.pages import errors
from tests.providers import DIRECTORY_PASSWORD

# the library asks another one by old names
pytestmark = pytest.mark.filterwarnings("ignore:(tagMap|typeMap) is deprecated")
SIGN_IN = reverse("sign_in")
WRONG = "用户名或密码不正确。"
AWAY = "单位目录服务没有应答，现在只能用本系统的密码登录；输入的是目录密码的，请稍后再试。"


@pytest.fixture(scope="module")
def server():
    with providers.directory() as directory:
        yield directory


@pytest.fixture
def directory(settings, server):
    settings.DUBAN_LDAP = server
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "tracker.directory_backend.DirectoryPasswords",
    ]
    return server


def attempt(username: str, password: str, client: Client | None = None):
    return (client or Client()).post(SIGN_IN, {"username": username, "password": password}, REMOTE_ADDR="10.1.2.3")


def test_the_password_of_the_directory_lets_in(cast, directory):
    client = Client()
    assert attempt("jiaowei", DIRECTORY_PASSWORD, client).status_code == 302
    assert client.get(reverse("task_list")).context["user"] == cast.clerk
    assert SignedInSession.objects.get().road == "directory"
    assert Event.objects.get().after["登录方式"] == "单位目录服务"


def test_the_own_password_goes_on_to_count(cast, directory):
    assert attempt("jiaowei", PASSWORD).status_code == 302
    assert SignedInSession.objects.get().road == "local_password"


def test_a_wrong_password_is_refused_and_counted(cast, directory):
    answers = [attempt("jiaowei", f"不是这个{number}") for number in range(5)]
    assert errors(answers[0]) == [WRONG]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert attempt("jiaowei", DIRECTORY_PASSWORD).status_code == 429


def test_nobody_without_an_account_comes_in_and_none_is_made(cast, directory):
    before = User.objects.count()
    assert errors(attempt("nobody", DIRECTORY_PASSWORD)) == [WRONG]
    assert User.objects.count() == before


def test_who_is_not_in_the_directory_is_not_let_in_by_it(cast, directory):
    assert errors(attempt("chengguan", DIRECTORY_PASSWORD)) == [WRONG]


@pytest.mark.parametrize("name", ["*", "jiaowei)(uid=*", "jiaowei,dc=example"])
def test_what_is_typed_is_a_name_and_no_filter(cast, directory, name):
    User.objects.filter(pk=cast.clerk.pk).update(identity=name)
    assert errors(attempt("jiaowei", DIRECTORY_PASSWORD)) == [WRONG]


def test_an_empty_password_lets_nobody_in(cast, directory):
    assert errors(attempt("jiaowei", "")) == ["这个字段是必填项。"]


def test_a_stored_identity_is_the_name_in_the_directory(cast, settings, directory):
    settings.DUBAN_LDAP = replace(directory, filter="(employeeNumber={username})")
    User.objects.filter(pk=cast.office.pk).update(identity="7")
    assert attempt("ducha", DIRECTORY_PASSWORD).status_code == 302
    assert errors(attempt("jiaowei", DIRECTORY_PASSWORD)) == [WRONG]


def test_a_disabled_account_stays_disabled(cast, directory):
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert errors(attempt("jiaowei", DIRECTORY_PASSWORD)) == [WRONG]


@pytest.mark.parametrize(
    "changes",
    [{"url": "ldap://127.0.0.1:9"}, {"password": "wrong"}, {"starttls": True}],
    ids=["no answer", "may not search", "no encryption"],
)
def test_a_directory_that_cannot_be_asked_is_told_and_leaves_the_own_password(cast, settings, directory, changes):
    settings.DUBAN_LDAP = replace(directory, **changes)
    assert errors(attempt("jiaowei", DIRECTORY_PASSWORD)) == [AWAY]
    assert attempt("jiaowei", PASSWORD).status_code == 302
