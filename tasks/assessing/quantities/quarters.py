"""Targets of single quarters, as decomposition tables print them beside the year's: 一季度 8个, 二季度 20个, …"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit

QUARTERS = 4


def read_quarter_targets(target: Decimal, unit: str, cells: Sequence[str]) -> list[Decimal]:
    """The cumulative targets of 一季度, 上半年 and 前三季度 in ``unit``; empty where the cells do not tell them surely.

    The fourth cell must come to the year's target: as a running total (8, 20, 30, 40 of 40), or by adding up
    (8, 12, 10, 10 of 40). A cell with two numbers of the unit, or none, tells nothing.

    Args:
        target: of the year, greater than 0.
        unit: of the target; a bare number belongs to no column in particular and is not looked up.
        cells: the four printed cells, 一季度 first.
    """
    amounts = [_find_only_amount(cell, unit) for cell in cells]
    read = [one for one in amounts if one is not None]
    if not unit or not len(read) == len(amounts) == QUARTERS or target <= 0:
        return []
    if read == sorted(read) and read[-1] == target:
        return read[:-1]
    totals = list(accumulate(read))
    return totals[:-1] if totals[-1] == target else []


def _find_only_amount(cell: str, unit: str) -> Decimal | None:
    fitting = [
        one for one in read_quantities(cell) if compute_unit_affinity(one.unit, unit) == 1.0 and one.unit
    ]
    return convert_unit(fitting[0].value, fitting[0].unit, unit) if len(fitting) == 1 else None
