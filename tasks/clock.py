"""Returns the business date and the present time. No other module reads the clock.

The demonstration's documents are of the past, so a setting (``DUBAN_TODAY``) can pin the business date.
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
    """Pins the clock to ``moment`` within the block, whatever the settings say; the demonstration needs it.

    Args:
        moment: timezone-aware.
    """
    token = _pinned_moment.set(moment)
    try:
        yield
    finally:
        _pinned_moment.reset(token)


def now() -> datetime:
    """Returns the present moment, timezone-aware; with a pinned date, that date at the present time of day."""
    if moment := _pinned_moment.get():
        return timezone.localtime(moment)
    moment = timezone.localtime()
    if settings.DUBAN_TODAY is None:
        return moment
    pinned = settings.DUBAN_TODAY
    return moment.replace(year=pinned.year, month=pinned.month, day=pinned.day)


def convert_to_local(moment: datetime) -> datetime:
    """Returns a stored moment in local time."""
    return timezone.localtime(moment)


def get_real_time() -> datetime:
    """Returns the machine's real time in local time, whatever the business date is; for what concerns the machine."""
    return timezone.localtime()


def get_timestamp() -> int:
    """Returns the machine's real time in milliseconds since 1970, for signatures that another machine checks."""
    return round(timezone.now().timestamp() * 1000)


def get_real_moment() -> datetime:
    """Returns the machine's real time, whatever the business date: sessions end by it."""
    return timezone.now()


def today() -> date:
    """Returns the business date."""
    return now().date()
