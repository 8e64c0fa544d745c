"""登录锁定: accounts that wrong passwords have locked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from tasks import clock


@dataclass(frozen=True)
class Lockout:
    """An account that is locked for an address.

    Attributes:
        until: the machine's real time.
    """

    username: str
    address: str
    failures: int
    until: datetime


def select_attempts(usernames: Iterable[str]) -> QuerySet[AccessAttempt]:
    """Selects what is counted against the accounts."""
    return AccessAttempt.objects.filter(username__in=list(usernames))


def list_lockouts(usernames: Iterable[str]) -> list[Lockout]:
    """Lists the locks that hold now, one query for all the accounts."""
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    counted = (
        select_attempts(usernames)
        .filter(attempt_time__gte=clock.get_real_moment() - cool_off)
        .order_by("username", "ip_address")
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return [
        Lockout(each["username"], each["ip_address"] or "", each["failures"], each["last"] + cool_off)
        for each in counted
    ]
