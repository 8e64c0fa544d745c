"""封签: seals the events that wait, in a short transaction of its own, so that no action waits for another."""

import logging
import threading
from time import monotonic

from django.conf import settings
from django.db import connection, transaction

from tasks import clock
from tasks.models import EventSeal
from tasks.sealing.chain import compute_content, compute_digest
from tasks.sealing.outlet import send_to_syslog
from tasks.sealing.seals import AT_ONCE, find_head, iterate_rows, select_waiting_events

#: PostgreSQL's number of the sealers' lock, the digits of nothing else
LOCK = 20_190_513
LOG = logging.getLogger(__name__)


def seal_events(*, waits: bool = True) -> int:
    """Seals every event that waits, some thousand in each transaction, and sends what was sealed to syslog.

    Args:
        waits: whether to wait for another sealer; without it, nothing is done while there is one.

    Returns:
        How many were sealed.
    """
    count = 0
    while sealed := seal_some_events(waits=waits):
        send_to_syslog(sealed)
        count += len(sealed)
        if len(sealed) < AT_ONCE:
            break
    if count:
        head = find_head()
        LOG.info("封签 %s 条，链头第 %s 号 %s", count, head.position, head.digest)
    return count


@transaction.atomic
def seal_some_events(*, waits: bool, by: None = None) -> list[tuple[EventSeal, dict]]:
    """Seals the next events, at most ``AT_ONCE``, in the order of their numbers.

    Args:
        by: nobody: the system seals, whoever caused it.

    Returns:
        Each seal with the columns of its event.
    """
    if not lock_chain(waits=waits):
        return []
    position, digest = find_head()
    now = clock.get_real_moment()
    sealed = []
    for row in iterate_rows(select_waiting_events()[:AT_ONCE]):
        position, content = position + 1, compute_content(row)
        digest = compute_digest(digest, position, row["id"], content, now)
        seal = EventSeal(position=position, event_id=row["id"], content=content, digest=digest, sealed_at=now)
        sealed.append((seal, row))
    EventSeal.objects.bulk_create([seal for seal, _ in sealed])
    return sealed


def lock_chain(*, waits: bool) -> bool:
    """Lets one sealer work at a time, until the transaction ends; SQLite lets one writer work anyway.

    Returns:
        Whether this one may.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if waits:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


class _Pace:
    """When this process sealed last; ``is_due`` is true once in ``DUBAN_SEAL_SECONDS``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = monotonic()

    def is_due(self) -> bool:
        if not settings.DUBAN_SEAL_SECONDS:
            return False
        with self._lock:
            now = monotonic()
            due = now - self._last >= settings.DUBAN_SEAL_SECONDS
            if due:
                self._last = now
            return due


PACE = _Pace()


def seal_when_due() -> None:
    """Seals after a commit, at most once a minute in each process, for a server without the timer."""
    if PACE.is_due():
        seal_events(waits=False)
