"""签收: says what the last day means today."""

from datetime import date

from tasks.models import Plan


def describe_receipt_days(plan: Plan, on: date) -> str:
    """Returns 今日截止, 还剩 3 个工作日 or 已逾期 2 个工作日; "" while the signing is not open."""
    if plan.receipts_due_on is None:
        return ""
    if plan.receipts_due_on == on:
        return "今日截止"
    left = plan.government.workdays.between(on, plan.receipts_due_on)
    if plan.receipts_due_on > on:
        return f"还剩 {left} 个工作日"
    return f"已逾期 {-left} 个工作日" if left else "已过截止日期"
