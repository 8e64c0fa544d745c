"""完成时限: finds the time expressions of a folded text and joins those of a range."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.deadlines.expressions import Expression, Form
from tasks.assessing.deadlines.patterns import (
    DOTTED,
    FESTIVAL,
    FIVE_YEARS,
    LIMIT,
    LINK,
    MONTH,
    QUARTER,
    SHORT,
    WHOLE_YEAR,
    YEAR,
    YEAR_END,
)

_LINKED = re.compile(LINK)
_UNITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_PARTS = {"上旬": 10, "初": 10, "上中旬": 20, "中旬": 20, "中": 15}
_QUARTERS = {"前三": 3, "前三个": 3, "首": 1}


def find_expressions(folded: str, plan_year: int) -> list[Expression]:
    """Lists the time expressions in order; their positions do not overlap."""
    found = [
        *(_build_month(one, plan_year) for one in MONTH.finditer(folded)),
        *(_build_quarter(one, plan_year) for one in QUARTER.finditer(folded)),
        *(_build_year_end(one, plan_year) for one in YEAR_END.finditer(folded)),
        *(Expression(*one.span(), one.end(), Form.WHOLE_YEAR) for one in WHOLE_YEAR.finditer(folded)),
        *(_build_year(one, folded) for one in YEAR.finditer(folded)),
        *(_build_dotted(one) for one in DOTTED.finditer(folded)),
        *(_build_short(one) for one in SHORT.finditer(folded)),
        *(_build_five_years(one) for one in FIVE_YEARS.finditer(folded)),
        *(_build_festival(one, plan_year) for one in FESTIVAL.finditer(folded)),
    ]
    ordered = sorted(found, key=lambda each: (each.start, -each.end))
    limited = [_take_limit(each, folded) for each in _remove_overlaps(ordered)]
    return _join_ranges(limited, folded)


def _remove_overlaps(ordered: list[Expression]) -> Iterator[Expression]:
    end = 0
    for each in ordered:
        if each.start >= end:
            end = each.end
            yield each


def _take_limit(each: Expression, folded: str) -> Expression:
    """Takes a 前 or 止 behind an expression into it."""
    limit = LIMIT.match(folded, each.end)
    return replace(each, end=limit.end(), is_firm=True) if limit else each


def _read_named_year(found: re.Match[str], plan_year: int) -> tuple[int | None, str, bool]:
    """Returns the year, the word for a near year, and whether the year cannot be read."""
    written = found["year"]
    if not written:
        return None, found["near"] or "", False
    value = _read_year(written)
    if value is not None and len(written) == 2 and abs(value + 2000 - plan_year) <= 5:
        value += 2000
    return value, "", value is None


def _read_year(written: str) -> int | None:
    if written.isascii():
        return int(written) if written.isdigit() else None
    return int("".join(str(_UNITS[char]) for char in written))


def _read_small(written: str) -> int | None:
    """Reads a month, a quarter or a day, in digits or in Chinese numerals."""
    if written.isascii():
        return int(written) if written.isdigit() else None
    tens, has_ten, ones = written.rpartition("十")
    if not has_ten:
        return _UNITS[written]
    return (_UNITS[tens] if tens else 1) * 10 + (_UNITS[ones] if ones else 0)


def _build_month(found: re.Match[str], plan_year: int) -> Expression:
    year, near, is_broken = _read_named_year(found, plan_year)
    month, part = _read_small(found["month"]) or 0, found["part"] or ""
    begun = _read_small(found["from"]) if found["from"] else 0
    day = _read_small(found["day"]) if found["day"] else _PARTS.get(part.removeprefix("份"), 0)
    is_broken |= not 1 <= month <= 12 or day is None or begun is None or begun > 12
    is_broken |= bool(found["day"]) and not is_broken and not 1 <= (day or 0) <= monthrange(2024, month)[1]
    return Expression(
        *found.span(), found.end(), Form.DAY if found["day"] else Form.MONTH, year, near, month or 12, day or 0,
        from_month=(begun or 0) if found["link"] not in ("、", "和") else 0,
        is_firm=part not in ("", "份") and not found["day"], is_broken=is_broken,
    )  # fmt: skip


def _build_quarter(found: re.Match[str], plan_year: int) -> Expression:
    year, near, is_broken = _read_named_year(found, plan_year)
    if found["half"]:
        month = 6 if found["half"] == "上" else 12
    else:
        written = found["quarter"].removeprefix("第")
        month = (_QUARTERS.get(written) or _read_small(written) or 0) * 3
    is_firm = bool(found["part"] or found["halfpart"])
    return Expression(*found.span(), found.end(), Form.QUARTER, year, near, month, is_firm=is_firm, is_broken=is_broken)


def _build_year_end(found: re.Match[str], plan_year: int) -> Expression:
    year, near, is_broken = _read_named_year(found, plan_year)
    month = 6 if found[0].endswith("中") else 12
    return Expression(*found.span(), found.end(), Form.YEAR_END, year, near, month, is_firm=True, is_broken=is_broken)


def _build_year(found: re.Match[str], folded: str) -> Expression:
    """A digit or a 月 behind the year is what is left of a damaged date."""
    year = _read_year(found["year"])
    is_broken = year is None or folded[found.end() : found.end() + 1] in set("0123456789月日")
    begun = 1 if found["first"] else 0
    return Expression(*found.span(), found.end(), Form.YEAR, year, from_month=begun, is_broken=is_broken)


def _build_dotted(found: re.Match[str]) -> Expression:
    month, day = int(found["month"]), int(found["day"] or 0)
    is_broken = not 1 <= month <= 12 or (found["day"] is not None and not 1 <= day <= 31)
    form = Form.DAY if found["day"] else Form.MONTH
    month = month if not is_broken else 12
    return Expression(*found.span(), found.end(), form, int(found["year"]), month=month, day=day, is_broken=is_broken)


def _build_short(found: re.Match[str]) -> Expression:
    month, day = int(found["month"]), int(found["day"])
    is_broken = not 1 <= month <= 12 or not 1 <= day <= 31
    month = month if not is_broken else 12
    return Expression(*found.span(), found.end(), Form.DAY, month=month, day=day, is_broken=is_broken)


def _build_five_years(found: re.Match[str]) -> Expression:
    """The plans of five years: 十四五 ends with 2025."""
    year = 2025 + 5 * (_UNITS[found["plan"]] - 4)
    return Expression(*found.span(), found.end(), Form.YEAR_END, year, is_firm=True)


def _build_festival(found: re.Match[str], plan_year: int) -> Expression:
    year, near, is_broken = _read_named_year(found, plan_year)
    return Expression(
        *found.span(), found.end(), Form.FESTIVAL, year, near, festival=found["festival"], is_firm=True,
        is_broken=is_broken,
    )  # fmt: skip


def _join_ranges(ordered: list[Expression], folded: str) -> list[Expression]:
    """Joins the two ends of a range to one expression, which ends with the later: 2024年3月—2025年6月."""
    joined: list[Expression] = []
    for each in ordered:
        last = joined[-1] if joined else None
        if last and last.end == last.core and _LINKED.fullmatch(folded, last.end, each.start):
            joined[-1] = _build_range(last, each)
        else:
            joined.append(each)
    return joined


def _build_range(first: Expression, last: Expression) -> Expression:
    has_year = last.has_year
    return replace(
        last,
        start=first.start,
        year=last.year if has_year else first.year,
        near=last.near if has_year else first.near,
        from_month=first.from_month or first.month,
        is_broken=first.is_broken or last.is_broken,
    )
