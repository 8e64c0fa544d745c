"""填报期: computes the dates of the four periods of a year, and the days left to a deadline.

Periods are cumulative: 一季度 covers January to March, 上半年 January to June, 前三季度 January to September,
全年 the whole year. Standard library only; the caller passes the day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

#: the period codes of the commands, indexed by period number; 0 is the plan itself
CODES = ("PLAN", "Q1", "H1", "Q3", "FY")
#: the years of plans: there is no people's government before 1949, and nobody plans a century ahead
FIRST_PLAN_YEAR, LAST_PLAN_YEAR = 1949, 2199
#: the days of a document, an act or a deadline; the last deadline lies ten years after the last plan. Forms, imports,
#: commands, settings and the database hold every day to it, so that no slip of a year reaches a computation
FIRST_DAY, LAST_DAY = date(FIRST_PLAN_YEAR, 1, 1), date(LAST_PLAN_YEAR + 10, 12, 31)
LABELS = ("年初", "一季度", "上半年", "前三季度", "全年")
PLAN = 0
WHOLE_YEAR = 4
_STORED_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(（[^（）]*）)?")


def get_period_code(number: int) -> str:
    """Returns ``PLAN``, ``Q1``, ``H1``, ``Q3`` or ``FY`` for 0 to 4."""
    return CODES[number]


def parse_period_code(code: str) -> int:
    """Returns 0 to 4 for a period code.

    Raises:
        ValueError: the code is not in ``CODES``.
    """
    return CODES.index(code)


def get_period_label(number: int) -> str:
    """Returns the Chinese name of a period number, 0 (年初) to 4 (全年)."""
    return LABELS[number]


@dataclass(frozen=True, order=True)
class Quarter:
    """A cumulative period: from January to the end of quarter ``number`` (1 to 4) of ``year``."""

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
        """The last day of the period."""
        if self.number == WHOLE_YEAR:
            return date(self.year, 12, 31)
        return date(self.year, self.number * 3 + 1, 1) - timedelta(days=1)

    @property
    def share_of_year(self) -> Decimal:
        """时间进度 at the end of the period: 0.25, 0.5, 0.75 or 1.

        Offices count months (时间过半 means 6 of 12), not days.
        """
        return Decimal(self.number) / 4

    def compute_share_until(self, due: date | None) -> Decimal:
        """Computes 时间进度 up to an item's own deadline: the months passed ÷ the months until ``due``, at most 1.

        The months until ``due`` count from January of the year; a part of a month counts by its days. Without ``due``,
        and for a day after the year, it is the share of the year.
        """
        if due is None or due.year > self.year:
            return self.share_of_year
        if due.year < self.year:
            return Decimal(1)
        return min(Decimal(1), self.share_of_year / compute_year_share(due))

    def compute_default_opening(self) -> date:
        """Returns the default first day of filing: ten days before the period ends."""
        return self.ends_on - timedelta(days=10)

    def compute_default_due(self) -> date:
        """Returns the default deadline: five days after the period ends."""
        return self.ends_on + timedelta(days=5)


def compute_year_share(day: date) -> Decimal:
    """Computes the share of its year that has passed at the end of a day; months count alike, 0 to 1."""
    return (day.month - 1 + Decimal(day.day) / monthrange(day.year, day.month)[1]) / 12


def format_chinese_date(day: date) -> str:
    """Returns a day as documents print it: 2024年7月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_month_day(day: date) -> str:
    """Returns a day without its year: 7月8日."""
    return f"{day.month}月{day.day}日"


def format_short_date(day: date, year: int | None) -> str:
    """Returns a day as tables show it: without its year if that is ``year``, the year of what the table is about."""
    return format_month_day(day) if day.year == year else format_chinese_date(day)


def format_month_day_time(at: datetime) -> str:
    """Returns a moment, in local time, without its year: 7月8日 14:05."""
    return f"{format_month_day(at)} {at:%H:%M}"


def format_chinese_moment(at: datetime, year: int | None = None) -> str:
    """Returns a moment, in local time: 2024年7月8日 14:05; without its year if that is ``year``."""
    return f"{format_short_date(at, year)} {at:%H:%M}"


def format_stored_day(text: str) -> str:
    """Returns a day that is stored as text (2024-07-08, or with a remark: 2024-07-08（已确认）) as documents print it;
    any other text unchanged."""
    found = _STORED_DAY.fullmatch(text)
    try:
        return f"{format_chinese_date(date.fromisoformat(found[1]))}{found[2] or ''}" if found else text
    except ValueError:
        return text


def describe_day_refusal(day: date) -> str:
    """Describes why a day can be no day of a document, an act or a deadline; "" if it can."""
    if FIRST_DAY <= day <= LAST_DAY:
        return ""
    return f"日期应在{format_chinese_date(FIRST_DAY)}至{format_chinese_date(LAST_DAY)}之间，请核对年份。"


def compute_last_plan_day(plan_year: int) -> date:
    """Computes the last day until which anything of a plan can be asked for: the end of the year after it.

    The last period of a plan is filed in the January after it; what is late still belongs to the year that follows.
    """
    return date(plan_year + 1, 12, 31)


def describe_plan_day_refusal(day: date, plan_year: int, label: str) -> str:
    """Describes why units cannot be asked for something of a plan until the day; "" if they can."""
    last = compute_last_plan_day(plan_year)
    return "" if day <= last else f"{label}不能晚于 {last.year} 年底。"


def count_days_left(due: date, on: date) -> int:
    """Returns the days from ``on`` to ``due``; negative when overdue."""
    return (due - on).days


def describe_days_left(due: date, on: date) -> str:
    """Describes the days from ``on`` to ``due`` as pages tell them: 还有 3 天, 今天到期, 已过 3 天."""
    left = count_days_left(due, on)
    if left == 0:
        return "今天到期"
    return f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"


#: 政府督查工作条例 第十七条: a unit has thirty days from the conclusion to ask for 复核, and the decision is due thirty
#: days after the request; the law counts from the day after
OBJECTION_DAYS = 30


def compute_objection_limit(received_on: date) -> date:
    """Returns the last day to object to a judgement, or to decide an objection, received on ``received_on``."""
    return received_on + timedelta(days=OBJECTION_DAYS)
