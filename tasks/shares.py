"""A share in whole percent, rounded half up, as everybody reckons it on paper: 1 ÷ 8 is 13%."""

from decimal import Decimal


def compute_percent(part: int | Decimal, whole: int | Decimal) -> int:
    """Returns ``part`` of ``whole`` in percent, rounded half up; 0 of nothing."""
    return int((200 * part + whole) // (2 * whole)) if whole else 0
