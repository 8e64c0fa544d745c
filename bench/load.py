"""``python -m bench.load``: 200 clerks meet a deadline on PostgreSQL; writes docs/load.md. ``make load`` runs it.

Starts a PostgreSQL of its own that writes through to the disk, the server as an office runs it, and locust with
``bench/scenario.py``. Afterwards it looks for every save that the server acknowledged.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from socket import socket
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

from bench.processes import sum_processor_seconds, sum_shared_memory
from bench.timing import summarize_times
from tests.postgres import SETTINGS, server

REPORT = Path("docs/load.md")
#: the requests that save something
SAVES = ("a draft by the script", "a draft by the page", "filing")
#: how many clerks begin in a second, and after how many seconds the run is ended
ARRIVING, LONGEST = 1.5, 270
LOCUST = Path(sys.prefix, "load/bin/locust")


def run_module(name: str, environment: dict[str, str], *arguments: str) -> dict:
    """Runs a module of the bench in a process of its own, and returns the JSON that it prints."""
    command = [sys.executable, "-m", name, *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


@contextmanager
def serve(environment: dict[str, str], port: int) -> Iterator[int]:
    """Starts the server as an office runs it; its value is the process id."""
    address = f"127.0.0.1:{port}"
    command = [str(Path(sys.prefix, "bin/gunicorn")), "--config", "python:tracker.serving", "--bind", address]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for_answer(f"http://{address}/healthz")
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def find_free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_answer(address: str) -> None:
    """
    Raises:
        SystemExit: nothing has answered after a minute.
    """
    for _ in range(120):
        with suppress(OSError), urlopen(address, timeout=5):
            return
        time.sleep(0.5)
    sys.exit(f"{address}: no answer")


def find_postmaster(environment: dict[str, str]) -> int:
    """Finds the process of PostgreSQL, which its data folder names."""
    folder = unquote(urlsplit(environment["DATABASE_URL"]).netloc.rpartition("@")[2])
    return int(Path(folder, "postmaster.pid").read_text().splitlines()[0])


def run_clerks(folder: Path, plan: dict, arriving: float, port: int) -> dict:
    """Lets locust run the clerks, and returns what ``bench/scenario.py`` has written down."""
    files = {"DUBAN_LOAD_PLAN": folder / "plan.json", "DUBAN_LOAD_RESULT": folder / "result.json"}
    files["DUBAN_LOAD_PLAN"].write_text(json.dumps(plan))
    command = f"{LOCUST} --headless --only-summary --locustfile bench/scenario.py --host http://127.0.0.1:{port}"
    longest = max(LONGEST, round(len(plan["clerks"]) / arriving) + 120)
    how = f"--users {len(plan['clerks'])} --spawn-rate {arriving} --run-time {longest}s --exit-code-on-error 0"
    subprocess.run(
        [*command.split(), *how.split()], env=os.environ | {name: str(path) for name, path in files.items()}, check=True
    )
    return json.loads(files["DUBAN_LOAD_RESULT"].read_text())


def measure_deadline(clerks: int, arriving: float) -> dict:
    """Runs everything, and returns the figures.

    Args:
        clerks: how many of those that there are.
        arriving: how many of them begin in a second.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_LOAD_", "DATABASE_"))}
    own |= {"DJANGO_SETTINGS_MODULE": "tracker.settings", "DUBAN_TODAY": "2024-07-08", "DUBAN_DEMO": "1"}
    # the clerks come from addresses of their own, as through the front server
    own |= {"DUBAN_PROXIES": "127.0.0.1"}
    with tempfile.TemporaryDirectory(prefix="duban-load-") as name, server(SETTINGS) as found:
        environment = own | {"DUBAN_VAR": name} | found
        plan = run_module("bench.deadline", environment, "create")
        plan["clerks"] = plan["clerks"][:clerks]
        port = find_free_port()
        with serve(environment, port) as gunicorn:
            before = count_seconds(gunicorn, environment)
            load, began = os.getloadavg()[0], time.monotonic()
            result = run_clerks(Path(name), plan, arriving, port)
            result |= {"seconds": time.monotonic() - began, "load": load, "memory": sum_shared_memory(gunicorn)}
            result["used"] = [
                after - had for after, had in zip(count_seconds(gunicorn, environment), before, strict=True)
            ]
        Path(name, "acknowledged.json").write_text(json.dumps(result["acknowledged"], ensure_ascii=False))
        result["lost"] = run_module("bench.deadline", environment, "find-lost", str(Path(name, "acknowledged.json")))
    return result | {"clerks": len(plan["clerks"])}


