"""登录锁定: how long wrong passwords make one wait, and whom."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from tasks import clock
from tasks.signing_on.lockouts import compute_wait, find_wait_end, list_lockouts
from tests.cast import PASSWORD

SIGN_IN = reverse("sign_in")
HOME, AWAY = "10.1.2.3", "10.9.9.9"


def attempt(username: str = "jiaowei", password: str = "不是这个", address: str = HOME):
    return Client().post(SIGN_IN, {"username": username, "password": password}, REMOTE_ADDR=address)


def fail(count: int, username: str = "jiaowei", address: str = AWAY, agent: str = "") -> None:
    AccessAttempt.objects.create(
        username=username,
        ip_address=address,
        user_agent=agent,
        failures_since_start=count,
        attempt_time=clock.get_real_moment(),
    )


def pass_time(**span) -> None:
    for each in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=each.pk).update(attempt_time=each.attempt_time - timedelta(**span))


@pytest.mark.parametrize(("failures", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (9, 16), (10, 30), (999, 30)])
def test_the_wait_doubles_up_to_half_an_hour(failures, minutes):
    assert compute_wait(failures, limit=5) == timedelta(minutes=minutes)


def test_the_owner_gets_in_after_the_wait_and_begins_anew(cast):
    fail(5, address=HOME)
    assert attempt(password=PASSWORD).status_code == 429
    pass_time(seconds=61)
    assert attempt(password=PASSWORD).status_code == 302
    assert not AccessAttempt.objects.filter(username="jiaowei", ip_address=HOME).exists()


def test_a_try_during_the_wait_prolongs_nothing(cast):
    fail(5, address=HOME)
    end = find_wait_end("jiaowei", HOME)
    answer = attempt()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert find_wait_end("jiaowei", HOME) == end


def test_what_is_a_day_old_is_forgotten(cast):
    fail(10, address=HOME)
    pass_time(hours=25)
    assert find_wait_end("jiaowei", HOME) is None


@pytest.mark.parametrize("attack", ["of the account from elsewhere", "with other accounts from the same address"])
def test_who_has_signed_in_from_his_address_is_not_denied_by_others(cast, attack):
    assert attempt(password=PASSWORD).status_code == 302
    if attack == "of the account from elsewhere":
        fail(200)
    else:
        fail(200, username="nobody", address=HOME)
    assert attempt(password=PASSWORD).status_code == 302
    assert attempt("chengguan", PASSWORD).status_code == (302 if attack == "of the account from elsewhere" else 429)


def test_an_account_that_is_tried_from_many_addresses_waits_for_strangers(cast):
    for number in range(5):
        fail(4, address=f"10.9.9.{number}")
    assert attempt(password=PASSWORD, address="10.8.8.8").status_code == 429
    assert [(each.address, each.failures) for each in list_lockouts(["jiaowei"])] == [("", 20)]


def test_browsers_of_one_address_count_together(cast):
    for number in range(5):
        fail(1, address=HOME, agent=f"browser {number}")
    assert [(each.address, each.failures) for each in list_lockouts(["jiaowei"])] == [(HOME, 5)]
    assert attempt(password=PASSWORD).status_code == 429
