"""签收: says what the last day means today."""

from datetime import date

from tasks.models import Plan


def describe_receipt_days(plan: Plan, due_on: date | None, on: date) -> str:
    """Returns 今日截止, 还剩 3 个工作日 or 已逾期 2 个工作日 of a last day; "" while the signing is not open."""
    if due_on is None:
        return ""
    if due_on == on:
        return "今日截止"
    left = plan.government.workdays.between(on, due_on)
    if due_on > on:
        return f"还剩 {left} 个工作日"
    return f"已逾期 {-left} 个工作日" if left else "已过截止日期"
