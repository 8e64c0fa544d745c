"""The log: each line knows its request, and none quotes what somebody wrote."""

import json
import logging
import sys

import pytest
from django.db import DataError, OperationalError
from django.test import Client
from django.urls import resolve

from tasks.models import ProgressEntry
from tracker.log_lines import JsonLine, RouteInsteadOfAddress, describe_exception
from tracker.observing import observe_requests

SECRET = "张三的原话"


def raise_chained(first: Exception, second: Exception) -> Exception:
    try:
        try:
            raise first
        except Exception as error:
            raise second from error
    except Exception as error:
        return error


def test_a_traceback_names_kinds_and_places_but_no_words():
    told = describe_exception(raise_chained(DataError(f"DETAIL: row ({SECRET})"), ValueError(SECRET)))
    assert SECRET not in told
    assert [line for line in told.splitlines() if line and not line.startswith(" ")] == ["DataError", "ValueError"]
    assert "in raise_chained" in told


def test_what_speaks_of_the_machine_is_told():
    told = describe_exception(raise_chained(OperationalError("connection refused"), OSError(28, "No space left")))
    assert [line for line in told.splitlines() if line and not line.startswith(" ")] == [
        "OperationalError: connection refused",
        "OSError: [Errno 28] No space left",
    ]


def test_a_json_line_is_one_object_with_the_request():
    try:
        raise KeyError(SECRET)
    except KeyError:
        record = logging.LogRecord("duban", logging.ERROR, __file__, 1, "出错：%s", ("页面",), sys.exc_info())
    record.request_id = "0123456789ab"
    line = JsonLine().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert {name: told[name] for name in ("level", "logger", "message", "request_id")} == {
        "level": "ERROR",
        "logger": "duban",
        "message": "出错：页面",
        "request_id": "0123456789ab",
    }
    assert told["exc_info"].endswith("KeyError")


def test_a_request_goes_by_its_route_and_not_by_its_address(rf):
    request = rf.get("/activate/secret-token/")
    request.resolver_match = resolve("/entries/7/")
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Internal", request.path), None)
    record.request = request
    assert RouteInsteadOfAddress().filter(record) is True
    assert (record.getMessage(), hasattr(record, "request")) == ("Internal: entries/<int:pk>/", False)


@pytest.fixture
def broken_page(monkeypatch, settings, cast):
    """The answer to a clerk whose page breaks, and what the log says of it."""

    def break_off(*args, **kwargs):
        raise ValueError(SECRET)

    monkeypatch.setattr(ProgressEntry, "__str__", break_off)
    monkeypatch.setattr("tasks.pages.filing.views.mine.render", break_off)
    client = Client(raise_request_exception=False)
    client.force_login(cast.clerk, backend="tracker.backends.WithUnreadNotices")
    return client.get("/mine/")


def test_the_page_of_an_error_says_the_number_of_the_request(broken_page):
    number = broken_page.headers["X-Request-ID"]
    assert (broken_page.status_code, len(number)) == (500, 12)
    assert f"编号：{number}" in broken_page.content.decode()
    assert SECRET not in broken_page.content.decode()


def test_every_answer_has_a_number_of_its_own(client, db):
    first, second = (client.get("/sign-in/").headers["X-Request-ID"] for _ in range(2))
    assert first != second
    assert "Access-Control-Expose-Headers" not in client.get("/sign-in/").headers


def test_a_request_leaves_a_line_without_its_address(rf, settings, caplog):
    settings.DUBAN_LOG_FORMAT = "json"
    request = rf.post("/activate/secret-token/?q=1")
    request.resolver_match = resolve("/entries/7/")

    class Answer:
        status_code = 302

    with caplog.at_level(logging.INFO, "duban.requests"):
        observe_requests(lambda request: Answer())(request)
    line = json.loads(JsonLine().format(caplog.records[0]))
    assert {name: line[name] for name in ("message", "method", "page", "status")} == {
        "message": "request",
        "method": "POST",
        "page": "entry_page",
        "status": 302,
    }
    assert "secret" not in json.dumps(line)
