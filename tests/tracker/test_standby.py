"""Boards read from a standby: which requests, how near it has to be, and what a router answers."""

import math

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, resolve, reverse

from tasks.models import Unit
from tracker import standby
from tracker.standby import PAGES, WROTE, Progress, ReadFromStandby, StandbyRouter


@pytest.fixture
def router():
    return StandbyRouter()


@pytest.fixture
def reading():
    """``reading(request)`` says from where a request reads, with a standby that is near unless ``reading.near`` is false."""

    def ask(request) -> str:
        read = []

        def answer(request):
            request.resolver_match = resolve(request.path)
            middleware.process_view(request, None, (), {})
            read.append(StandbyRouter().db_for_read(Unit))
            return HttpResponse()

        middleware = ReadFromStandby(answer)
        middleware.progress.is_near = lambda now: ask.near
        middleware(request)
        return read[0]

    ask.near = True
    return ask


@pytest.fixture
def in_no_transaction(monkeypatch):
    """The test's own transaction does not count."""
    monkeypatch.setattr("tracker.standby.connections", {"default": type("Idle", (), {"in_atomic_block": False})})


BOARD = reverse("board")


def test_every_named_page_exists():
    assert PAGES - set(get_resolver().reverse_dict) == set()


@pytest.mark.usefixtures("in_no_transaction")
def test_a_board_is_read_from_a_near_standby(reading):
    assert reading(RequestFactory().get(BOARD)) == "standby"


@pytest.mark.usefixtures("in_no_transaction")
def test_a_standby_too_far_behind_is_left_aside(reading):
    reading.near = False
    assert reading(RequestFactory().get(BOARD)) == "default"


@pytest.mark.usefixtures("in_no_transaction")
def test_who_has_just_written_reads_the_primary(reading):
    request = RequestFactory().get(BOARD)
    request.COOKIES[WROTE] = "1"
    assert reading(request) == "default"


@pytest.mark.usefixtures("in_no_transaction")
@pytest.mark.parametrize(("method", "address"), [("post", BOARD), ("get", reverse("my_tasks"))])
def test_everything_else_reads_the_primary(reading, method, address):
    assert reading(getattr(RequestFactory(), method)(address)) == "default"


@pytest.mark.usefixtures("in_no_transaction")
def test_after_a_request_nothing_is_read_from_the_standby(reading, router):
    reading(RequestFactory().get(BOARD))
    assert router.db_for_read(Unit) == "default"


@pytest.mark.django_db
def test_within_a_transaction_and_of_the_session_nothing_is_read_there(router):
    token = standby._is_on_standby.set(True)
    try:
        with transaction.atomic():
            assert (router.db_for_read(Unit), router.db_for_write(Unit)) == ("default", "default")
        assert router.db_for_read(Session) == "default"
    finally:
        standby._is_on_standby.reset(token)


def test_only_a_form_marks_its_browser(settings):
    settings.DUBAN_READ_SECONDS = 7
    middleware = ReadFromStandby(lambda request: HttpResponse())
    assert middleware(RequestFactory().get("/")).cookies.get(WROTE) is None
    assert middleware(RequestFactory().post("/")).cookies[WROTE]["max-age"] == 7


def test_a_standby_that_fails_in_the_middle_of_a_page_is_left_aside_and_the_page_made_again(monkeypatch):
    middleware = ReadFromStandby(lambda request: HttpResponse())
    monkeypatch.setattr("tracker.standby.connections", {"standby": type("Broken", (), {"close": staticmethod(bool)})})
    request = RequestFactory().get(BOARD)
    request.resolver_match = type(
        "Match", (), {"func": lambda request: HttpResponse("again"), "args": (), "kwargs": {}}
    )
    assert middleware.process_exception(request, OperationalError()) is None
    token = standby._is_on_standby.set(True)
    try:
        assert middleware.process_exception(request, ValueError()) is None
        assert middleware.process_exception(request, OperationalError()).content == b"again"
    finally:
        standby._is_on_standby.reset(token)
    assert middleware.progress.shows_all_until == -math.inf


def follow(*places, limit=5.0) -> list[bool]:
    """Whether the standby counts as near at each moment; ``places`` are of the moment, the primary and the standby."""
    told = iter(places)
    progress = Progress(lambda: next(told)[1:], limit)
    return [progress.is_near(moment) for moment, *_ in places]


def test_a_standby_that_follows_is_near():
    assert follow((0, 100, 100), (2, 200, 150), (4, 300, 200)) == [True, True, True]


def test_one_that_stands_still_while_the_primary_goes_on_is_near_no_more():
    assert follow((0, 100, 100), (2, 200, 100), (4, 200, 100), (6, 200, 100)) == [True, True, True, False]


def test_after_a_long_rest_it_first_has_to_show_that_it_follows():
    assert follow((0, 100, 100), (600, 900, 100), (601, 900, 900)) == [True, False, True]


def test_a_server_that_is_no_standby_or_does_not_answer_is_not_near():
    assert follow((0, 100, None)) == [False]


def test_it_is_asked_once_a_second_and_after_a_failure_only_when_the_limit_has_passed():
    asked = []

    def read_places():
        asked.append(moment)
        return (100, None if moment == 3 else 100)

    progress = Progress(read_places, 5)
    for moment in (0, 0.5, 0.9, 1.5, 3, 4, 7, 8):
        progress.is_near(moment)
    assert asked == [0, 1.5, 3, 8]
