"""``python -m bench.fuzz [requests|documents] [--seed N] [--case NAME] [--count N]``; exits with 1 where anything was found."""

import argparse
import os
import sys
import time
from collections.abc import Callable

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.fuzz.documents import fuzz_documents  # noqa: E402
from bench.fuzz.faults import Tally  # noqa: E402
from bench.fuzz.requests import fuzz_requests  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("what", nargs="?", choices=["requests", "documents"], help="both unless named")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other cases")
    parser.add_argument("--case", default="", help="one address or case of requests, or the number of one document")
    parser.add_argument("--count", type=int, default=10_000, help="number of documents")
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    runs: dict[str, Callable[[Tally], None]] = {
        "requests": lambda tally: fuzz_requests(asked.seed, tally, asked.case),
        "documents": lambda tally: fuzz_documents(asked.seed, tally, asked.count, asked.case),
    }
    found = [run_and_tell(what, run) for what, run in runs.items() if asked.what in (None, what)]
    return 1 if any(found) else 0


def run_and_tell(what: str, run: Callable[[Tally], None]) -> int:
    """Prints what a run has asked, after each fault with how to repeat it; returns the number of faults."""
    begun, tally = time.perf_counter(), Tally()
    run(tally)
    answers = ", ".join(f"{answer} {count}" for answer, count in sorted(tally.answers.items()))
    spent = time.perf_counter() - begun
    sys.stdout.write(
        f"{what}: {tally.cases} cases in {spent:.0f} s ({answers}); slowest {tally.slowest:.1f} s of the processor, {tally.slowest_case}\n"
    )
    return len(tally.faults)


if __name__ == "__main__":
    sys.exit(main())
