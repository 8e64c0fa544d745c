"""工作日: computes working days from the published holidays and make-up days (调休) and the office's own days.

The holidays of a year (国务院办公厅部分节假日安排的通知) come from the library ``chinese_calendar``. In a year that the
installed release does not know, Monday to Friday are worked, except on days that the office has set.
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

    def before(self, day: date, count: int) -> date:
        """Returns the day ``count`` working days before ``day``; ``day`` itself for 0."""
        while count > 0:
            day -= ONE
            count -= self.works_on(day)
        return day

    def after(self, day: date, count: int) -> date:
        """Returns the day ``count`` working days after ``day``; ``day`` itself for 0."""
        while count > 0:
            day += ONE
            count -= self.works_on(day)
        return day

    def on_or_after(self, day: date) -> date:
        """Returns the day itself if it is worked, or else the next working day."""
        return day if self.works_on(day) else self.after(day, 1)

    def between(self, start: date, end: date) -> int:
        """Counts the working days after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.works_on(start + n * ONE) for n in range(1, (end - start).days + 1))

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
