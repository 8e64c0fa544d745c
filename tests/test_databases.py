"""Where each test runs: nothing is left out, and whatever writes is asked of both databases."""

import pytest

from tests.databases import POSTGRESQL, SQLITE, TESTS, choose

BOTH = (SQLITE, POSTGRESQL)


@pytest.mark.parametrize(
    ("place", "commits", "where"),
    [
        ("tasks/filing/test_entry_actions.py", False, BOTH),
        ("tasks/filing/test_entry_actions_together.py", True, BOTH),
        ("tasks/models/test_triggers.py", False, BOTH),
        ("tracker/keeping/test_backup.py", True, BOTH),
        ("tasks/pages/filing/test_entries.py", False, (POSTGRESQL,)),
        ("reports/pages/boards/test_board.py", False, (POSTGRESQL,)),
        ("tasks/assessing/test_streaks.py", False, (SQLITE,)),
        ("test_every_address.py", False, (SQLITE,)),
    ],
)
def test_a_test_runs_where_the_database_matters(place, commits, where):
    assert choose(TESTS / place, asks=True, commits=commits) == where


def test_every_file_runs_somewhere():
    files = sorted(TESTS.rglob("test_*.py"))
    runs = [choose(path, asks=asks, commits=commits) for path in files for asks in (0, 1) for commits in (0, 1)]
    assert len(runs) > 1000
    assert all(runs)


def test_the_tests_named_after_actions_run_on_both():
    files = sorted(TESTS.rglob("test_*_actions*.py"))
    assert len(files) > 40
    assert {choose(path, asks=True, commits=False) for path in files} == {BOTH}


def test_every_room_with_actions_has_tests_that_run_on_both():
    """But for the demonstration, which is made of the actions of others."""
    rooms = {path.parent.relative_to(TESTS.parent) for path in (TESTS.parent / "tasks").rglob("*_actions.py")}
    without = {
        str(room)
        for room in rooms
        if not any(choose(path, asks=True, commits=False) == BOTH for path in (TESTS / room).rglob("test_*.py"))
    }
    assert without == {"tasks/management/demonstration"}


def test_what_asks_no_database_runs_once():
    assert choose(TESTS / "tasks/models/test_days.py", asks=False, commits=False) == (SQLITE,)
