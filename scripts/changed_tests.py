"""Prints the test files closest to what was changed, the closest first; ``make check`` runs them.

    python -m scripts.changed_tests          changes since the branch left main, including uncommitted files
    python -m scripts.changed_tests --pure   the tests of the pure rooms, whatever was changed

One step from a Python file are the tests that mirror its path and the files that import it; one step from
another file (a template, a layout) are the files that name it. The search goes on step by step. Addresses are
not followed: a test that only requests a page is found by its path.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.test_architecture import PRODUCT, PURE, ROOT, imports_of, name_of, short, sources


def read_output_lines(*command: str) -> list[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603


def list_changed_files() -> set[str]:
    """Lists the paths that differ from where the branch left main, or, without main, from HEAD."""
    has_main = read_output_lines("git", "branch", "--list", "main")
    base = read_output_lines("git", "merge-base", "HEAD", "main")[0] if has_main else "HEAD"
    return {
        *read_output_lines("git", "-c", "core.quotePath=false", "diff", "--name-only", base),
        *read_output_lines("git", "-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard"),
    }


@cache
def index_files_by_path() -> dict[str, Path]:
    """Indexes every Python file of product, tests and scripts by its path."""
    return {short(path): path for path in sources(*PRODUCT, "tests", "scripts")}


@cache
def map_name_to_importers() -> dict[str, set[str]]:
    """Maps each dotted name to the files that import it or something in it."""
    found: dict[str, set[str]] = {}
    for file, path in index_files_by_path().items():
        for name in imports_of(path):
            parts = name.split(".")
            # either ``tasks.models.Task`` or ``tasks.models`` is a module; the other name is never looked up
            for known in (name, ".".join(parts[:-1])):
                found.setdefault(known, set()).add(file)
    return found


def is_test(file: str) -> bool:
    return Path(file).name.startswith("test_")


@cache
def list_tests() -> list[str]:
    return [file for file in index_files_by_path() if is_test(file)]


def list_tests_below(folder: str) -> set[str]:
    """Lists the tests in a folder and its subfolders."""
    return {test for test in list_tests() if test.startswith(f"{folder}/")}


def list_tests_named_after(file: str) -> set[str]:
    """Lists the mirrored tests with the file's name: ``test_review.py``, ``test_review_list.py``."""
    path = "tests/" + file.removesuffix(".py").removesuffix("/__init__")
    folder, _, name = path.rpartition("/")
    return list_tests_below(path) | {test for test in list_tests() if test.startswith(f"{folder}/test_{name}")}


def list_mirroring_tests(file: str) -> set[str]:
    """Lists the tests at the file's mirrored path: by its name, else all of the folder."""
    folder, _, name = file.rpartition("/")
    if file.startswith("tests/"):
        return list_tests_below(folder) if name == "conftest.py" else set()
    return list_tests_named_after(file) or list_tests_below(f"tests/{folder}")


def list_close_files(file: str) -> set[str]:
    """Lists the files one step from a file."""
    if file.endswith(".py"):
        return list_mirroring_tests(file) | map_name_to_importers().get(name_of(ROOT / file), set())
    name = file.removeprefix("templates/") if file.startswith("templates/") else Path(file).name
    return {other for other, path in index_files_by_path().items() if name in path.read_text()}


def sort_by_closeness(changed: set[str]) -> list[str]:
    """Sorts the test files by their steps from what was changed; changed tests come first."""
    reached: dict[str, None] = {}
    step = sorted(changed)
    while step:
        reached |= dict.fromkeys(step)
        step = sorted({file for near in step for file in list_close_files(near)} - reached.keys())
    return [file for file in reached if file in index_files_by_path() and is_test(file)]


def list_pure_tests() -> list[str]:
    return sorted({test for room in PURE for test in list_tests_named_after(f"{room.replace('.', '/')}.py")})


if __name__ == "__main__":
    print(*(list_pure_tests() if "--pure" in sys.argv else sort_by_closeness(list_changed_files())), sep="\n")
