"""Working days: the published holidays and make-up days, and what an office puts in itself."""

from datetime import date

import pytest

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
