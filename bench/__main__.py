"""``python -m bench``: measures on SQLite and PostgreSQL and writes docs/performance.md."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import server

REPORT = Path("docs/performance.md")
HEAD = """# Performance

Written by `make bench`. Times are milliseconds, p50 / p95, of all of Django in one process: middleware, session and
page, without a network. Each is compared with an empty view, measured in turn with it in the same run; the ratio is
that of the two p50.

Data: the demonstration, {processors} processors, Python {python}; load of the machine at the start {load}.

## How to read it

Ratios can be compared between machines, times cannot: a slow machine slows both columns. Ratios that are close together
can be told apart only on a quiet machine. The empty view is signed in: it reads session and user in two queries and
answers with one word. A ratio of 15 is a page that costs as much as fifteen such answers. A p95 far above its p50 comes
from other load on the machine.

Queries are counted once, without those that open and close a transaction. Tests ensure that the number of a page does
not grow with its rows; an import on SQLite writes a long table in several statements. The aims: a page at most 15
queries, a board 20, assessing a half-year and writing its report 2,000 ms each, a standing 50 ms. Pages with more than
15 are those of one item, which query each kind of data once (evidence, versions, objections, requests, reminders), and
报告 and 印发, which build text, check and attachments at once.

| what | queries | SQLite | empty view | ratio | PostgreSQL | empty view | ratio |
|---|---|---|---|---|---|---|---|
"""
WRITER = """
## The Word writer

A report with one table that repeats the rows of the half-year report of 2022, in one run; the time of a row stays the
same if the total is linear in the rows.

| rows | ms | ms a row |
|---|---|---|
"""


def run_measure(**environment) -> dict:
    """Runs ``bench.measure`` in its own process, and returns the results."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DUBAN_", "DATABASE_"))}
    own |= {"DJANGO_SETTINGS_MODULE": "tracker.settings", "DUBAN_TODAY": "2024-07-08"}
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench.measure"],
            env=own | {"DUBAN_VAR": folder} | environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout)


def format_times(row: dict) -> str:
    return f"{row['p50']:.1f} / {row['p95']:.1f}"


def format_cells(row: dict) -> str:
    return f"{format_times(row)} | {format_times(row['empty'])} | {row['p50'] / row['empty']['p50']:.1f}"


def format_line(sqlite: dict, postgresql: dict) -> str:
    counts = sorted({sqlite["queries"], postgresql["queries"]})
    queries = "–".join(str(count) for count in counts)
    return f"| {sqlite['name']} | {queries} | {format_cells(sqlite)} | {format_cells(postgresql)} |\n"


def format_writer_line(row: dict) -> str:
    return f"| {row['rows']:,} | {format_times(row)} | {row['p50'] / row['rows']:.2f} |\n"


def main() -> None:
    load = os.getloadavg()[0]
    sqlite = run_measure()
    with server() as found:
        postgresql = run_measure(**found)
    head = HEAD.format(processors=os.cpu_count(), python=platform.python_version(), load=f"{load:.1f}")
    cases = "".join(map(format_line, sqlite["cases"], postgresql["cases"]))
    REPORT.write_text(head + cases + WRITER + "".join(map(format_writer_line, sqlite["writer"])))
    sys.stdout.write(REPORT.read_text())


if __name__ == "__main__":
    main()
