"""考核: counts of a unit's work → marks, with the arithmetic in words. Pure; the why stands in docs/scorecard.md.

What is counted, and how, is decided in ``reports.figures``; here it is only weighed. Every part is a share of what
the unit had to do, so a unit with forty items and one with four are held to the same measure.
"""

from tasks.scoring.rules.settings import NAMES, ScoringRules, ScoringRulesError

from .counts import NOTHING, FilingCounts, RoleCounts, ScoringCounts
from .marks import MarkPart, UnitMark, compute_mark, format_mark_percent, format_two_decimals
from .prices import Prices, compute_prices
from .wording import EXAMPLE, describe_formula

__all__ = [
    "EXAMPLE",
    "NAMES",
    "NOTHING",
    "FilingCounts",
    "MarkPart",
    "Prices",
    "RoleCounts",
    "ScoringCounts",
    "ScoringRules",
    "ScoringRulesError",
    "UnitMark",
    "compute_mark",
    "compute_prices",
    "describe_formula",
    "format_mark_percent",
    "format_two_decimals",
]
