"""工作日: Chinese public holidays and make-up working days (调休), with what the office has put in itself.

The published arrangement of a year (国务院办公厅部分节假日安排的通知) comes from the library; a year that it does not
know yet falls back to Monday to Friday until the office enters the arrangement or a newer release is installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

import chinese_calendar

ONE = timedelta(days=1)
FRIDAY = 4


def is_published(year: int) -> bool:
    """Whether the library knows the holidays of the year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


# the library looks through all its years at every question
@lru_cache(maxsize=4096)
def is_published_workday(day: date) -> bool:
    """Whether the day is worked after the published arrangement; Monday to Friday where there is none yet."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() <= FRIDAY


def get_holiday_name(day: date) -> str:
    """清明节 on the days off and the make-up days that are published for it; "" on any other day."""
    try:
        _, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return chinese_calendar.Holiday(name).chinese if name else ""


@dataclass(frozen=True)
class CalendarSpan:
    """Days one after the other that are all worked, or all free, for one reason.

    Attributes:
        holiday: for which it was published; "" where the place has set it itself.
    """

    first: date
    last: date
    works: bool
    holiday: str = ""


@dataclass(frozen=True)
class Workdays:
    """The working days of a place.

    Attributes:
        own: days on which the place differs from the published arrangement, and whether they are worked.
    """

    own: Mapping[date, bool] = field(default_factory=dict)

    def works_on(self, day: date) -> bool:
        return self.own[day] if day in self.own else is_published_workday(day)

    def before(self, day: date, count: int) -> date:
        """The day that lies ``count`` working days before ``day``; ``day`` itself for 0."""
        while count > 0:
            day -= ONE
            count -= self.works_on(day)
        return day

    def after(self, day: date, count: int) -> date:
        """The day that lies ``count`` working days after ``day``; ``day`` itself for 0."""
        while count > 0:
            day += ONE
            count -= self.works_on(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after ``start``, up to and with ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.works_on(start + n * ONE) for n in range(1, (end - start).days + 1))

    def list_spans(self, start: date, end: date) -> list[CalendarSpan]:
        """From ``start`` to ``end``, the weekdays off with the weekends among them, the weekends worked, and every
        day that the place has set itself, each of those alone."""
        days = (start + n * ONE for n in range((end - start).days + 1))
        alike = groupby(
            days, lambda day: (self.works_on(day), get_holiday_name(day), day if day in self.own else None)
        )
        found = []
        for (works, holiday, own), group in alike:
            first, *rest = group
            if holiday or own:
                found.append(CalendarSpan(first, rest[-1] if rest else first, works, "" if own else holiday))
        return found
