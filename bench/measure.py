"""``python -m bench.measure``: fills the database of ``DATABASE_URL`` with the demonstration and measures
every case.

Requests go through all of Django in this process, middleware and session included, without a network. Each
case is repeated after three uncounted rounds, in turn with the empty view, so that both meet the same load.
"""

import json
import sys
from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

django.setup()

from bench.case import Case, build_empty_request  # noqa: E402  models need Django set up
from bench.cases import list_cases, list_crowd_cases  # noqa: E402
from bench.crowd import gather  # noqa: E402
from bench.timing import measure_milliseconds, summarize_times  # noqa: E402
from bench.writer import measure_growth  # noqa: E402

WARM_UP = 3
#: statements that open and close a transaction are not counted
NOT_A_QUERY = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET")


def count_queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(not query["sql"].startswith(NOT_A_QUERY) for query in captured)


def measure(case: Case, empty: Callable[[], object]) -> dict:
    """Measures one case and the empty view in turn."""
    with case.ready() as act:
        for _ in range(WARM_UP):
            act(), empty()
        queries = count_queries(act)
        times, beside = [], []
        for _ in range(case.runs):
            times.append(measure_milliseconds(act))
            beside.append(measure_milliseconds(empty))
    return {
        "name": case.name,
        "runs": case.runs,
        "queries": queries,
        **summarize_times(times),
        "empty": summarize_times(beside),
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    with override_settings(ROOT_URLCONF="bench.urls"):
        rows = [measure(case, build_empty_request()) for case in list_cases()]
        # before the crowd exists, so that only the demonstration has a plan of 2022
        writer = measure_growth()
        rows += [measure(case, build_empty_request()) for case in list_crowd_cases(gather())]
    found = {"cases": rows, "writer": writer}
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
