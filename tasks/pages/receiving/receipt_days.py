"""签收: says what the last day means today."""

from datetime import date

from tasks.models import Plan


def describe_receipt_days(plan: Plan, due_on: date | None, on: date) -> str:
    """Returns 今日截止, 还剩 3 个工作日 or 已逾期 2 个工作日 of a last day; "" while the signing is not open."""
    if due_on is None:
        return ""
    workdays = plan.government.workdays
    last_day = workdays.on_or_after(due_on)
    if on in (due_on, last_day):
        return "今日截止"
    left = workdays.count_left(due_on, on)
    if last_day > on:
        return f"还剩 {left} 个工作日"
    return f"已逾期 {-left} 个工作日" if left else "已过截止日期"
