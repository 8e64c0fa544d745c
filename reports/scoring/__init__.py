"""考核结果: a scorecard as plain data, the same for a proposal and for an approved one, and its sheets."""

from .data import build_mark_arithmetic, build_scorecard_data, find_unit_row, list_changed_units
from .desk import (
    VisibleScorecard,
    build_visible_scorecard,
    compute_scorecard,
    extract_unit_data,
    get_scoring_rules,
)
from .rows import iterate_scorecard_items
from .scope import ScorecardScope
from .sheets import build_scorecard_sheets, build_unit_sheets, sort_by_rank

__all__ = [
    "ScorecardScope",
    "VisibleScorecard",
    "build_mark_arithmetic",
    "build_scorecard_data",
    "build_scorecard_sheets",
    "build_unit_sheets",
    "build_visible_scorecard",
    "compute_scorecard",
    "extract_unit_data",
    "find_unit_row",
    "get_scoring_rules",
    "iterate_scorecard_items",
    "list_changed_units",
    "sort_by_rank",
]
