"""量化指标: reads the targets within the year that decomposition tables print beside the year's target: 一季度 8个, 二季度 20个, …"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.periods import CALENDAR_YEAR, QUARTERS, Rhythm

#: the target of one period alone is the year's
FEWEST = 2
#: months passed at the ends of the periods → what such periods are called together
_SPANS = {tuple(QUARTERS): "季度", (6, 12): "半年", CALENDAR_YEAR: "月度"}
_NOTHING = re.compile(r"[\s\-—–－/／]*")


def name_period_targets(rhythm: Rhythm) -> str:
    """Names the targets at the ends of the periods within a year: 季度目标, 月度目标."""
    return f"{_SPANS.get(rhythm.passed, '分期')}目标"


def name_time_until(month: int, rhythm: Rhythm) -> str:
    """Names the time until the end of a calendar month: the period that ends with it, else the month's own end (5月底)."""
    number = rhythm.find_number(month)
    return rhythm.labels[number] if number else f"{month}月底"


def read_period_targets(target: Decimal, unit: str, cells: Sequence[str]) -> list[Decimal | None]:
    """Reads the cumulative targets of the periods before the last in ``unit``; empty if they are not certain.

    The cells must lead to the year's target: as running totals (8, 20, 30, 40 of 40), or added up (8, 12, 10, 10 of
    40). Each cell must have exactly one number with a convertible unit, or nothing: then its period has no target.

    Args:
        target: the year's target; nothing is read if it is not greater than 0.
        unit: the unit of the target; nothing is read if it is "".
        cells: the printed cells in the order of the year; the last one is that of the whole year.
    """
    amounts = [None if _NOTHING.fullmatch(cell) else _find_only_amount(cell, unit) for cell in cells]
    read = [one for one in amounts if one is not None]
    told = [cell for cell in cells if not _NOTHING.fullmatch(cell)]
    if not unit or target <= 0 or not FEWEST <= len(read) == len(told) or amounts[-1] is None:
        return []
    if read == sorted(read) and read[-1] == target:
        return amounts[:-1]
    totals = list(accumulate(read))
    if totals[-1] != target:
        return []
    running = iter(totals)
    return [None if one is None else next(running) for one in amounts][:-1]


def _find_only_amount(cell: str, unit: str) -> Decimal | None:
    fitting = [one for one in read_quantities(cell) if compute_unit_affinity(one.unit, unit) == 1.0 and one.unit]
    return convert_unit(fitting[0].value, fitting[0].unit, unit) if len(fitting) == 1 else None
