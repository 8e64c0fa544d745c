"""Which tests ``make check`` takes for a change."""

from uuid import uuid4

import pytest

from scripts.changed_tests import (
    index_files_by_path,
    list_pure_tests,
    list_tests_named_after,
    sort_by_closeness,
)
from tests.test_architecture import PURE


def test_a_changed_test_comes_before_everything_else():
    assert sort_by_closeness({"tests/test_cast.py"}) == ["tests/test_cast.py"]


def test_a_changed_rule_is_first_tested_by_what_stands_at_its_path():
    found = sort_by_closeness({"tasks/assessing/lagging/verdict.py"})
    assert found[0] == "tests/tasks/assessing/lagging/test_verdict.py"


def test_what_stands_on_a_change_is_tested_after_it():
    """The clock is imported nearly everywhere: by its own tests first, by those of the pages in the end."""
    found = sort_by_closeness({"tasks/clock.py"})
    assert found.index("tests/tasks/test_clock.py") < found.index("tests/test_every_address.py")


def test_a_changed_layout_is_tested_where_it_is_named():
    assert "tests/reports/layouts/test_layouts_guide.py" in sort_by_closeness({"docs/layouts.md"})


def test_a_change_of_what_nobody_names_asks_for_no_test():
    assert sort_by_closeness({f"{uuid4()}.txt"}) == []


@pytest.mark.parametrize("room", [room for room in PURE if room != "tasks.enums"])
def test_every_pure_room_has_tests_of_its_own(room):
    """But for the list of words, which has nothing to test."""
    own = list_tests_named_after(f"{room.replace('.', '/')}.py")
    assert own
    assert own <= set(list_pure_tests()) <= index_files_by_path().keys()
