"""考核结果 as data: the same whether it is a proposal made this moment or was approved and frozen; and as sheets."""

from .data import changed_units, data_of, row_of, way_of
from .desk import Desk, desk_of, own_part, reckoned, rules_for
from .rows import items_of
from .scope import Scope
from .sheets import by_rank, sheets_of, unit_sheets

__all__ = [
    "Desk",
    "Scope",
    "by_rank",
    "changed_units",
    "data_of",
    "desk_of",
    "items_of",
    "own_part",
    "reckoned",
    "row_of",
    "rules_for",
    "sheets_of",
    "unit_sheets",
    "way_of",
]
