"""Takes the sealed events out: as lines of JSON, to a file or to syslog."""

import json
import logging
from collections.abc import Iterator
from logging.handlers import SysLogHandler
from socket import SOCK_DGRAM, SOCK_STREAM
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from tasks.models import Event, EventSeal
from tasks.sealing.chain import write_moment
from tasks.sealing.seals import AT_ONCE, find_head, iterate_rows

LOG = logging.getLogger(__name__)
#: what a line to syslog says; a datagram has no room for the old and new values, and the digest stands for them
IN_SYSLOG = (
    "id",
    "at",
    "kind",
    "government_id",
    "actor_id",
    "actor_name",
    "subject",
    "succeeded",
    "address",
    "session",
)
#: number of characters of a text in such a line
LONGEST = 200
KINDS = {"udp": SOCK_DGRAM, "tcp": SOCK_STREAM}


def format_line(seal: EventSeal, row: dict[str, Any]) -> str:
    """Formats an event with its seal as one line of JSON."""
    chained = {
        "position": seal.position,
        "event": row,
        "content": seal.content,
        "digest": seal.digest,
        "sealed_at": seal.sealed_at,
    }
    return json.dumps(chained, ensure_ascii=False, default=write_moment)


def iterate_lines(first: int = 1) -> Iterator[str]:
    """Yields the lines of all sealed events from a position on, and at last the head of the chain."""
    head = find_head()
    for start in range(first, head.position + 1, AT_ONCE):
        seals = EventSeal.objects.filter(position__range=(start, min(start + AT_ONCE - 1, head.position)))
        some = list(seals.order_by("position"))
        rows = {row["id"]: row for row in iterate_rows(Event.objects.filter(pk__in=[one.event_id for one in some]))}
        for seal in some:
            yield format_line(seal, rows.get(seal.event_id, {}))
    yield json.dumps({"head": {"position": head.position, "digest": head.digest}})


def shorten_row(row: dict[str, Any]) -> dict[str, Any]:
    """Returns the columns that a line to syslog has, its texts shortened."""
    return {name: row[name][:LONGEST] if isinstance(row[name], str) else row[name] for name in IN_SYSLOG}


def send_to_syslog(sealed: list[tuple[EventSeal, dict[str, Any]]]) -> None:
    """Sends a line for each event to ``DUBAN_SYSLOG``, where it is set.

    A server that cannot be reached stops nothing: the positions show what is missing there, and
    ``export_events`` takes it out again.
    """
    if not settings.DUBAN_SYSLOG or not sealed:
        return
    try:
        handler = open_syslog(settings.DUBAN_SYSLOG)
    except OSError as error:
        LOG.error("留痕没有送到 DUBAN_SYSLOG（%s）：第 %s 号封签起", error, sealed[0][0].position)
        return
    try:
        for seal, row in sealed:
            line = format_line(seal, shorten_row(row))
            handler.emit(logging.LogRecord("duban.events", logging.INFO, "", 0, line, None, None))
    finally:
        handler.close()


class Outlet(SysLogHandler):
    """A syslog handler that tells once in the server's log that it cannot send."""

    has_failed = False

    def handleError(self, record):  # noqa: N802  the name of the standard library
        if not self.has_failed:
            LOG.exception("留痕没有送到 DUBAN_SYSLOG")
        self.has_failed = True


def open_syslog(address: str) -> SysLogHandler:
    """Opens ``udp://host:port``, ``tcp://host:port`` or ``unix:///dev/log``.

    Raises:
        OSError: nobody listens there.
    """
    parts = urlsplit(address)
    if parts.scheme == "unix":
        handler = Outlet(parts.path, SysLogHandler.LOG_AUTHPRIV)
    else:
        place = parts.hostname or "", parts.port or 514
        handler = Outlet(place, SysLogHandler.LOG_AUTHPRIV, KINDS[parts.scheme])
    handler.ident = "duban: "
    # lines of a stream end as syslog servers expect it, datagrams with the customary zero byte
    handler.append_nul = parts.scheme != "tcp"
    handler.setFormatter(logging.Formatter("%(message)s" + ("\n" if parts.scheme == "tcp" else "")))
    return handler
