"""``python -m bench``: measures on SQLite and on PostgreSQL and writes docs/performance.md."""

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

Written by `make bench`. Times are milliseconds, p50 / p95, of the whole of Django in one process: middleware, session
and page, without a network. Beside each stands the same number for a view that does nothing, measured in turn with
it in the same run, and the ratio of the two p50.

Data: the demonstration, {processors} processors, Python {python}; load of the machine when it began {load}.

## How to read it

Ratios travel between machines, times do not: what slows the machine slows both columns of times. Only a run on a
quiet machine tells ratios apart that lie close together. The empty view is signed in: it reads session and person,
two queries, and answers with one word. So a ratio of 15 is a page that costs as much as fifteen such answers. A p95
far above its p50 is the machine's other work.

Queries are counted once, without what opens and closes a transaction. Tests hold that a page's number does not grow
with its rows; an import on SQLite writes a long table in several statements. The aims: a page 15 queries at most, a
board 20, assessing a half-year and its report 2,000 ms each, a standing 50 ms. More than 15 take the pages of one item,
which ask once for each kind of thing that is known of it (evidence, versions, objections, requests, reminders), and
报告 and 印发, where text, check and attachments are made in one go.

| what | queries | SQLite | empty view | ratio | PostgreSQL | empty view | ratio |
|---|---|---|---|---|---|---|---|
"""
WRITER = """
## The Word writer

A report with one table, its rows those of the half-year report of 2022 over and over, in one run; the time of a row
stays the same where the whole grows in step with the rows.

| rows | ms | ms a row |
|---|---|---|
"""


def run_measure(**environment) -> dict:
    """What was found by ``bench.measure`` in a process of its own."""
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
    with server() as url:
        postgresql = run_measure(DATABASE_URL=url)
    head = HEAD.format(processors=os.cpu_count(), python=platform.python_version(), load=f"{load:.1f}")
    cases = "".join(map(format_line, sqlite["cases"], postgresql["cases"]))
    REPORT.write_text(head + cases + WRITER + "".join(map(format_writer_line, sqlite["writer"])))
    sys.stdout.write(REPORT.read_text())


if __name__ == "__main__":
    main()
