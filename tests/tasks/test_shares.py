"""A share in whole percent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.shares import compute_percent


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 8, 13), (2, 16, 13), (1, 3, 33), (2, 3, 67), (0, 5, 0), (5, 5, 100), (0, 0, 0)]
)
def test_half_a_percent_is_rounded_up(part, whole, percent):
    assert compute_percent(part, whole) == percent


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_and_the_rest_make_a_hundred_or_both_were_rounded_up(parts):
    part, whole = parts
    assert compute_percent(part, whole) + compute_percent(whole - part, whole) in (100, 101)
