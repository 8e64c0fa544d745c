"""``python -m bench.jobs``: five reports as PDF at once, and what becomes of everybody else's pages meanwhile.

The demonstration, served as ``make run`` serves it. Exit status 1 where the p95 of the pages is more than twice that of
a quiet server. Two minutes.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.load import find_free_port, wait_for_answer

PERSON = "陈红"
PAGES = ("board/", "tasks/", "reminders/", "notices/", "requests/", "issue/")
#: rounds through the pages on a quiet server
ROUNDS = 12
REPORTS = (("H1", ""), ("Q1", ""), ("PLAN", ""), ("H1", "progress"), ("Q1", "progress"))
#: how much slower the slowest pages may be, and how many seconds the five may take
MOST, PATIENCE = 2.0, 240.0


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serves the data in the folder together with a worker, and yields the address."""
    place = f"127.0.0.1:{find_free_port()}"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_", "DATABASE_"))}
    own |= {"DUBAN_DEMO": "1", "DUBAN_TODAY": "2024-07-08", "DUBAN_VAR": f"{folder}"}
    subprocess.run([sys.executable, "manage.py", "prepare"], env=own, check=True, stdout=subprocess.DEVNULL)
    both = subprocess.Popen([sys.executable, "-m", "tracker.side_by_side", "--bind", place], env=own)
    try:
        wait_for_answer(f"http://{place}/healthz")
        yield f"http://{place}/"
    finally:
        both.terminate()
        both.wait()


def enter(address: str) -> requests.Session:
    """Signs in as somebody of the office, by the button that the demonstration offers."""
    person = requests.Session()
    page = person.get(f"{address}sign-in/", timeout=30).text
    form = next(part for part in page.split("<form") if PERSON in part)
    (path,) = re.findall(r'action="/([^"]+)"', form)
    person.post(address + path, {"csrfmiddlewaretoken": find_token(page)}, timeout=30).raise_for_status()
    return person


def find_token(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]


def go_round(person: requests.Session, address: str) -> list[float]:
    """Opens each page once; returns the seconds of each."""
    taken = []
    for page in PAGES:
        began = time.monotonic()
        person.get(address + page, timeout=60).raise_for_status()
        taken.append(time.monotonic() - began)
    return taken


def ask_for_reports(person: requests.Session, address: str) -> list[str]:
    """Asks for the reports; returns the addresses of the jobs."""
    token = find_token(person.get(f"{address}report/", timeout=60).text)
    asked = []
    for code, layout in REPORTS:
        query = f"?layout={layout}" if layout else ""
        answer = person.post(f"{address}report/2024/{code}/pdf/{query}", {"csrfmiddlewaretoken": token}, timeout=60)
        answer.raise_for_status()
        asked.append(answer.url)
    return asked


def is_over(person: requests.Session, jobs: list[str]) -> bool:
    return not any(person.get(f"{job}state/", timeout=60).json()["goes_on"] for job in jobs)


def compute_p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1] * 1000


def measure(address: str) -> dict[str, float]:
    """Measures the pages of a quiet server, and then while it makes the reports."""
    person = enter(address)
    go_round(person, address)
    idle = [each for _ in range(ROUNDS) for each in go_round(person, address)]
    began = time.monotonic()
    jobs = ask_for_reports(person, address)
    answered, busy = (time.monotonic() - began) / len(jobs), []
    while not is_over(person, jobs) and time.monotonic() - began < PATIENCE:
        busy += go_round(person, address)
    return {
        "answered": answered * 1000,
        "seconds": time.monotonic() - began,
        "idle": compute_p95(idle),
        "busy": compute_p95(busy),
        "failed": sum("下载文件" not in person.get(job, timeout=60).text for job in jobs),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, help="a folder with the prepared demonstration, which is copied")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        var = Path(folder, "var")
        if given.data:
            shutil.copytree(given.data, var)
        with serve(var) as address:
            found = measure(address)
    ratio = found["busy"] / found["idle"]
    print(
        f"asked and answered in {found['answered']:.0f} ms each; all made after {found['seconds']:.0f} s, "
        f"{found['failed']:.0f} failed; p95 of the pages {found['idle']:.0f} ms quiet, {found['busy']:.0f} ms meanwhile, "
        f"{ratio:.2f} times"
    )
    sys.exit(ratio > MOST or found["failed"] > 0)


if __name__ == "__main__":
    main()
