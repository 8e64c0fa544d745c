"""完成时限: reads the deadlines of a text."""

import re
from bisect import bisect_right
from datetime import date, timedelta

from tasks.assessing.deadlines.contexts import get_kind, is_deadline, list_titles
from tasks.assessing.deadlines.expressions import Expression, Form
from tasks.assessing.deadlines.finding import find_expressions
from tasks.assessing.deadlines.folding import FoldedText, fold_blanks
from tasks.assessing.deadlines.open_ended import find_open_ended
from tasks.assessing.deadlines.records import Deadline, DeadlineKind
from tasks.assessing.deadlines.scopes import list_places

_YEAR_ENDS = re.compile(r"[。;!?)\n]")
"""Marks behind which a year is not lent: those of sentences, and the end of a bracket."""


def read_deadlines(text: str, year: int, first_month: int = 1) -> tuple[Deadline, ...]:
    """Reads the deadlines of a text, in its order; their spans do not overlap.

    What stands before 前 counts to its own end: 6月前 is 30 June, as 6月底前 is. A festival is the exception: 春节前 is
    the day before it. A date that cannot be right (13月, 6月31日, 2204年) gives no deadline.

    Args:
        text: the cell 完成时限 of an item, or its wording.
        year, first_month: the year of the plan, to which dates without a year belong, and the month with which it
            begins: 6月底 in a plan of 2024 that begins in September is the end of June 2025.
    """
    given = fold_blanks(text)
    dated = _read_dated(text, given, date(year, first_month, 1))
    return tuple(sorted([*dated, *_read_open_ended(text, given)], key=lambda each: each.span))


def _read_open_ended(text: str, given: FoldedText) -> list[Deadline]:
    spans = [given.find_span(*span) for span in find_open_ended(given.text)]
    quotes = [(span, text[span.start : span.end]) for span in spans]
    return [Deadline(None, DeadlineKind.OPEN, span, quote, quote) for span, quote in quotes]


def _read_dated(text: str, given: FoldedText, start: date) -> list[Deadline]:
    """Reads from the end, since of 3月、6月底前开工 the last date says what all are."""
    expressions = find_expressions(given.text, start.year)
    days = _compute_days(given.text, expressions, start)
    places, titles = list_places(given.text, expressions), list_titles(given.text)
    found: list[Deadline] = []
    following: Deadline | None = None
    for each, day, place in reversed(list(zip(expressions, days, places, strict=True))):
        listed = following if place.is_listed else None
        following = None
        if day is None or _is_inside(titles, each.start):
            continue
        is_past = day < start
        if is_deadline(given.text, each, place, is_past=is_past, is_listed=listed is not None):
            kind = listed.kind if listed else get_kind(given.text, each, place)
            span, scope = given.find_span(each.start, each.end), given.find_span(place.start, place.end)
            quote = text[span.start : span.end]
            following = Deadline(day, kind, span, quote, text[scope.start : scope.end].strip())
            found.append(following)
    return found


def _is_inside(titles: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(titles, (at, at)) - 1
    return index >= 0 and titles[index][0] <= at < titles[index][1]


def _compute_days(folded: str, expressions: list[Expression], start: date) -> list[date | None]:
    """Computes the day of each expression. A later month takes a coming year from the date before it in its sentence."""
    plan_year = start.year
    days: list[date | None] = []
    last_year, last_month, end = plan_year, 0, 0
    for each in expressions:
        if _YEAR_ENDS.search(folded, end, each.start):
            last_year, last_month = plan_year, 0
        year = each.compute_year(plan_year, last_year)
        is_bare = not each.has_year and each.form in (Form.DAY, Form.MONTH)
        if is_bare and last_year > plan_year and each.month >= last_month:
            year = last_year
        is_next = start.month > 1 and not each.has_year and year == plan_year and _is_before(each, start)
        if each.form is Form.WHOLE_YEAR and start.month > 1:
            days.append(date(plan_year + 1, start.month, 1) - timedelta(days=1))
        else:
            days.append(each.compute_day(year + is_next))
        last_year, last_month, end = year, each.month, each.end
    return days


def _is_before(each: Expression, start: date) -> bool:
    """Tells whether an expression without a year would lie before the first day of the plan's year."""
    day = each.compute_day(start.year)
    return day is not None and day < start
