"""The numbers that boards, pages and the report quote: one place counts."""

from .burden import Burden, burden_of
from .counts import Count, counts_of
from .courses import course_of
from .heat import STEPS, Heat, Share, UnitYear, heat_of
from .outcomes import Record, outcomes_in, record_of
from .scorecard import Counted, ScorecardFigures, UnitFigures, scorecard_of
from .stages import Stage, UnitRow, progress_of, units_by_lateness
from .turning import turned_in
from .unanswered import unanswered_before
from .waiting import Waiting, waiting_of
from .years import Stretch, chart_of, year_of

__all__ = [
    "STEPS",
    "Burden",
    "Count",
    "Counted",
    "Heat",
    "Record",
    "ScorecardFigures",
    "Share",
    "Stage",
    "Stretch",
    "UnitFigures",
    "UnitRow",
    "UnitYear",
    "Waiting",
    "burden_of",
    "chart_of",
    "counts_of",
    "course_of",
    "heat_of",
    "outcomes_in",
    "progress_of",
    "record_of",
    "scorecard_of",
    "turned_in",
    "unanswered_before",
    "units_by_lateness",
    "waiting_of",
    "year_of",
]
