"""填报期: computes the rhythm of a plan's year, the dates of its periods, and the days left to a deadline.

Periods are cumulative: each begins with the plan's year and ends with the month that the plan's rhythm names; by default
一季度 covers January to March, 全年 the whole year. Standard library only; the caller passes the day.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

#: the years of plans: there is no people's government before 1949, and nobody plans a century ahead
FIRST_PLAN_YEAR, LAST_PLAN_YEAR = 1949, 2199
#: the days of a document, an act or a deadline; the last deadline lies ten years after the last plan. Forms, imports,
#: commands, settings and the database hold every day to it, so that no slip of a year reaches a computation
FIRST_DAY, LAST_DAY = date(FIRST_PLAN_YEAR, 1, 1), date(LAST_PLAN_YEAR + 10, 12, 31)
#: the number, code and label of the plan itself, before its first period
PLAN, PLAN_CODE, PLAN_LABEL = 0, "PLAN", "年初"
#: no plan has more periods than its year has months
MONTHS = MOST_PERIODS = 12
#: the months of a year that begins in January
CALENDAR_YEAR = tuple(range(1, MONTHS + 1))
#: months passed of the year → code and label of a period of quarters
QUARTERS = {3: ("Q1", "一季度"), 6: ("H1", "上半年"), 9: ("Q3", "前三季度"), 12: ("FY", "全年")}
QUARTER_CODES = tuple(code for code, _ in QUARTERS.values())
MONTH_CODES = tuple(f"M{month:02}" for month in range(1, MONTHS + 1))
#: every code that a period can have
CODES = (PLAN_CODE, *QUARTER_CODES, *MONTH_CODES)
#: code → what pages call a period of any plan with it
CODE_LABELS = dict(zip(CODES, (PLAN_LABEL, *(label for _, label in QUARTERS.values())), strict=False)) | {
    code: f"{month}月" for month, code in enumerate(MONTH_CODES, 1)
}
#: characters of a period's own label; file names and narrow columns bear it
LONGEST_LABEL = 10
_UNFIT_FOR_LABELS = re.compile(r'[\s\\/:*?"<>|\x00-\x1f]')
#: years that begin in these months are those of schools
_SCHOOL = (8, 9)
_STORED_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(（[^（）]*）)?")


def describe_rhythm_refusal(first_month: int, end_months: Sequence[int], labels: Sequence[str] = ()) -> str:
    """Describes why no plan can have such periods; "" if one can.

    The last period closes the year, whatever its month: what it reports is the year's result.

    Args:
        first_month: the calendar month with which the plan's year begins.
        end_months: the calendar months that close a period, in the order of the plan's year.
        labels: none, or one for each period; "" for the usual one.
    """
    if not 1 <= first_month <= MONTHS:
        return "年度的起始月份应为 1 至 12。"
    if not 1 <= len(end_months) <= MOST_PERIODS:
        return "一年应有 1 至 12 个填报期。"
    if any(not 1 <= month <= MONTHS for month in end_months):
        return "截止月份应为 1 至 12。"
    passed = [_count_passed(first_month, month) for month in end_months]
    if any(later <= earlier for earlier, later in pairwise(passed)):
        return f"截止月份应从{first_month}月起按先后排列，不能重复。"
    return _describe_labels_refusal(len(end_months), labels)


def _describe_labels_refusal(count: int, labels: Sequence[str]) -> str:
    if labels and len(labels) != count:
        return f"各期名称应有 {count} 个，现有 {len(labels)} 个。"
    given = [label for label in labels if label]
    for label in given:
        if len(label) > LONGEST_LABEL:
            return f"期名“{label[:LONGEST_LABEL]}…”过长，不能超过 {LONGEST_LABEL} 字。"
        if label == PLAN_LABEL or _UNFIT_FOR_LABELS.search(label):
            return f'“{label}”不能用作期名，请不要用空格和 / \\ : * ? " < > |。'
    if len(set(given)) != len(given):
        return "各期名称不能相同。"
    return ""


def _count_passed(first_month: int, month: int) -> int:
    """Returns how many months of a year that begins with ``first_month`` have passed at the end of ``month``, 1 to 12."""
    return (month - first_month) % MONTHS + 1


@dataclass(frozen=True, order=True)
class Rhythm:
    """填报节奏: with which month a plan's year begins, and which months close a period.

    A year is called after the calendar year in which it begins: 2024学年 lasts from September 2024 to August 2025.

    Attributes:
        first_month: 1 to 12.
        end_months: calendar months in the order of the plan's year; the last one closes the year.
        own_labels: the labels that somebody chose, one for each period; "" for the usual one, empty for all the usual ones.
    """

    first_month: int = 1
    end_months: tuple[int, ...] = (3, 6, 9, 12)
    own_labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if refusal := describe_rhythm_refusal(self.first_month, self.end_months, self.own_labels):
            raise ValueError(refusal)

    @cached_property
    def passed(self) -> tuple[int, ...]:
        """The months of the year that have passed at the end of each period, ascending: 3, 6, 9, 12."""
        return tuple(_count_passed(self.first_month, month) for month in self.end_months)

    def count_passed(self, month: int) -> int:
        """Returns how many months of the year have passed at the end of a calendar month, 1 to 12."""
        return _count_passed(self.first_month, month)

    @property
    def last(self) -> int:
        """The number of the period that closes the year."""
        return len(self.end_months)

    @property
    def numbers(self) -> range:
        """The numbers of the periods, from 1."""
        return range(1, self.last + 1)

    @cached_property
    def _is_quarterly(self) -> bool:
        return all(passed in QUARTERS for passed in self.passed)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The period codes, indexed by number; 0 is the plan itself.

        ``Q1``, ``H1``, ``Q3`` and ``FY`` where all periods end with a quarter of the plan's year, else ``M`` and the month.
        """
        if self._is_quarterly:
            return (PLAN_CODE, *(QUARTERS[passed][0] for passed in self.passed))
        return (PLAN_CODE, *(MONTH_CODES[month - 1] for month in self.end_months))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The Chinese names of the periods, indexed by number: 年初, 一季度 to 全年."""
        own = self.own_labels or ("",) * self.last
        usual = map(self._build_usual_label, self.passed, self.end_months)
        return (PLAN_LABEL, *(label or usually for label, usually in zip(own, usual, strict=True)))

    def _build_usual_label(self, passed: int, month: int) -> str:
        if passed == MONTHS:
            return "全学年" if self.first_month in _SCHOOL else "全年"
        if self.first_month == 1 and passed in QUARTERS and self.last <= len(QUARTERS):
            return QUARTERS[passed][1]
        if passed == 1:
            return f"{month}月"
        return f"{self.first_month}—{month}月" if month > self.first_month else f"{self.first_month}月—次年{month}月"

    def get_code(self, number: int) -> str:
        """Returns ``PLAN`` for 0, and the code of a period from 1 on."""
        return self.codes[number]

    def parse_code(self, code: str) -> int:
        """Returns the number of a period code.

        A period is also called by the month with which it ends (``M06`` for ``H1``), by the quarter of the year (``H1``
        for ``M06``), and the last one ``FY``.

        Raises:
            ValueError: the plan has no such period.
        """
        if code in self.codes:
            return self.codes.index(code)
        if code == "FY":
            return self.last
        if code in MONTH_CODES:
            return self.end_months.index(MONTH_CODES.index(code) + 1) + 1
        return self.passed.index(dict(zip(QUARTER_CODES, QUARTERS, strict=True)).get(code, 0)) + 1

    def has_code(self, code: str) -> bool:
        """Returns whether the plan has a period with that code; ``PLAN`` is one."""
        try:
            return self.parse_code(code) >= PLAN
        except ValueError:
            return False

    def get_label(self, number: int) -> str:
        """Returns the Chinese name of a period number, 0 (年初) to the last (全年)."""
        return self.labels[number]

    def get_form_code(self, number: int) -> str:
        """Returns the period of quarters whose printed form a period takes: ``FY`` for the last, else the nearest later one."""
        if number == PLAN:
            return PLAN_CODE
        if number == self.last:
            return "FY"
        passed = self.passed[number - 1]
        return next((code for months, (code, _) in QUARTERS.items() if passed <= months < MONTHS), "Q3")

    def list_months(self, number: int) -> list[int]:
        """Lists the calendar months from the beginning of the year to the end of a period."""
        return [(self.first_month + month - 1) % MONTHS + 1 for month in range(self.passed[number - 1])]

    def find_number(self, month: int) -> int | None:
        """Finds the period that ends with a calendar month; None where none does."""
        return self.end_months.index(month) + 1 if month in self.end_months else None

    def find_year(self, day: date) -> int:
        """Returns the year to which a day belongs: March 2025 belongs to 2024学年."""
        return day.year if day.month >= self.first_month else day.year - 1

    def compute_year_start(self, year: int) -> date:
        """Returns the first day of a year."""
        return date(year, self.first_month, 1)

    def compute_year_end(self, year: int) -> date:
        """Returns the last day of a year, twelve months after its beginning."""
        return date(year + 1, self.first_month, 1) - timedelta(days=1)

    def compute_month_start(self, year: int, month: int) -> date:
        """Returns the first day of a calendar month within a year."""
        return date(year if month >= self.first_month else year + 1, month, 1)

    def compute_month_end(self, year: int, passed: int) -> date:
        """Returns the last day of the month of a year that ``passed`` months close, 1 to 12."""
        months = self.first_month - 1 + passed - 1
        year, month = year + months // MONTHS, months % MONTHS + 1
        return date(year, month, monthrange(year, month)[1])

    def compute_year_share(self, day: date) -> Decimal:
        """Computes the share of its year that has passed at the end of a day; months count alike, 0 to 1."""
        whole = _count_passed(self.first_month, day.month) - 1
        return (whole + Decimal(day.day) / monthrange(day.year, day.month)[1]) / MONTHS

    def format_year(self, year: int) -> str:
        """Returns a year as pages and papers call it: 2024年, 2024学年, or 2024年度 for another one that begins later."""
        if self.first_month == 1:
            return f"{year}年"
        return f"{year}学年" if self.first_month in _SCHOOL else f"{year}年度"


#: the rhythm of governments, unless they choose another
QUARTERLY = Rhythm()


@dataclass(frozen=True, order=True)
class Quarter:
    """A cumulative period: from the beginning of the plan's year to the end of period ``number``; a quarter by default."""

    year: int
    number: int
    rhythm: Rhythm = QUARTERLY

    def __post_init__(self) -> None:
        if self.number not in self.rhythm.numbers:
            raise ValueError(f"期次应为 1 至 {self.rhythm.last}：{self.number}")

    @property
    def code(self) -> str:
        return self.rhythm.get_code(self.number)

    @property
    def label(self) -> str:
        """一季度, 上半年, 前三季度, 全年."""
        return self.rhythm.get_label(self.number)

    @property
    def is_last(self) -> bool:
        """Whether it closes the year."""
        return self.number == self.rhythm.last

    @property
    def months(self) -> int:
        """The months of the year that have passed at its end: 3, 6, 9 or 12."""
        return self.rhythm.passed[self.number - 1]

    @property
    def before(self) -> "Quarter | None":
        """The period before it in the same year; None before the first."""
        return Quarter(self.year, self.number - 1, self.rhythm) if self.number > 1 else None

    @property
    def starts_on(self) -> date:
        """The day after the period before it ends, or the first day of the year."""
        earlier = self.before
        return earlier.ends_on + timedelta(days=1) if earlier else self.rhythm.compute_year_start(self.year)

    @property
    def ends_on(self) -> date:
        """The last day of the period."""
        return self.rhythm.compute_month_end(self.year, self.months)

    @property
    def year_ends_on(self) -> date:
        """The last day of the year that it belongs to."""
        return self.rhythm.compute_year_end(self.year)

    @property
    def share_of_year(self) -> Decimal:
        """时间进度 at the end of the period, by default 0.25, 0.5, 0.75 or 1; always 1 for the one that closes the year.

        Offices count months (时间过半 means 6 of 12), not days.
        """
        return Decimal(1) if self.is_last else Decimal(self.months) / MONTHS

    def compute_share_until(self, due: date | None) -> Decimal:
        """Computes 时间进度 up to an item's own deadline: the months passed ÷ the months until ``due``, at most 1.

        The months until ``due`` count from the beginning of the year; a part of a month counts by its days. Without
        ``due``, and for a day after the year, it is the share of the year.
        """
        if due is None or due > self.rhythm.compute_year_end(self.year):
            return self.share_of_year
        if due < self.rhythm.compute_year_start(self.year):
            return Decimal(1)
        return min(Decimal(1), self.share_of_year / self.rhythm.compute_year_share(due))

    def compute_default_opening(self) -> date:
        """Returns the default first day of filing: ten days before the period ends."""
        return self.ends_on - timedelta(days=10)

    def compute_default_due(self) -> date:
        """Returns the default deadline: five days after the period ends."""
        return self.ends_on + timedelta(days=5)


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
