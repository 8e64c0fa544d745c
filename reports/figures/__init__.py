"""The numbers that boards, pages and the report quote: one place counts."""

from .burden import Burden, burden_of
from .counts import Count, counts_of
from .courses import course_of
from .heat import STEPS, Heat, Share, UnitYear, heat_of
from .scorecard import Counted, ScorecardFigures, UnitFigures, scorecard_of

__all__ = [
    "STEPS",
    "Burden",
    "Count",
    "Counted",
    "Heat",
    "ScorecardFigures",
    "Share",
    "UnitFigures",
    "UnitYear",
    "burden_of",
    "counts_of",
    "course_of",
    "heat_of",
    "scorecard_of",
]
