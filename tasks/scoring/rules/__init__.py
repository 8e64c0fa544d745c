"""考核: computes marks from the counts of a unit's work, with the arithmetic in words. Pure; docs/scorecard.md
gives the reasons.

``reports.figures`` decides what is counted. Every part is a share of what the unit had to do, so units with
few and with many items are measured alike.
"""

from tasks.scoring.rules.settings import NAMES, ScoringRules, ScoringRulesError

from .counts import FilingCounts, NoteCounts, RoleCounts, ScoringCounts
from .marks import MarkPart, UnitMark, compute_mark
from .prices import Prices, compute_prices
from .wording import EXAMPLE, describe_formula

__all__ = [
    "EXAMPLE",
    "NAMES",
    "FilingCounts",
    "MarkPart",
    "NoteCounts",
    "Prices",
    "RoleCounts",
    "ScoringCounts",
    "ScoringRules",
    "ScoringRulesError",
    "UnitMark",
    "compute_mark",
    "compute_prices",
    "describe_formula",
]
