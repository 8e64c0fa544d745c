"""考核: counts of a unit's work → marks, with the arithmetic in words. Pure; the why stands in docs/scorecard.md.

What is counted, and how, is decided in ``reports.figures``; here it is only weighed. Every part is a share of what
the unit had to do, so a unit with forty items and one with four are held to the same measure.
"""

from tasks.scoring.rules.settings import NAMES, ScoringRules, ScoringRulesError

from .counts import NOTHING, Counts, Filing, Side
from .marks import Mark, Part, percent, plain, score
from .prices import Prices, prices
from .wording import EXAMPLE, formula

__all__ = [
    "EXAMPLE",
    "NAMES",
    "NOTHING",
    "Counts",
    "Filing",
    "Mark",
    "Part",
    "Prices",
    "ScoringRules",
    "ScoringRulesError",
    "Side",
    "formula",
    "percent",
    "plain",
    "prices",
    "score",
]
