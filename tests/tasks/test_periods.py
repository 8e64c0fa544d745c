"""The period calculus: quarters, their windows, and the share of the year gone."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tasks.periods import (
    QUARTERLY,
    Quarter,
    compute_objection_limit,
    count_days_left,
    describe_days_left,
    format_chinese_moment,
    format_short_date,
    format_stored_day,
)

QUARTERS = [Quarter(2024, number) for number in (1, 2, 3, 4)]


def test_codes_labels_and_numbers_name_the_same_five_moments():
    rhythm = QUARTERLY
    assert [(n, rhythm.get_code(n), rhythm.get_label(n), rhythm.parse_code(rhythm.get_code(n))) for n in range(5)] == [
        (0, "PLAN", "年初", 0),
        (1, "Q1", "一季度", 1),
        (2, "H1", "上半年", 2),
        (3, "Q3", "前三季度", 3),
        (4, "FY", "全年", 4),
    ]


def test_an_unknown_code_is_refused():
    with pytest.raises(ValueError, match="tuple"):
        QUARTERLY.parse_code("H2")


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_year_has_four_quarters(number):
    with pytest.raises(ValueError, match=f"期次应为 1 至 4：{number}"):
        Quarter(2024, number)


def test_a_window_ends_with_its_quarter():
    assert [quarter.ends_on for quarter in QUARTERS] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 12, 31),
    ]


def test_the_share_of_a_window_is_counted_in_quarters():
    assert [quarter.share_of_year for quarter in QUARTERS] == [
        Decimal("0.25"),
        Decimal("0.5"),
        Decimal("0.75"),
        Decimal(1),
    ]


@pytest.mark.parametrize(
    ("due", "share"),
    [
        (None, "0.50"),
        (date(2024, 12, 31), "0.50"),
        (date(2024, 9, 30), "0.67"),
        (date(2024, 7, 31), "0.86"),
        (date(2024, 7, 15), "0.93"),
        (date(2024, 6, 30), "1.00"),
        (date(2024, 3, 31), "1.00"),
        (date(2023, 12, 31), "1.00"),
        (date(2025, 6, 30), "0.50"),
    ],
)
def test_the_share_until_an_item_s_own_day_counts_months_and_ends_at_one(due, share):
    assert f"{Quarter(2024, 2).compute_share_until(due):.2f}" == share


def test_a_part_of_a_month_counts_by_its_days():
    days = (date(2024, 1, 31), date(2024, 2, 29), date(2024, 4, 15), date(2024, 12, 31))
    assert [round(QUARTERLY.compute_year_share(day) * 24, 6) for day in days] == [2, 4, 7, 24]


def test_a_quarter_has_the_code_and_label_of_its_number():
    quarter = Quarter(2024, 2)
    assert (quarter.code, quarter.label) == ("H1", "上半年")


def test_filing_opens_ten_days_before_the_end_and_is_due_five_days_after():
    assert [(quarter.compute_default_opening(), quarter.compute_default_due()) for quarter in QUARTERS] == [
        (date(2024, 3, 21), date(2024, 4, 5)),
        (date(2024, 6, 20), date(2024, 7, 5)),
        (date(2024, 9, 20), date(2024, 10, 5)),
        (date(2024, 12, 21), date(2025, 1, 5)),
    ]


def test_quarters_stand_in_the_order_of_time():
    shuffled = [Quarter(2024, 1), Quarter(2022, 4), Quarter(2023, 2), Quarter(2022, 1)]
    assert sorted(shuffled) == [Quarter(2022, 1), Quarter(2022, 4), Quarter(2023, 2), Quarter(2024, 1)]


@pytest.mark.parametrize(("on", "left"), [(date(2024, 4, 2), 3), (date(2024, 4, 5), 0), (date(2024, 4, 7), -2)])
def test_days_left_are_none_on_the_due_day_and_negative_after_it(on, left):
    assert count_days_left(date(2024, 4, 5), on) == left


def test_thirty_days_count_from_the_day_after():
    assert compute_objection_limit(date(2024, 4, 2)) == date(2024, 5, 2)
    assert compute_objection_limit(date(2024, 1, 31)) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2024, 6, 27), "还有 3 天"), (date(2024, 6, 30), "今天到期"), (date(2024, 7, 8), "已过 8 天")],
)
def test_the_days_to_a_deadline_are_told_in_words(on, words):
    assert describe_days_left(date(2024, 6, 30), on) == words


@pytest.mark.parametrize(
    ("year", "day", "moment"),
    [
        (None, "2024年7月8日", "2024年7月8日 09:05"),
        (2023, "2024年7月8日", "2024年7月8日 09:05"),
        (2024, "7月8日", "7月8日 09:05"),
    ],
)
def test_a_day_of_the_year_that_a_page_is_about_stands_without_it(year, day, moment):
    at = datetime(2024, 7, 8, 9, 5)  # noqa: DTZ001
    assert (format_short_date(at.date(), year), format_chinese_moment(at, year)) == (day, moment)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2024-07-08", "2024年7月8日"),
        ("2024-07-08（已确认）", "2024年7月8日（已确认）"),
        ("2024-13-08", "2024-13-08"),
        ("到2024-07-08", "到2024-07-08"),
        ("", ""),
    ],
)
def test_a_stored_day_is_shown_as_documents_print_it_and_any_other_text_as_it_is(stored, shown):
    assert format_stored_day(stored) == shown
