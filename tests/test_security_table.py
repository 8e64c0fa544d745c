"""docs/security.md: each row has its state, and each test that it names is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
#: the rows of both standards: clause, state, the tests or the reason
ROWS = re.findall(r"^\| ((?:8|V)[\d.]+(?: [a-g])?) \| [^|]+ \| (\w+) \| (.+) \|$", PAGE, re.MULTILINE)
TESTS = {row: re.findall(r"`([^`]+)`", shown) for row, state, shown in ROWS if state == "met"}


def is_there(name: str) -> bool:
    path, _, test = name.partition("::")
    file = ROOT / "tests" / path
    return file.is_file() and f"def {test}(" in file.read_text(encoding="utf-8")


def test_every_line_of_the_tables_is_a_row():
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| row ")]
    assert len(ROWS) == len(lines)
    assert {state for _, state, _ in ROWS} <= {"met", "not", "place", "none"}
    assert [row for row, times in Counter(row for row, _, _ in ROWS).items() if times > 1] == []


def test_every_met_row_names_a_test_that_is_there():
    assert {row: names for row, names in TESTS.items() if not names or not all(map(is_there, names))} == {}


@pytest.mark.parametrize("title", ["GB/T 22239-2019, 8.1.4", "OWASP ASVS 4.0.3, level 2"])
def test_the_page_counts_its_rows(title):
    part = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    counted = Counter(re.findall(r"^\| (?:8|V)[\d.]+(?: [a-g])? \| [^|]+ \| (\w+) \|", part, re.MULTILINE))
    said = ", ".join(f"{counted[state]} {state}" for state in ("met", "not", "place", "none") if counted[state])
    assert part.splitlines()[1] == f"{sum(counted.values())} rows: {said}."
