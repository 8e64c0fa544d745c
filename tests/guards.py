"""What no test may do, however it is written: reach a foreign host, or write while it only asks, or ask row by row."""

import re
import sys
from contextvars import ContextVar
from ipaddress import ip_address

from django.db import connection
from django.db.models import Model

REFRESH = Model.refresh_from_db
only_asks = ContextVar("only_asks", default=False)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
#: the visit itself (session, when it was last used, lock-out counters) and the trace that a file was taken out
KEPT_ON_GET = re.compile(r"django_session|tasks_signedinsession|axes_\w+|tasks_event")

#: an identity platform sends people back with GET
SIGNS_IN_ON_GET = "/sign-in/platform/return/"


class WroteOnGet(AssertionError):
    """A request that only asks has changed the database."""


class LoadedLate(AssertionError):
    """A page asked for a column that its query left out: one more query for each row."""


class ForeignHost(AssertionError):
    """Something reached for a host that is not this machine."""


def refuse_write(execute, sql, params, many, context):
    """An execute wrapper of Django that lets reads through, and writes of the visit itself."""
    written = WRITES.match(sql)
    if written and not KEPT_ON_GET.fullmatch(written[1]):
        raise WroteOnGet(sql)
    return execute(sql, params, many, context)


def refuse_late_load(instance, using=None, fields=None, **options):
    """Stands in for ``Model.refresh_from_db``, by which Django fetches a column that a query left out."""
    if fields and only_asks.get():
        raise LoadedLate(f"{type(instance).__name__}: {', '.join(fields)}")
    return REFRESH(instance, using, fields, **options)


def nothing_written_on_get(get_response):
    """Middleware of the tests alone, the browser's included."""

    def middleware(request):
        if request.method not in SAFE_METHODS or request.path == SIGNS_IN_ON_GET:
            return get_response(request)
        token = only_asks.set(True)
        try:
            with connection.execute_wrapper(refuse_write):
                return get_response(request)
        finally:
            only_asks.reset(token)

    return middleware


def is_this_machine(host) -> bool:
    """Whether ``host`` names the machine itself; None and "" mean every own address."""
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


def stay_on_this_machine(event: str, args: tuple) -> None:
    """An audit hook: no name is looked up and nothing connected to outside the machine."""
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if not is_this_machine(host):
        raise ForeignHost(host)


def install() -> None:
    sys.addaudithook(stay_on_this_machine)
    Model.refresh_from_db = refuse_late_load
