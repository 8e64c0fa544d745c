"""工作日: computes working days from the published holidays and make-up days (调休) and the office's own days.

The holidays of a year (国务院办公厅部分节假日安排的通知) come from the library ``chinese_calendar``. In a year that the
installed release does not know, Monday to Friday are worked, except on days that the office has set.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from itertools import accumulate, groupby

import chinese_calendar
from chinese_calendar import constants

ONE = timedelta(days=1)
FRIDAY = 4


def is_published(year: int) -> bool:
    """Returns whether the library knows the holidays of the year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


# cached, since the library searches all its years on each call
@lru_cache(maxsize=4096)
def is_published_workday(day: date) -> bool:
    """Returns whether the day is worked by the published holidays; Monday to Friday in an unpublished year."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() <= FRIDAY


@dataclass(frozen=True)
class _Exceptions:
    """Days that are worked though the week says otherwise (+1), or free (-1).

    Attributes:
        days: proleptic ordinals in order.
        sums: the sum of the exceptions up to each day, 0 before all of them.
    """

    days: list[int]
    sums: list[int]

    @classmethod
    def build(cls, shifts: Iterable[tuple[date, int]]) -> "_Exceptions":
        kept = sorted((day.toordinal(), shift) for day, shift in shifts if shift)
        return cls([day for day, _ in kept], [0, *accumulate(shift for _, shift in kept)])

    def sum_until(self, ordinal: int) -> int:
        return self.sums[bisect_right(self.days, ordinal)]


@cache
def _get_published_exceptions() -> _Exceptions:
    """Returns how the published holidays and make-up days differ from the week."""
    listed = {**constants.holidays, **constants.workdays}
    return _Exceptions.build((day, is_published_workday(day) - (day.weekday() <= FRIDAY)) for day in listed)


def _count_weekdays_until(ordinal: int) -> int:
    """Counts Monday to Friday from the first day of the calendar, a Monday, up to and including a day."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def get_holiday_name(day: date) -> str:
    """Returns the holiday, such as 清明, that a day off or make-up day is published for; "" on other days."""
    try:
        _, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return chinese_calendar.Holiday(name).chinese if name else ""


@dataclass(frozen=True)
class CalendarSpan:
    """Consecutive days that are all worked, or all free, for one reason.

    Attributes:
        holiday: the holiday it was published for; "" for a day that the office has set.
    """

    first: date
    last: date
    works: bool
    holiday: str = ""


@dataclass(frozen=True)
class Workdays:
    """The working days of a government.

    Attributes:
        own: day → whether it is worked, where the office differs from the published holidays.
    """

    own: Mapping[date, bool] = field(default_factory=dict)

    def works_on(self, day: date) -> bool:
        return self.own[day] if day in self.own else is_published_workday(day)

    @cached_property
    def _own_exceptions(self) -> _Exceptions:
        return _Exceptions.build((day, works - is_published_workday(day)) for day, works in self.own.items())

    def _count_until(self, ordinal: int) -> int:
        """Counts the working days of all time up to and including a day; the span costs nothing, the holidays little."""
        listed = _get_published_exceptions().sum_until(ordinal) + self._own_exceptions.sum_until(ordinal)
        return _count_weekdays_until(ordinal) + listed

    def _find_day(self, number: int, near: int) -> date:
        """Finds the working day up to which ``number`` days are worked, by halving; ``near`` is an ordinal to begin at."""
        low, high, step = near, near, 16
        while self._count_until(low) >= number:
            low, step = low - step, step * 2
        while self._count_until(high) < number:
            high, step = high + step, step * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._count_until(middle) >= number else (middle, high)
        return date.fromordinal(high)

    def before(self, day: date, count: int) -> date:
        """Returns the day ``count`` working days before ``day``; ``day`` itself for 0."""
        if count <= 0:
            return day
        last = day.toordinal() - 1
        return self._find_day(self._count_until(last) - count + 1, last)

    def after(self, day: date, count: int) -> date:
        """Returns the day ``count`` working days after ``day``; ``day`` itself for 0."""
        if count <= 0:
            return day
        first = day.toordinal()
        return self._find_day(self._count_until(first) + count, first)

    def on_or_after(self, day: date) -> date:
        """Returns the day itself if it is worked, or else the next working day."""
        return day if self.works_on(day) else self.after(day, 1)

    def between(self, start: date, end: date) -> int:
        """Counts the working days after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        return self._count_until(end.toordinal()) - self._count_until(start.toordinal())

    def count_left(self, due: date, on: date) -> int:
        """Counts the working days that are left on the day ``on`` until ``due``; after it until its last day
        (``on_or_after``), and negative from then on."""
        return self.between(on, due if on <= due else self.on_or_after(due))

    def list_spans(self, start: date, end: date) -> list[CalendarSpan]:
        """Lists the published holidays and make-up days from ``start`` to ``end`` as spans, and each day that the
        office has set as a span of its own. Ordinary weekdays and weekends are left out."""
        days = (start + n * ONE for n in range((end - start).days + 1))
        alike = groupby(days, lambda day: (self.works_on(day), get_holiday_name(day), day if day in self.own else None))
        found = []
        for (works, holiday, own), group in alike:
            first, *rest = group
            if holiday or own:
                found.append(CalendarSpan(first, rest[-1] if rest else first, works, "" if own else holiday))
        return found
