"""The numbers that boards, pages and the report quote: one place counts."""

from .counts import Count, counts_of
from .courses import course_of
from .heat import STEPS, Heat, Share, UnitYear, heat_of
from .scorecard import Counted, ScorecardFigures, UnitFigures, scorecard_of

__all__ = [
    "STEPS",
    "Count",
    "Counted",
    "Heat",
    "ScorecardFigures",
    "Share",
    "UnitFigures",
    "UnitYear",
    "counts_of",
    "course_of",
    "heat_of",
    "scorecard_of",
]
