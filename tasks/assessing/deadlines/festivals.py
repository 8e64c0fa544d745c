"""完成时限: tells the days of the festivals before which a task may be due.

The days of the lunar festivals of 2015 to 2050 come from the Python package lunardate 0.3; those of 2015 to 2026 agree
with the yearly notices of the State Council (国务院办公厅关于部分节假日安排的通知).
"""

from datetime import date, timedelta

_FIRST_LISTED = 2015
_FIXED = {"五一": (5, 1), "七一": (7, 1), "八一": (8, 1), "国庆": (10, 1), "十一": (10, 1)}
_LUNAR = {
    "春节": """
    0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217
    0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204
    0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123
    """,
    "端午": """
    0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619
    0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 0607
    0527 0614 0603 0622 0611 0531 0619 0608 0529 0615 0604 0623
    """,
    "中秋": """
    0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925
    0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913
    1002 0920 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930
    """,
}
"""Festival → month and day in each year from 2015."""
_DAYS = {name: days.split() for name, days in _LUNAR.items()}
NAMES = ("元旦", "清明", *_FIXED, *_LUNAR)


def find_eve(name: str, year: int, *, is_year_named: bool) -> date | None:
    """Returns the day before a festival, or None if the day of the festival is not known.

    Args:
        name: one of ``NAMES``.
        year: the year of the festival.
        is_year_named: whether the text names the year; 元旦前 without a year is the end of ``year``.
    """
    festival = _find_festival(name, year if is_year_named or name != "元旦" else year + 1)
    return festival and festival - timedelta(days=1)


def _find_festival(name: str, year: int) -> date | None:
    if name == "元旦":
        return date(year, 1, 1)
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if not _FIRST_LISTED <= year < _FIRST_LISTED + len(_DAYS["春节"]):
        return None
    if name == "清明":
        return date(year, 4, _compute_day_of_qingming(year))
    listed = _DAYS[name][year - _FIRST_LISTED]
    return date(year, int(listed[:2]), int(listed[2:]))


def _compute_day_of_qingming(year: int) -> int:
    """Computes the day of April by the rule of thumb that holds in this century."""
    short = year - 2000
    return int(short * 0.2422 + 4.81) - short // 4
