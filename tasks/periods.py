"""The period calculus: quarters of a year, their cumulative windows, the share of the year elapsed.

Reports are cumulative: 一季度 covers January to March, 上半年 January to June, 前三季度 January to September,
全年 the whole year. Standard library only; the caller says which day it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

#: the period codes of the commands, in order; ``PLAN`` stands before the first quarter
CODES = ("PLAN", "Q1", "H1", "Q3", "FY")
LABELS = ("年初", "一季度", "上半年", "前三季度", "全年")
PLAN = 0
WHOLE_YEAR = 4


def get_period_code(number: int) -> str:
    """``PLAN``, ``Q1``, ``H1``, ``Q3`` or ``FY`` for 0 to 4."""
    return CODES[number]


def parse_period_code(code: str) -> int:
    """0 to 4 for a period code.

    Raises:
        ValueError: not one of ``CODES``.
    """
    return CODES.index(code)


def get_period_label(number: int) -> str:
    """The Chinese name of a period number, 0 (年初) to 4 (全年)."""
    return LABELS[number]


@dataclass(frozen=True, order=True)
class Quarter:
    """A cumulative reporting window: January up to the end of quarter ``number`` (1 to 4) of ``year``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"季度应为 1 至 4：{self.number}")

    @property
    def code(self) -> str:
        return CODES[self.number]

    @property
    def label(self) -> str:
        """一季度, 上半年, 前三季度, 全年."""
        return LABELS[self.number]

    @property
    def ends_on(self) -> date:
        """The last day of the window."""
        if self.number == WHOLE_YEAR:
            return date(self.year, 12, 31)
        return date(self.year, self.number * 3 + 1, 1) - timedelta(days=1)

    @property
    def share_of_year(self) -> Decimal:
        """时间进度 of a finished window, in quarters: 0.25, 0.5, 0.75 or 1.

        Offices count in months (时间过半 is June over twelve), not in days.
        """
        return Decimal(self.number) / 4

    def compute_default_opening(self) -> date:
        """Filing opens ten days before the window ends."""
        return self.ends_on - timedelta(days=10)

    def compute_default_due(self) -> date:
        """Filing is due five days after the window ends."""
        return self.ends_on + timedelta(days=5)


def format_chinese_date(day: date) -> str:
    """2024年7月8日, as documents print a day."""
    return f"{day.year}年{day.month}月{day.day}日"


def count_days_left(due: date, on: date) -> int:
    """Whole days from ``on`` to ``due``; negative when overdue."""
    return (due - on).days


#: 政府督查工作条例 第十七条: a unit asks for 复核 within thirty days of the conclusion, and gets its decision within
#: thirty days of the request; the law counts from the day after
OBJECTION_DAYS = 30


def compute_objection_limit(received_on: date) -> date:
    """The last day on which something received on ``received_on`` may be objected to, or an objection decided."""
    return received_on + timedelta(days=OBJECTION_DAYS)
