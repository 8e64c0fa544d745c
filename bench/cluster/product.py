"""The product as a person meets it: its server on loopback, and people who sign in and save."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bench.cluster.databases import find_free_port, wait_for

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|base_revision)" value="([^"]*)"')
#: seconds after which a person gives up on an answer
PATIENCE = 20


@dataclass(frozen=True)
class Office:
    """Who may sign in: the account of the office, and clerks with the entry that each may write."""

    password: str
    office: str
    clerks: list[dict]


def build_environment(folder: Path, **given: str) -> dict[str, str]:
    """Builds the environment of an installation whose files lie in ``folder``."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_", "DATABASE_"))}
    fixed = {"DUBAN_VAR": str(folder), "DUBAN_TODAY": "2024-07-08", "DUBAN_DEMO": "1"}
    return own | {"DJANGO_SETTINGS_MODULE": "tracker.settings"} | fixed | given


def fill_office(environment: dict[str, str]) -> Office:
    """Makes the tables and rows of an office."""
    command = [sys.executable, "-m", "bench.cluster.office"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return Office(**json.loads(done.stdout))


@contextmanager
def serve(environment: dict[str, str], *, workers: int = 2) -> Iterator[str]:
    """Runs the product's server within the block; gives its address."""
    port = find_free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.serving"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    with Path(environment["DUBAN_VAR"], f"server-{port}.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: is_alive(address), 240)
            yield address
        finally:
            server.terminate()
            server.wait()


def is_alive(address: str) -> bool:
    try:
        return requests.get(f"{address}/healthz", timeout=5).ok
    except requests.RequestException:
        return False


@dataclass
class Person:
    """Somebody who is signed in.

    Attributes:
        revision: of his entry, as he last saw it.
    """

    address: str
    username: str
    entry: int = 0
    browser: requests.Session = field(default_factory=requests.Session)
    token: str = ""
    revision: str = "0"

    def read(self, path: str) -> requests.Response:
        """Reads a page, and remembers what its forms hold."""
        answer = self.browser.get(f"{self.address}{path}", timeout=PATIENCE)
        hidden = dict(HIDDEN.findall(answer.text))
        self.token = hidden.get("csrfmiddlewaretoken", self.token)
        self.revision = hidden.get("base_revision", self.revision)
        return answer

    def send(self, path: str, *, files=None, follow: bool = True, **fields: str) -> requests.Response:
        given = {"csrfmiddlewaretoken": self.token, "base_revision": self.revision} | fields
        accept = {"Referer": f"{self.address}{path}"} | ({} if follow else {"Accept": "application/json"})
        return self.browser.post(
            f"{self.address}{path}", given, headers=accept, files=files, timeout=PATIENCE, allow_redirects=follow
        )

    def sign_in(self, password: str) -> requests.Response:
        self.read("/sign-in/")
        return self.send("/sign-in/", username=self.username, password=password)

    def open_entry(self) -> None:
        self.read(f"/entries/{self.entry}/").raise_for_status()

    def save(self, text: str) -> bool:
        """Saves the entry as the page's script does; returns whether the server acknowledged it."""
        answer = self.send(f"/entries/{self.entry}/", follow=False, text=text)
        if answer.status_code != 200:
            return False
        self.revision = str(answer.json()["revision"])
        return True

    def submit(self, text: str, problem: str, next_step: str) -> None:
        """Files the entry, as a person without a script does."""
        path = f"/entries/{self.entry}/submit/"
        self.send(path, text=text, problem=problem, next_step=next_step).raise_for_status()


def sign_in_clerk(address: str, office: Office, place: int) -> Person:
    """Signs one of the clerks in and opens his entry."""
    clerk = office.clerks[place]
    person = Person(address, clerk["username"], clerk["entry"])
    assert "/sign-in/" not in person.sign_in(office.password).url, f"{person.username} cannot sign in"
    person.open_entry()
    return person


def sign_in_clerks(address: str, office: Office) -> list[Person]:
    """Signs in all clerks but the first, who files his entry in one of the parts."""
    return [sign_in_clerk(address, office, place) for place in range(1, len(office.clerks))]
