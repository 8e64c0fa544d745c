"""A number as people write it."""

from decimal import Decimal

import pytest

from tasks.decimals import format_amount, format_decimal, format_percent


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
