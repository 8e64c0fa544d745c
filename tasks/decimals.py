"""A number as people write and round it; every page, file and message does so here. Standard library only."""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")


def format_decimal(value: Decimal) -> str:
    """Formats a number without trailing zeros, exponent or separators: 1500, 0.75."""
    return f"{value.normalize():f}"


def format_amount(value: Decimal | int) -> str:
    """Formats a number with at most two decimals, rounded half up: 1500, 0.75."""
    return format_decimal(Decimal(value).quantize(HUNDREDTH, ROUND_HALF_UP))


def format_percent(share: Decimal) -> str:
    """Formats a share with at most one decimal, rounded half up: 0.2007 becomes ``20.1 %``."""
    return f"{format_decimal((share * 100).quantize(TENTH, ROUND_HALF_UP))} %"


def compute_percent(part: int | Decimal, whole: int | Decimal) -> int:
    """Returns ``part`` of ``whole`` in whole percent, rounded half up, as on paper: 1 ÷ 8 is 13; 0 of nothing."""
    return int((200 * part + whole) // (2 * whole)) if whole else 0
