"""填报截止日期、签收截止日期: until when the office usually lets units file and sign, so that nobody is late on the day on which
he is asked."""

from datetime import date

from tasks.models import Period, Plan
from tasks.periods import format_chinese_date

#: the working days that a unit has to file or to sign from the day on which it is asked
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
    return _find_later_day(period.plan, period.due_on, today) if period.is_open else None


def find_late_receipt_day(plan: Plan, today: date) -> date | None:
    """Finds the own last day of signing of a unit that comes to lead an item today (``Responsibility.receipt_due_on``).

    Returns:
        None where the plan's own day leaves ``DAYS_TO_FILE`` working days, or the signing is not open.
    """
    return _find_later_day(plan, plan.receipts_due_on, today) if plan.receipts_due_on else None


def _find_later_day(plan: Plan, due_on: date, today: date) -> date | None:
    """Finds the day ``DAYS_TO_FILE`` working days ahead, if it is later than the day that holds for everybody."""
    day = plan.government.workdays.after(today, DAYS_TO_FILE)
    return day if day > due_on else None


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
