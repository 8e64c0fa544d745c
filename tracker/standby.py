"""Boards and exports are read from a standby of the database where there is one (``DUBAN_READ_DATABASE_URL``).

What a person has just written he reads from the primary, and a standby that is too far behind is left aside.
"""

import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from threading import Lock

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

STANDBY = "standby"
#: names of the addresses that are read there; all only ask, and what they show may be some seconds old
PAGES = frozenset(
    {
        "board",
        "burden_page",
        "export_attachments",
        "export_list",
        "export_page",
        "receipt_list_file",
        "report_file",
        "scorecard_file",
        "scorecard_page",
        "scorecard_unit",
        "scorecard_unit_file",
        "year_page",
    }
)
#: the cookie of a browser that wrote something in the last ``DUBAN_READ_SECONDS``
WROTE = "duban_wrote"
#: seconds between two looks at how far the standby has come
PAUSE = 1.0

_is_on_standby: ContextVar[bool] = ContextVar("is_on_standby", default=False)


class StandbyRouter:
    """Sends the reads of a request that ``ReadFromStandby`` has let through to the standby, everything else to the
    primary; also every read inside a transaction, for it may decide what is written."""

    def db_for_read(self, model: type[Model], **hints) -> str:
        is_ours = model._meta.app_label == "tasks"
        on_standby = is_ours and _is_on_standby.get() and not connections["default"].in_atomic_block
        return STANDBY if on_standby else "default"

    def db_for_write(self, model: type[Model], **hints) -> str:
        return "default"

    def allow_relation(self, one: Model, other: Model, **hints) -> bool:
        """Allows every relation, since both databases hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool:
        return db == "default"


class Progress:
    """How far the standby is known to have come; each process knows for itself.

    At each look the place in the primary's log becomes a mark. Everything up to the newest mark that the standby has
    passed can be read there, whatever the clocks of the machines say.

    Args:
        read_places: returns the place in the primary's log, in bytes, and the one up to which the standby shows the data;
            the latter is None where that server is no standby, or cannot be asked.
        limit: seconds.
    """

    def __init__(self, read_places: Callable[[], tuple[int, int | None]], limit: float):
        self.read_places, self.limit = read_places, limit
        self.marks: deque[tuple[float, int]] = deque(maxlen=100)
        self.shows_all_until = self.next_look = float("-inf")
        self.looking = Lock()

    def is_near(self, now: float) -> bool:
        """Returns whether the standby shows everything that was written ``limit`` seconds before ``now``."""
        # while another thread looks, what is known already counts
        if now >= self.next_look and self.looking.acquire(blocking=False):
            try:
                self.look(now)
            finally:
                self.looking.release()
        return now - self.shows_all_until <= self.limit

    def look(self, now: float) -> None:
        self.next_look = now + PAUSE
        written, shown = self.read_places()
        self.marks.append((now, written))
        if shown is None:
            self.leave_aside(now)
            return
        while self.marks and self.marks[0][1] <= shown:
            self.shows_all_until = self.marks.popleft()[0]

    def leave_aside(self, now: float) -> None:
        """Asks the standby nothing until the limit has passed."""
        self.shows_all_until = float("-inf")
        self.next_look = now + self.limit


def read_place(database: str, function: str) -> int | None:
    """Returns a place in the log of a database, in bytes; None where the server knows none."""
    with connections[database].cursor() as cursor:
        cursor.execute(f"SELECT pg_wal_lsn_diff({function}, '0/0')")
        (place,) = cursor.fetchone()
    return None if place is None else int(place)


def read_both_places() -> tuple[int, int | None]:
    written = read_place("default", "pg_current_wal_lsn()") or 0
    try:
        return written, read_place(STANDBY, "pg_last_wal_replay_lsn()")
    except (OperationalError, InterfaceError):
        connections[STANDBY].close()
        return written, None


class ReadFromStandby:
    """Lets requests for ``PAGES`` read from the standby, and marks the browser that has sent a form.

    A standby that fails in the middle of a page is left aside, and the page is made again from the primary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response
        self.progress = Progress(read_both_places, settings.DUBAN_READ_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _is_on_standby.set(False)
        try:
            response = self.get_response(request)
        finally:
            _is_on_standby.reset(token)
        if request.method not in ("GET", "HEAD"):
            mark_writer(response)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        match = request.resolver_match
        asks = request.method in ("GET", "HEAD") and match is not None and match.url_name in PAGES
        _is_on_standby.set(asks and WROTE not in request.COOKIES and self.progress.is_near(time.monotonic()))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        match = request.resolver_match
        is_standby_s = _is_on_standby.get() and isinstance(exception, (OperationalError, InterfaceError))
        if match is None or not is_standby_s:
            return None
        _is_on_standby.set(False)
        self.progress.leave_aside(time.monotonic())
        connections[STANDBY].close()
        return match.func(request, *match.args, **match.kwargs)


def mark_writer(response: HttpResponseBase) -> None:
    response.set_cookie(
        WROTE,
        "1",
        max_age=settings.DUBAN_READ_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
