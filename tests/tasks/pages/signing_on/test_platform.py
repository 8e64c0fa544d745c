"""统一身份认证: a real provider says who somebody is; an account lets him in, and none is ever made."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tasks.enums import EventKind, Role
from tasks.models import Event, SignedInSession, User
from tests import providers
from tests.cast import PASSWORD
from tests.pages import found
from tests.tasks.signing_on.telephones import enrol, show_code

SIGN_IN, BEGIN, BACK = (reverse(name) for name in ("sign_in", "platform_begin", "platform_return"))
BROKEN = "统一身份认证没有完成：在平台上取消了登录，或者等待的时间太长。请回到登录页重新登录。"


@pytest.fixture(scope="module")
def provider():
    with providers.platform() as platform:
        yield platform


@pytest.fixture
def platform(settings, provider):
    settings.DUBAN_OIDC = provider
    return provider


def come_back(sub: str, client: Client | None = None, action: str = ""):
    client = client or Client()
    return client.get(providers.visit(client, sub, action), REMOTE_ADDR="10.1.2.3")


def test_who_has_an_account_comes_in(cast, platform):
    client = Client()
    assert come_back("p-1", client).url == reverse("home")
    assert client.get(reverse("task_list")).context["user"] == cast.clerk
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.address) == (EventKind.SIGNED_IN, "李静", "10.1.2.3")
    assert event.after["登录方式"] == "统一身份认证"


def test_the_sign_in_page_offers_it_and_keeps_the_page_that_was_wanted(cast, platform):
    client = Client()
    page = client.get(f"{SIGN_IN}?next=/tasks/")
    assert "用统一身份认证登录" in found(page, "a.btn")
    client.get(f"{BEGIN}?next=/tasks/")
    there = client.get(f"{BEGIN}?next=/tasks/").url
    back = providers.requests.post(there, data={"sub": "p-1"}, allow_redirects=False, timeout=10).headers["Location"]
    assert client.get(back.removeprefix("http://testserver")).url == "/tasks/"


def test_the_way_on_leads_nowhere_else(cast, platform):
    client = Client()
    there = client.get(f"{BEGIN}?next=//evil.example/").url
    back = providers.requests.post(there, data={"sub": "p-1"}, allow_redirects=False, timeout=10).headers["Location"]
    assert client.get(back.removeprefix("http://testserver")).url == reverse("home")


def test_without_a_platform_there_is_no_such_road(cast):
    assert found(Client().get(SIGN_IN), "a.btn") == []
    assert [Client().get(address).status_code for address in (BEGIN, BACK)] == [404, 404]


@pytest.mark.parametrize(("sub", "named"), [("p-2", "nobody"), ("p-3", "")])
def test_nobody_without_an_account_comes_in_and_none_is_made(cast, platform, sub, named):
    before, client = User.objects.count(), Client()
    answer = come_back(sub, client)
    assert answer.status_code == 403
    assert found(answer, "p")[0] == (
        f"统一身份认证的账号“{named}”在本系统没有对应的用户。请联系本辖区系统管理员开通，或核对“统一身份账号”。"
    )
    assert client.get(reverse("task_list")).status_code == 302
    event = Event.objects.get()
    assert (event.kind, event.subject, event.succeeded) == (EventKind.SIGN_IN_FAILED, f"账号“{named}”", False)
    assert (User.objects.count(), SignedInSession.objects.count()) == (before, 0)


def test_a_stored_identity_names_the_account(cast, settings, platform):
    settings.DUBAN_OIDC = replace(platform, claim="sub")
    User.objects.filter(pk=cast.office.pk).update(identity="p-1")
    client = Client()
    come_back("p-1", client)
    assert client.get(reverse("task_list")).context["user"] == cast.office


def test_a_username_does_not_count_where_another_identity_is_stored(cast, platform):
    User.objects.filter(pk=cast.clerk.pk).update(identity="someone-else")
    assert come_back("p-1").status_code == 403


def test_a_claim_that_only_the_platform_itself_tells_is_asked_for(cast, settings, platform):
    settings.DUBAN_OIDC = replace(platform, claim="email")
    assert come_back("p-1").status_code == 403


def test_a_disabled_account_is_told_so(cast, platform):
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    answer = come_back("p-1")
    assert (answer.status_code, found(answer, "p")[0]) == (403, "您的账号已停用，请联系本辖区系统管理员。")


def test_an_account_locked_at_that_address_stays_locked(cast, platform):
    for number in range(5):
        Client().post(SIGN_IN, {"username": "jiaowei", "password": f"不是{number}"}, REMOTE_ADDR="10.1.2.3")
    assert come_back("p-1").status_code == 429


def test_the_second_factor_is_asked_on_this_road_too(cast, platform):
    key, _ = enrol(cast.clerk)
    client = Client()
    assert come_back("p-1", client).url == reverse("second_factor_ask")
    assert client.get(reverse("task_list")).status_code == 302
    assert client.post(reverse("second_factor_ask"), {"code": show_code(key)}).url == reverse("home")
    assert SignedInSession.objects.get().road == "identity_platform"


def test_a_given_password_is_changed_first_without_being_asked_for(cast, platform):
    User.objects.filter(pk=cast.clerk.pk).update(must_change_password=True)
    client, page = Client(), reverse("change_password")
    come_back("p-1", client)
    assert client.get(reverse("task_list")).url == page
    new = "新的-口令-2025"
    assert client.post(page, {"new_password1": new, "new_password2": new}).url == reverse("home")
    assert client.get(reverse("task_list")).status_code == 200
    # what one has set oneself is asked for
    assert client.post(page, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 200


def test_who_denies_it_there_is_told(cast, platform):
    answer = come_back("p-1", action="deny")
    assert (answer.status_code, found(answer, "p")[0]) == (400, BROKEN)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=%00&state=" + "x" * 5000])
def test_an_answer_to_no_question_is_refused(cast, platform, query):
    answer = Client().get(f"{BACK}{query}")
    assert (answer.status_code, found(answer, "p")[0]) == (400, BROKEN)


def test_an_answer_to_somebody_elses_question_is_refused(cast, platform):
    back = providers.visit(Client(), "p-1")
    client = Client()
    client.get(BEGIN)
    assert client.get(back).status_code == 400


def test_an_answer_counts_once(cast, platform):
    client = Client()
    back = providers.visit(client, "p-1")
    assert client.get(back).status_code == 302
    client.post(reverse("sign_out"))
    assert client.get(back).status_code == 400


def test_a_platform_that_is_away_is_told_and_leaves_the_password(cast, settings, platform):
    settings.DUBAN_OIDC = replace(platform, issuer="http://127.0.0.1:9")
    answer = Client().get(BEGIN)
    assert answer.status_code == 503
    assert found(answer, "p")[0] == "统一身份认证平台暂时连不上，请稍后再试，或用本系统的用户名和密码登录。"
    assert Client().post(SIGN_IN, {"username": "jiaowei", "password": PASSWORD}).status_code == 302


def test_rights_are_those_of_the_account(cast, platform):
    come_back("p-1")
    assert User.objects.get(pk=cast.clerk.pk).role == Role.CLERK
