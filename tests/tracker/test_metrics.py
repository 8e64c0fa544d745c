"""Metrics: off unless set, and told to who brings the token, or to this machine alone."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import resolve

from tasks import clock
from tasks.enums import TimedJob
from tasks.models import TimedRun
from tracker.observing import observe_requests


@pytest.fixture
def watched(settings):
    settings.DUBAN_METRICS = True
    return settings


def read_figures(client) -> dict[str, float]:
    lines = client.get("/metrics").content.decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_they_are_off_unless_set(client, db):
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("token", "sent", "status"),
    [
        ("", {}, 200),
        ("", {"remote_addr": "::1"}, 200),
        ("", {"remote_addr": "10.1.2.3"}, 404),
        ("", {"headers": {"x-forwarded-for": "10.1.2.3"}}, 404),
        ("geheim", {}, 404),
        ("geheim", {"headers": {"authorization": "Bearer falsch"}}, 404),
        ("geheim", {"headers": {"authorization": "Bearer 密钥"}}, 404),
        ("geheim", {"headers": {"authorization": "Bearer geheim"}, "remote_addr": "10.1.2.3"}, 200),
    ],
)
def test_they_are_told_to_who_brings_the_token_or_to_this_machine(client, db, watched, token, sent, status):
    watched.DUBAN_METRICS_TOKEN = token
    headers, address = sent.get("headers", {}), sent.get("remote_addr", "127.0.0.1")
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_they_tell_requests_checks_messages_and_timers(client, db, rf, watched):
    begun = clock.get_real_moment() - timedelta(hours=2)
    TimedRun.objects.create(job=TimedJob.ASSESS, begun_at=begun, ended_at=begun)
    request = rf.get("/entries/7/")
    request.resolver_match = resolve("/entries/7/")
    observe_requests(lambda request: HttpResponse(status=418))(request)
    figures = read_figures(client)
    assert figures['duban_request_seconds_count{method="GET",page="entry_page",status="418"}'] == 1
    assert {name: value for name, value in figures.items() if name.startswith(("duban_check", "duban_messages"))} == {
        'duban_check{check="database"}': 1,
        'duban_check{check="migrations"}': 1,
        'duban_check{check="disk"}': 1,
        'duban_check{check="backup"}': 1,
        'duban_messages{state="waiting"}': 0,
        'duban_messages{state="failed"}': 0,
    }
    assert 7200 <= figures['duban_timer_age_seconds{job="assess"}'] < 7300


def test_without_the_database_they_tell_that(client, db, watched, monkeypatch):
    monkeypatch.setattr("tracker.metrics.check_readiness", lambda: {"database": False, "migrations": False})
    figures = read_figures(client)
    assert {name for name in figures if name.startswith(("duban_check", "duban_messages"))} == {
        'duban_check{check="database"}',
        'duban_check{check="migrations"}',
    }
