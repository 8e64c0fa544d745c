"""The numbers that boards, pages and the report quote: one place counts."""

from .counts import Count, counts_of
from .courses import course_of
from .scorecard import Counted, ScorecardFigures, UnitFigures, scorecard_of

__all__ = [
    "Count",
    "Counted",
    "ScorecardFigures",
    "UnitFigures",
    "counts_of",
    "course_of",
    "scorecard_of",
]
