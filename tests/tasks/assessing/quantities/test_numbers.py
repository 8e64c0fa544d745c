"""量化指标: numerals in all notations are read correctly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.assessing.quantities.numbers import find_numbers, fold_text, read_number

_DIGITS = "零一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _chinese_section(value: int) -> str:
    """Writes up to four places in Chinese numerals: 一千零五, 二十, 十二."""
    places = [(value // unit % 10, name) for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))]
    written, gap = "", False
    for digit, name in places:
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return written.removeprefix("一") if written.startswith("一十") else written


def chinese(value: int) -> str:
    """Writes a whole number below 一亿亿 in Chinese numerals."""
    hundred_millions, rest = divmod(value, 10**8)
    ten_thousands, ones = divmod(rest, 10**4)
    written = _chinese_section(hundred_millions) + "亿" if hundred_millions else ""
    for part, name, place in ((ten_thousands, "万", 1000), (ones, "", 1000)):
        if part:
            gap = "零" if written and part < place else ""
            section = _chinese_section(part)
            inner = "一" + section if written and section.startswith("十") else section
            written += gap + inner + name
    return written or "零"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7000", "7000"),
        ("1,200.5", "1200.5"),
        ("1.2万", "12000"),
        ("３５．５", "35.5"),
        ("三十五", "35"),
        ("两", "2"),
        ("十", "10"),
        ("一百零五", "105"),
        ("一亿二千万", "120000000"),
        ("一万亿", "1000000000000"),
        ("二〇二一", "2021"),
        ("三点五", "3.5"),
        ("3亿5000万", "350000000"),
        ("3万5000", "35000"),
        ("1万2千", "12000"),
        ("5百万", "5000000"),
        ("60多万", "600000"),
    ],
)
def test_a_written_number_has_its_value(written, value):
    assert read_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["百", "千", "三四", "一百五", "一万五", "三百二千", "", "亿", "9" * 14, "个"])
def test_what_may_mean_two_things_or_nothing_is_no_number(written):
    assert read_number(written) is None


@pytest.mark.parametrize(
    ("written", "printed", "magnitude"),
    [
        ("1.2万", "1.2", "万"),
        ("708.5亿", "708.5", "亿"),
        ("十二万", "12", "万"),
        ("3亿5000万", "35000", "万"),
    ],
)
def test_a_magnitude_at_the_end_stays_with_the_unit(written, printed, magnitude):
    (number,) = find_numbers(written)
    assert (number.printed, number.magnitude) == (Decimal(printed), magnitude)


@given(st.integers(min_value=0, max_value=10**13 - 1))
def test_arabic_digits_read_back(value):
    assert read_number(str(value)) == value


@given(st.integers(min_value=0, max_value=10**13 - 1))
def test_thousands_separated_by_commas_read_back(value):
    assert read_number(f"{value:,}") == value


@given(st.decimals(min_value=0, max_value=10**8, places=2))
def test_full_width_decimals_read_back(value):
    assert read_number(f"{value:f}".translate(_FULL_WIDTH)) == value


@given(st.decimals(min_value=0, max_value=10**6, places=3), st.sampled_from(["万", "亿", "万亿"]))
def test_digits_before_a_magnitude_read_back(value, magnitude):
    factor = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude]
    assert read_number(f"{value:f}{magnitude}") == value * factor


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_read_back(value):
    assert read_number(chinese(value)) == value


@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold_text(text)) == len(text)
