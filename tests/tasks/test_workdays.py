"""Working days: the published holidays and make-up days, and what an office puts in itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.workdays import CalendarSpan, Workdays, is_published


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 4, 3), True),
        # 清明
        (date(2024, 4, 4), False),
        # a Sunday that is worked instead
        (date(2024, 4, 7), True),
        (date(2024, 7, 6), False),
        # a year that nobody has published: Monday to Friday
        (date(2199, 1, 1), True),
        (date(2199, 1, 5), False),
    ],
)
def test_a_day_is_worked_as_published_or_else_as_the_week_runs(day, works):
    assert Workdays().works_on(day) == works


def test_what_the_office_puts_in_goes_before_what_is_published():
    own = Workdays({date(2024, 7, 6): True, date(2024, 7, 8): False})
    assert [own.works_on(date(2024, 7, day)) for day in (5, 6, 7, 8)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("count", "day"),
    [(0, date(2024, 4, 8)), (1, date(2024, 4, 7)), (2, date(2024, 4, 3)), (3, date(2024, 4, 2))],
)
def test_days_before_a_deadline_leave_holidays_out_and_count_made_up_ones(count, day):
    assert Workdays().before(date(2024, 4, 8), count) == day


@pytest.mark.parametrize(("count", "day"), [(0, date(2024, 4, 3)), (1, date(2024, 4, 7)), (2, date(2024, 4, 8))])
def test_days_after_count_the_other_way(count, day):
    assert Workdays().after(date(2024, 4, 3), count) == day


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2024, 4, 3), date(2024, 4, 8), 2),
        (date(2024, 4, 8), date(2024, 4, 3), -2),
        (date(2024, 4, 3), date(2024, 4, 3), 0),
    ],
)
def test_between_two_days_only_working_days_count(start, end, count):
    assert Workdays().between(start, end) == count


@pytest.mark.parametrize(("year", "known"), [(2024, True), (2199, False)])
def test_it_is_known_which_years_are_published(year, known):
    assert is_published(year) == known


def test_holidays_are_listed_with_their_weekends_and_what_the_place_sets_stands_alone():
    own = Workdays({date(2024, 4, 6): True, date(2024, 4, 8): False, date(2024, 4, 9): False})
    assert own.list_spans(date(2024, 4, 1), date(2024, 4, 27)) == [
        CalendarSpan(date(2024, 4, 4), date(2024, 4, 5), False, "清明"),
        CalendarSpan(date(2024, 4, 6), date(2024, 4, 6), True),
        CalendarSpan(date(2024, 4, 7), date(2024, 4, 7), True, "清明"),
        CalendarSpan(date(2024, 4, 8), date(2024, 4, 8), False),
        CalendarSpan(date(2024, 4, 9), date(2024, 4, 9), False),
    ]


def test_of_a_year_that_nobody_has_published_nothing_is_listed():
    assert Workdays().list_spans(date(2199, 1, 1), date(2199, 12, 31)) == []


DAYS = st.dates(date(2003, 1, 1), date(2032, 12, 31))
OWN = st.dictionaries(st.dates(date(2023, 9, 1), date(2026, 3, 1)), st.booleans(), max_size=12)


@given(OWN, DAYS | st.dates(date(2023, 9, 1), date(2026, 3, 1)), st.integers(0, 90))
def test_days_are_counted_as_one_by_one(own, day, count):
    calendar, one = Workdays(own), timedelta(days=1)
    later, earlier, left = day, day, count
    while left > 0:
        later += one
        left -= calendar.works_on(later)
    left = count
    while left > 0:
        earlier -= one
        left -= calendar.works_on(earlier)
    assert (calendar.after(day, count), calendar.before(day, count)) == (later, earlier)
    worked = sum(calendar.works_on(day + n * one) for n in range(1, count + 1))
    assert (calendar.between(day, day + count * one), calendar.between(day + count * one, day)) == (worked, -worked)


def test_the_length_of_a_span_costs_nothing(monkeypatch):
    calendar = Workdays({date(2024, 7, 6): True})
    monkeypatch.setattr(Workdays, "works_on", None)
    assert calendar.between(date(1949, 1, 1), date(2209, 12, 31)) == 67834
