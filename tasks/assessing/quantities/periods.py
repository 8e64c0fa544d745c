"""Tells the figure of a month or quarter from the running total of the year that stands beside it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.assessing.quantities import wording
from tasks.assessing.quantities.records import Figure
from tasks.assessing.quantities.similarity import compute_name_likeness, is_action_only
from tasks.assessing.quantities.units import convert_unit, is_same_sort
from tasks.enums import FigureState

_OF_A_PART = re.compile(
    r"[本上当](?:个?月|季度?|期|周|旬)|(?<![\d\-—－~～至到年])\d{1,2}月份?(?![底末]|以来|至|[\-—－~～])|第?[一二三四1-4]季度"
)
_TO_DATE = re.compile(r"累计")
_OF_THE_YEAR = re.compile(
    r"今年|本年|全年|上半年|前三季度|年内|年初|截[至止]|以来|至今|目前|[1一]月?[\-—－~～至到]\d{1,2}月"
)
_OF_MORE_YEARS = re.compile(
    r"历年|历史|近[两二三四五几]年|[“\"]?十[三四五]五|20\d\d年(?:以来|起|至)|自20\d\d|(?:开工|启动|实施|成立)以来"
)
_TIME_WORDS = re.compile(rf"累计|今年以来|以来|今年|年初至今|年内|{_OF_A_PART.pattern}")
_ALIKE = 0.5
#: a report names few totals; more would only cost time
_MOST_TOTALS = 20


def list_year_totals(found: Sequence[Figure]) -> list[int]:
    """Lists the indices of the figures that can be the year's running total of something."""
    return [number for number, each in enumerate(found) if _is_total(each)][:_MOST_TOTALS]


def find_year_total(at: int, found: Sequence[Figure], totals: Sequence[int]) -> int | None:
    """Finds the index of the year's running total of the thing that ``found[at]`` counts for a part of the year.

    Args:
        totals: as ``list_year_totals``.

    Returns:
        None where the words of the figure say that it is of the whole year, or no total of the same thing stands in
        the text.
    """
    part = found[at]
    if not totals or _says_the_year(part.quote):
        return None
    fitting = [number for number in totals if number != at and _is_total_of(part, found[number])]
    return min(fitting, key=lambda number: abs(number - at), default=None)


# the figures of one long sentence share its text
@lru_cache(maxsize=64)
def _says_the_year(quote: str) -> bool:
    is_whole = _OF_THE_YEAR.search(quote) and not _OF_A_PART.search(quote)
    return bool(is_whole or _TO_DATE.search(quote))


@lru_cache(maxsize=64)
def _says_a_total(quote: str) -> bool:
    is_of_more = _OF_MORE_YEARS.search(quote) or wording.STOCK.search(quote)
    return bool(_TO_DATE.search(quote)) and not is_of_more


def _is_total(figure: Figure) -> bool:
    is_plain = figure.state is FigureState.ACHIEVED and not figure.is_partial and not figure.is_target_share
    return is_plain and _says_a_total(figure.quote)


def _is_total_of(part: Figure, total: Figure) -> bool:
    if total.kind is not part.kind:
        return False
    if not is_same_sort(part.unit, total.unit) or convert_unit(total.value, total.unit, part.unit) < part.value:
        return False
    return _says_the_same(_TIME_WORDS.sub("", part.measure), _TIME_WORDS.sub("", total.measure))


def _says_the_same(part: str, total: str) -> bool:
    """Tells whether the total names the same thing, or nothing but what was done to it (累计完成500亩)."""
    return not total or is_action_only(total) or total in part or compute_name_likeness(part, total) >= _ALIKE
