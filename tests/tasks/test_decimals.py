"""A number as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.decimals import compute_percent, format_amount, format_decimal, format_percent


@pytest.mark.parametrize(
    ("kept", "written"),
    [("1500", "1500"), ("1.5E+3", "1500"), ("0.750", "0.75"), ("-3.10", "-3.1"), ("0.00", "0"), ("1E-7", "0.0000001")],
)
def test_neither_trailing_zeros_nor_an_exponent_are_written(kept, written):
    assert format_decimal(Decimal(kept)) == written


@pytest.mark.parametrize(("value", "written"), [(Decimal("0.745"), "0.75"), (Decimal(1500), "1500"), (3, "3")])
def test_an_amount_has_two_decimals_at_most(value, written):
    assert format_amount(value) == written


@pytest.mark.parametrize(("share", "written"), [("0.2007", "20.1 %"), ("0.5", "50 %"), ("0.00050", "0.1 %")])
def test_a_share_has_one_decimal_at_most(share, written):
    assert format_percent(Decimal(share)) == written


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 8, 13), (2, 16, 13), (1, 3, 33), (2, 3, 67), (0, 5, 0), (5, 5, 100), (0, 0, 0)]
)
def test_half_a_percent_is_rounded_up(part, whole, percent):
    assert compute_percent(part, whole) == percent


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_and_the_rest_make_a_hundred_or_both_were_rounded_up(parts):
    part, whole = parts
    assert compute_percent(part, whole) + compute_percent(whole - part, whole) in (100, 101)
