"""What every answer carries, and the password page that stands before all others."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import UserFactory
from tracker.middleware import POLICY, content_security_policy, password_change_first


def answer_of(middleware, request, user=None) -> HttpResponse:
    request.user = user or AnonymousUser()
    return middleware(lambda request: HttpResponse("the page"))(request)


def test_every_answer_allows_this_host_alone(rf):
    answer = answer_of(content_security_policy, rf.get("/"))
    assert answer["Content-Security-Policy"] == (
        "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"
    )


def test_a_page_may_be_stricter(rf):
    def page(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    assert content_security_policy(page)(rf.get("/"))["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db
def test_the_pages_themselves_carry_the_policy(client):
    answer = client.get(reverse("sign_in"))
    assert (answer.status_code, answer["Content-Security-Policy"]) == (200, POLICY)
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")


@pytest.fixture
def newcomer(db):
    return UserFactory(must_change_password=True)


def test_a_newcomer_sees_the_password_page_first(rf, newcomer):
    answer = answer_of(password_change_first, rf.get(reverse("home")), newcomer)
    assert (answer.status_code, answer.url) == (302, reverse("change_password"))


@pytest.mark.parametrize("name", ["change_password", "sign_out"])
def test_a_newcomer_reaches_the_password_page_and_the_way_out(rf, newcomer, name):
    assert answer_of(password_change_first, rf.get(reverse(name)), newcomer).content == b"the page"


def test_the_password_page_keeps_its_looks(rf, newcomer):
    assert answer_of(password_change_first, rf.get("/static/duban.css"), newcomer).content == b"the page"


def test_everybody_else_passes(rf, cast):
    assert answer_of(password_change_first, rf.get(reverse("home")), cast.clerk).content == b"the page"
    assert answer_of(password_change_first, rf.get(reverse("home"))).content == b"the page"


def test_a_newcomer_is_led_there_from_any_page(sign_in, newcomer):
    answer = sign_in(newcomer).get(reverse("home"))
    assert (answer.status_code, answer.url) == (302, reverse("change_password"))
