"""What one address may ask for before anybody has signed in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages import found
from tracker.limiting import DoorLimit

SIGN_IN = reverse("sign_in")


@pytest.fixture
def two_a_minute(settings):
    settings.DUBAN_DOOR_LIMIT = 2
    settings.DUBAN_LOGIN_FAILURES = 100


def test_an_address_that_asks_too_often_is_told_when_to_come_back(cast, sign_in, two_a_minute):
    signed_in, client = sign_in(cast.office), Client()
    answers = [client.post(SIGN_IN, {"username": "jiaowei", "password": f"不是{number}"}) for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 29 <= int(answers[2].headers["Retry-After"]) <= 30
    assert found(answers[2], "h1") == ["请求过于频繁"]
    assert client.post(SIGN_IN, REMOTE_ADDR="10.7.7.7").status_code == 200
    assert [client.get(SIGN_IN).status_code, signed_in.get(reverse("task_list")).status_code] == [200, 200]


def test_what_has_been_asked_is_forgotten_with_time(settings, monkeypatch):
    settings.DUBAN_DOOR_LIMIT = 60
    now = [1_000_000]
    monkeypatch.setattr("tracker.limiting.clock.get_timestamp", lambda: now[0])
    limit = DoorLimit(lambda request: None)
    assert [limit.take("10.1.1.1") for _ in range(62)] == [0] * 60 + [1, 1]
    now[0] += 1_500
    assert [limit.take("10.1.1.1"), limit.take("10.1.1.1"), limit.take("10.1.1.2")] == [0, 1, 0]


def test_the_memory_of_addresses_is_bounded(settings, monkeypatch):
    settings.DUBAN_DOOR_LIMIT = 60
    monkeypatch.setattr("tracker.limiting.MOST_ADDRESSES", 3)
    limit = DoorLimit(lambda request: None)
    for number in range(9):
        limit.take(f"10.1.1.{number}")
    assert len(limit.buckets) <= 4