def count_seconds(gunicorn: int, environment: dict[str, str]) -> tuple[float, float]:
    """Returns the processor seconds of the server and of PostgreSQL so far."""
    return sum_processor_seconds(gunicorn), sum_processor_seconds(find_postmaster(environment))


def describe_run(result: dict) -> str:
    """Writes the report."""
    errors = [f"{name}: {said}" for name, _, said in result["times"] if said]
    server_seconds, database_seconds = result["used"]
    return HEAD.format(
        clerks=result["clerks"],
        finished=len(result["done"]),
        seconds=result["seconds"],
        processors=os.cpu_count(),
        load=result["load"],
        errors=len(errors),
        acknowledged=len(result["acknowledged"]),
        lost=len(result["lost"]["lost"]),
        save=summarize_times([took for name, took, _ in result["times"] if name in SAVES])["p95"],
        each=server_seconds / result["clerks"],
        database=database_seconds / result["clerks"],
        memory=result["memory"],
    ) + "".join(map(describe_request, *zip(*group_times(result["times"]), strict=True)))


def group_times(times: list) -> list[tuple[str, list[float]]]:
    """Groups the times by the name of the request, in the order of the names."""
    ordered = sorted(times, key=lambda row: row[0])
    return [(name, [took for _, took, _ in rows]) for name, rows in groupby(ordered, key=lambda row: row[0])]


def describe_request(name: str, took: list[float]) -> str:
    figures = summarize_times(took) if len(took) > 1 else {"p50": took[0], "p95": took[0]}
    return f"| {name} | {len(took)} | {figures['p50']:.0f} | {figures['p95']:.0f} |\n"


HEAD = """# Load

Written by `make load`: the last hour of a deadline, pressed into minutes. {clerks} clerks of 134 units sign in with real
sessions, look at their list, open an entry, save a draft by the script and by the page, and file it, with pauses of one
to six seconds. gunicorn as an office runs it, PostgreSQL that writes through to the disk, locust beside them on the same
{processors} processors; load of the machine before {load:.1f}. Times depend on the machine and its other load, processor
seconds hardly.

| what | figure | aim |
|---|---|---|
| clerks who finished | {finished} of {clerks}, in {seconds:.0f} s | all |
| errors | {errors} | 0 |
| saves acknowledged, of them not in the database afterwards | {acknowledged}, {lost} | 0 |
| a save, p95 | {save:.0f} ms | 1,000 ms |
| processor seconds of the server for a clerk | {each:.2f} | 0.40 |
| the same of PostgreSQL | {database:.2f} | |
| memory of the server afterwards (PSS of all its processes) | {memory:.0f} MB | 150 MB |

| request | count | p50 ms | p95 ms |
|---|---|---|---|
"""


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--clerks", type=int, default=200, help="fewer, on a machine that does other work")
    parser.add_argument("--arriving", type=float, default=ARRIVING, help="how many begin in a second")
    options = parser.parse_args()
    result = measure_deadline(options.clerks, options.arriving)
    for name, _, said in [row for row in result["times"] if row[2]][:10]:
        sys.stderr.write(f"{name}: {said}\n")
    REPORT.write_text(describe_run(result))
    sys.stdout.write(REPORT.read_text())
    if result["lost"]["lost"]:
        sys.exit(f"lost: {result['lost']['lost']}")


if __name__ == "__main__":
    main()
