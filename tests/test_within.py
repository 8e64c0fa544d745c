"""``--within``: no test begins after its time, and none is passed over in silence."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("test_the_clerk_sees_what_the_unit_leads", "test_there_is_somebody_of_every_role")


def run(seconds: int) -> list[str]:
    """The lines that a run of two tests prints, the dots, the times and empty lines taken out."""
    tests = [f"tests/test_cast.py::{name}" for name in TESTS]
    command = [sys.executable, "-m", "pytest", *tests, "--within", str(seconds)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    lines = (line for line in printed.splitlines() if line and not line.startswith("."))
    return [re.sub(r" in [\d.]+s.*", "", line) for line in lines]


def test_what_was_not_reached_is_counted_file_by_file():
    assert run(0) == [
        "  tests/test_cast.py: 2",
        "not reached within 0 s: 2 tests in the files above",
        "no tests ran",
    ]


def test_a_run_that_is_done_in_time_is_a_run_as_any_other():
    assert run(600) == ["2 passed"]
