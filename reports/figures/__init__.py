"""Counts the numbers that boards, pages and the report show; no other room counts."""

from .burden import Burden, compute_burden
from .counts import ItemCounts, count_items_by_kind
from .courses import build_course_chart
from .flow import build_flow_chart
from .heat import STEPS, HeatMap, HeatShare, UnitYear, compute_heat_map
from .outcomes import count_judged_words, count_outcomes, list_entries_led_by
from .quarter import QuarterWork, list_work_left, sort_out_work
from .scorecard import CountedEntry, ScorecardFigures, UnitFigures, compute_scorecard_figures
from .stages import Stage, UnitFilingRow, list_units_by_lateness
from .standing import (
    HolderRow,
    StandingPart,
    build_standing_chart,
    get_standing_part,
    list_by_official,
    list_by_unit,
)
from .targets import MainFigure, choose_headlines, list_main_figures
from .turning import group_by_lag_change, list_lagging_judgements
from .unanswered import count_unanswered_before, count_waiting_elsewhere
from .waiting import PendingWork, compute_pending_work, count_open_objections, count_open_requests
from .years import build_share_chart

__all__ = [
    "STEPS",
    "Burden",
    "CountedEntry",
    "HeatMap",
    "HeatShare",
    "HolderRow",
    "ItemCounts",
    "MainFigure",
    "PendingWork",
    "QuarterWork",
    "ScorecardFigures",
    "Stage",
    "StandingPart",
    "UnitFigures",
    "UnitFilingRow",
    "UnitYear",
    "build_course_chart",
    "build_flow_chart",
    "build_share_chart",
    "build_standing_chart",
    "choose_headlines",
    "compute_burden",
    "compute_heat_map",
    "compute_pending_work",
    "compute_scorecard_figures",
    "count_items_by_kind",
    "count_judged_words",
    "count_open_objections",
    "count_open_requests",
    "count_outcomes",
    "count_unanswered_before",
    "count_waiting_elsewhere",
    "get_standing_part",
    "group_by_lag_change",
    "list_by_official",
    "list_by_unit",
    "list_entries_led_by",
    "list_lagging_judgements",
    "list_main_figures",
    "list_units_by_lateness",
    "list_work_left",
    "sort_out_work",
]
