"""量化指标: reads the quarter targets that decomposition tables print beside the year's target: 一季度 8个, 二季度 20个, …"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit

QUARTERS = 4


def read_quarter_targets(target: Decimal, unit: str, cells: Sequence[str]) -> list[Decimal]:
    """Reads the cumulative targets of 一季度, 上半年 and 前三季度 in ``unit``; empty if they are not certain.

    The cells must lead to the year's target: as running totals (8, 20, 30, 40 of 40), or added up (8, 12, 10, 10 of
    40). Each cell must have exactly one number with a convertible unit.

    Args:
        target: the year's target; nothing is read if it is not greater than 0.
        unit: the unit of the target; nothing is read if it is "".
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
    fitting = [one for one in read_quantities(cell) if compute_unit_affinity(one.unit, unit) == 1.0 and one.unit]
    return convert_unit(fitting[0].value, fitting[0].unit, unit) if len(fitting) == 1 else None
