"""完成时限: time expressions, as a text names them, and the days on which they end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tasks.assessing.deadlines.festivals import find_eve
from tasks.assessing.deadlines.records import FIRST_YEAR, LAST_YEAR

NEAR_YEARS = {
    "今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "来年": 1, "次年": 1, "翌年": 1, "后年": 2, "去年": -1, "上年": -1,
}  # fmt: skip
_COUNTED_FROM_LAST = ("次年", "翌年")


class Form(Enum):
    """What an expression names; a bare YEAR, MONTH or DAY also stands in names and reports."""

    DAY = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR_END = auto()
    WHOLE_YEAR = auto()
    YEAR = auto()
    FESTIVAL = auto()


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a folded text.

    Attributes:
        start, end: its position, half-open, with a 前 or 止 behind it.
        core: the end of the date itself.
        year: the year as written, or None.
        near: 明年, 次年 and the like, or "".
        month, day: the end of the named time; a day of 0 is the end of the month. Unused for a festival.
        festival: the festival before which the time ends, or "".
        from_month: the month in which a range begins, or 0.
        is_firm: whether 前, 底, 旬, 止 or the like says that it is a limit.
        is_broken: whether it names no day of the calendar, as 13月底.
    """

    start: int
    end: int
    core: int
    form: Form
    year: int | None = None
    near: str = ""
    month: int = 12
    day: int = 0
    festival: str = ""
    from_month: int = 0
    is_firm: bool = False
    is_broken: bool = False

    @property
    def has_year(self) -> bool:
        return self.year is not None or bool(self.near)

    def compute_year(self, plan_year: int, last_year: int) -> int:
        """Returns the year of the expression.

        Args:
            plan_year: the year if the expression names none.
            last_year: the year of the expression before it, from which 次年 counts.
        """
        if self.year is not None:
            return self.year
        return (last_year if self.near in _COUNTED_FROM_LAST else plan_year) + NEAR_YEARS.get(self.near, 0)

    def compute_day(self, year: int) -> date | None:
        """Returns the last day of the expression in a year, or None if there is no such day."""
        if self.is_broken or not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        if self.festival:
            return find_eve(self.festival, year, is_year_named=self.has_year)
        length = monthrange(year, self.month)[1]
        day = self.day or length
        return date(year, self.month, day) if day <= length else None
