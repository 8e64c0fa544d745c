"""A real PostgreSQL that is stopped and started again below a server that goes on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tasks.pages.frame.failures import AWAY
from tests.postgres import server, stopped

ROOT = Path(__file__).resolve().parent.parent.parent
#: the product, with the one table that a request of somebody unknown asks
SERVE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "sessions", verbosity=0)
from wsgiref.simple_server import make_server
from django.core.handlers.wsgi import WSGIHandler
with make_server("127.0.0.1", 0, WSGIHandler()) as server:
    print(server.server_port, flush=True)
    server.serve_forever()
"""


@contextmanager
def product(folder: Path, found: dict[str, str]) -> Iterator[str]:
    """The address of a running product with that database."""
    given = {"DUBAN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=ROOT,
        env=os.environ | given | found,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        try:
            yield f"127.0.0.1:{running.stdout.readline().strip()}"
        finally:
            running.kill()


#: of a browser that was signed in once
COOKIE = "sessionid=abcdefghijklmnopqrstuvwxyz012345"


def answer_of(site: str, path: str, **headers: str) -> tuple[int, str | None, str]:
    """Status, Retry-After and content."""
    asking = HTTPConnection(site, timeout=20)
    asking.request("GET", path, headers=headers)
    answer = asking.getresponse()
    return answer.status, answer.headers.get("Retry-After"), answer.read().decode()


def test_it_says_that_the_database_is_away_and_goes_on_by_itself_once_it_is_back(tmp_path):
    with server() as found, product(tmp_path, found) as site:
        assert answer_of(site, "/tasks/", Cookie=COOKIE)[:2] == (302, None)
        with stopped(found):
            status, retry_after, said = answer_of(site, "/tasks/", Cookie=COOKIE)
            assert (status, retry_after, AWAY in said) == (503, "30", True)
            status, _, said = answer_of(site, "/tasks/", Cookie=COOKIE, Accept="application/json")
            assert (status, json.loads(said)) == (503, {"message": AWAY})
            assert answer_of(site, "/healthz") == (200, None, "ok")
            assert json.loads(answer_of(site, "/readyz")[2])["database"] is False
        assert answer_of(site, "/tasks/", Cookie=COOKIE)[:2] == (302, None)
