"""Tests the merging of several tables into one order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.importing.order import merge_tables


def section_of(item: str) -> str:
    """Returns the section of an item: 甲1 is in section 甲."""
    return item[:1] if item[:1] in "甲乙丙丁" else ""


@pytest.mark.parametrize(
    ("tables", "order"),
    [
        (["甲1 甲2 乙1 丙1"], "甲1 甲2 乙1 丙1"),
        (["甲1 甲2 乙1 丙1", "甲9 丙9"], "甲1 甲2 甲9 乙1 丙1 丙9"),
        (["甲9 丙9", "甲1 甲2 乙1 丙1"], "甲1 甲2 甲9 乙1 丙1 丙9"),
        (["甲1 乙1", "丁9"], "甲1 乙1 丁9"),
        (["甲1 乙1 丙1", "丁9 丙9"], "甲1 乙1 丁9 丙1 丙9"),
        (["甲1 乙1 丙1", "丙9 甲9"], "甲1 乙1 丙1 丙9 甲9"),
        (["甲1 乙1 丙1", "甲8", "甲9 乙9"], "甲1 甲8 甲9 乙1 乙9 丙1"),
        ([], ""),
    ],
)
def test_an_item_split_off_comes_back_to_the_end_of_its_section(tables, order):
    assert merge_tables([table.split() for table in tables], section_of) == order.split()


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=14), st.lists(st.integers(0, 2), min_size=14, max_size=14))
def test_every_table_keeps_its_own_order(sections, places):
    items = [f"{section}{number}" for number, section in enumerate(sections)]
    tables = [[item for item, place in zip(items, places, strict=False) if place == table] for table in range(3)]
    order = merge_tables([table for table in tables if table], section_of)
    assert sorted(order) == sorted(items)
    assert [[item for item in order if item in table] for table in tables] == tables
