"""填报截止日期: until when the office usually lets units file, so that nobody is late on the day on which he is asked."""

from datetime import date

from tasks.models import Period
from tasks.periods import format_chinese_date

#: the working days that a unit has to file from the day on which it is asked
DAYS_TO_FILE = 5


def suggest_period_day(period: Period, today: date) -> date:
    """Suggests the deadline of a period that is opened today: the planned one, moved from a day of rest to the next
    working day, and never less than ``DAYS_TO_FILE`` working days ahead."""
    workdays = period.plan.government.workdays
    return max(workdays.on_or_after(period.due_on), workdays.after(today, DAYS_TO_FILE))


def find_late_day(period: Period, today: date) -> date | None:
    """Finds the own day of an entry that comes into an open period today (``ProgressEntry.due_on``).

    Returns:
        None where the period's own deadline leaves ``DAYS_TO_FILE`` working days, or the period is not open.
    """
    if not period.is_open:
        return None
    day = period.plan.government.workdays.after(today, DAYS_TO_FILE)
    return day if day > period.due_on else None


def describe_late_day(period: Period, today: date) -> str:
    """Describes until when an item that is added today is filed in an open period, where that is later than the period's
    deadline; "" where it is not."""
    day = find_late_day(period, today)
    if day is None:
        return ""
    return (
        f"{period}填报截止日期为{format_chinese_date(period.due_on)}，新列入的事项可报送至{format_chinese_date(day)}"
        f"（{DAYS_TO_FILE} 个工作日），此前不算逾期。"
    )
