"""The only place that reads the clock.

The documents of the demonstration are of the past, so an installation may be pinned to a business date
(``DUBAN_TODAY``); everything that asks for the day or the time asks here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_pinned_moment: ContextVar[datetime | None] = ContextVar("standing_at", default=None)


@contextmanager
def pin_clock(moment: datetime) -> Iterator[None]:
    """Within the block it is ``moment``, whatever the settings say: the demonstration lives through past weeks.

    Args:
        moment: aware.
    """
    token = _pinned_moment.set(moment)
    try:
        yield
    finally:
        _pinned_moment.reset(token)


def now() -> datetime:
    """The present moment, aware; on a pinned date, that day at the present time of day."""
    if moment := _pinned_moment.get():
        return timezone.localtime(moment)
    moment = timezone.localtime()
    if settings.DUBAN_TODAY is None:
        return moment
    pinned = settings.DUBAN_TODAY
    return moment.replace(year=pinned.year, month=pinned.month, day=pinned.day)


def convert_to_local(moment: datetime) -> datetime:
    """A stored moment in the time of the place."""
    return timezone.localtime(moment)


def get_timestamp() -> int:
    """Milliseconds since 1970 of the machine itself, whatever the business date: for what another machine checks."""
    return round(timezone.now().timestamp() * 1000)


def today() -> date:
    """The business date."""
    return now().date()
