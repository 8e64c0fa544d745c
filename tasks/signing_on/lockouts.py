"""登录锁定: how long an account has to wait after wrong passwords, by account and by address.

Nobody is denied for long: each further wrong password doubles the wait, up to the setting. What others do from elsewhere,
or with other accounts, makes an account wait only at addresses from which its owner has never signed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Max, Q, QuerySet, Sum

from tasks import clock

#: the wait after as many wrong passwords as the setting names; each further one doubles it
FIRST_WAIT = timedelta(minutes=1)
#: how many times as many wrong passwords of an account at all addresses, or of an address with all accounts, make
#: strangers wait: an address may be that of a whole office
OF_STRANGERS = 4


@dataclass(frozen=True)
class Lockout:
    """An account that has to wait at an address.

    Attributes:
        address: "" for all from which the owner has never signed in.
        until: the machine's real time.
    """

    username: str
    address: str
    failures: int
    until: datetime


def compute_wait(failures: int, *, limit: int, step: int = 1) -> timedelta:
    """Computes the wait after the last of so many wrong passwords: none below ``limit``, then doubled by each ``step``."""
    if failures < limit:
        return timedelta()
    return min(
        FIRST_WAIT * 2 ** min((failures - limit) // step, 16), timedelta(minutes=settings.DUBAN_LOGIN_LOCK_MINUTES)
    )


@dataclass(frozen=True)
class Failures:
    """The wrong passwords that count against somebody, and the machine's real time of the last."""

    count: int
    last: datetime

    def compute_end(self, *, is_own: bool) -> datetime:
        """Computes until when they make one wait: the owner at his address, or strangers."""
        limit = settings.AXES_FAILURE_LIMIT
        if is_own:
            return self.last + compute_wait(self.count, limit=limit)
        return self.last + compute_wait(self.count, limit=limit * OF_STRANGERS, step=OF_STRANGERS)


def find_wait_end(username: str, address: str) -> datetime | None:
    """Finds until when an account has to wait at an address; None where it may try now. Three queries, four for strangers."""
    now = clock.get_real_moment()
    of_account, of_address = Q(username=username), Q(ip_address=address or None)
    own = _count_failures(of_account & of_address)
    ends = [own.compute_end(is_own=True)] if own else []
    wide = [found for q in (of_account, of_address) if (found := _count_failures(q))]
    strange = max((each.compute_end(is_own=False) for each in wide), default=now)
    if strange > now and not has_signed_in_from(username, address):
        ends.append(strange)
    end = max(ends, default=now)
    return end if end > now else None


def _count_failures(of: Q) -> Failures | None:
    counted = _select_remembered().filter(of).aggregate(count=Sum("failures_since_start"), last=Max("attempt_time"))
    return Failures(**counted) if counted["count"] else None


def has_signed_in_from(username: str, address: str) -> bool:
    """Returns whether the account's owner has signed in from the address, as far back as that is kept."""
    return AccessLog.objects.filter(username=username, ip_address=address or None).exists()


def select_attempts(usernames: Iterable[str]) -> QuerySet[AccessAttempt]:
    """Selects what is counted against the accounts."""
    return AccessAttempt.objects.filter(username__in=list(usernames))


def list_lockouts(usernames: Iterable[str]) -> list[Lockout]:
    """Lists the waits that hold now, one query for all the accounts; that of strangers stands behind those of addresses."""
    now, listed = clock.get_real_moment(), []
    counted = _select_remembered().filter(username__in=list(usernames)).order_by("username", "ip_address")
    rows = counted.values_list("username", "ip_address").annotate(Sum("failures_since_start"), Max("attempt_time"))
    for username, group in groupby(rows, key=itemgetter(0)):
        own = [(address or "", Failures(count, last)) for _, address, count, last in group]
        listed += [Lockout(username, address, each.count, each.compute_end(is_own=True)) for address, each in own]
        wide = Failures(sum(each.count for _, each in own), max(each.last for _, each in own))
        listed.append(Lockout(username, "", wide.count, wide.compute_end(is_own=False)))
    return [each for each in listed if each.until > now]


def _select_remembered() -> QuerySet[AccessAttempt]:
    since = clock.get_real_moment() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return AccessAttempt.objects.filter(attempt_time__gte=since)
