"""逾期未完成 and 临近时限: compares the item's own deadline with what is reported as done."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.lagging.behind import compute_expected_at, is_growing_from_zero, is_usable
from tasks.assessing.lagging.clauses import find_asserted_cue, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.completion import (
    is_part_closed,
    is_reported_begun,
    is_reported_done,
    is_start,
    is_whole_reported,
    list_unfinished_clauses,
)
from tasks.assessing.lagging.demand import Demand, get_demand_at, get_highest_demand
from tasks.assessing.lagging.evidence import format_division, quote_clauses, quote_figure
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage
from tasks.enums import Comparison, FigureState, Severity
from tasks.periods import format_chinese_date


def detect_missed_deadlines(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects a deadline that has passed without completion, and one close ahead that the course does not reach."""
    left = facts.days_to_due
    if left is None or facts.due is None or left > rules.due_soon_days:
        return
    # what is still to be filed may yet tell that the course is kept, but a day that has passed is no matter of filing
    if left >= 0 and not facts.is_filed and not facts.is_past_filing:
        return
    if is_completed(facts, rules):
        return
    day = format_chinese_date(facts.due)
    end = "开始" if facts.is_start_due else "完成"
    short = _list_short_figures(facts, rules)
    quotes = quote_clauses(list_unfinished_clauses(facts.progress))
    quotes = quotes or tuple(quote for one in short for quote in quote_figure(one, facts))
    arithmetic = "；".join(format_division(one) for one in short if one.target > 0) or None
    if left < 0:
        severity = Severity.HIGH if _is_certain(facts, rules) else Severity.MEDIUM
        yield Signal(SignalCode.OVERDUE, severity, f"时限 {day} 已过，没有{end}的报告", quotes, arithmetic)
    elif not _is_on_course(facts, rules, reading):
        message = f"临近时限 {day}，按目前进度难以{end}"
        yield Signal(SignalCode.DUE_SOON, Severity.MEDIUM, message, quotes, arithmetic)


def is_completed(facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether the task is reported as done, or as begun if its deadline asks for no more.

    Figures decide where each number that the task promises has one: all must have reached their targets. Otherwise the
    words decide; a promised number that is not reported is kept only if they say that all is done. Where nothing is
    filed, the last filed entry tells.
    """
    known = facts if facts.progress.strip() else _look_back(facts)
    if _list_short_figures(known, rules):
        return False
    figures = _list_figures(known, rules)
    if known.is_start_due:
        return bool(figures) or is_reported_begun(known, rules)
    if len(figures) == len(_list_promises(known)) and figures:
        return True
    if is_part_closed(known.progress, known.due_words):
        return False
    if not _list_promises(known):
        return is_reported_done(known, rules)
    return is_reported_done(known, rules) and is_whole_reported(known.progress)


def _look_back(facts: Facts) -> Facts:
    former = tuple(replace(one, value=one.previous, state=None) for one in facts.indicators)
    return replace(facts, progress=facts.previous_progress or "", indicators=former)


def _list_promises(facts: Facts) -> list[IndicatorFacts]:
    """Lists the indicators that the deadline speaks of: those that grow, and of a start those that count starts."""
    grown = [one for one in facts.indicators if is_growing_from_zero(one) and one.comparison is not Comparison.AT_MOST]
    return [one for one in grown if is_start(one.measure)] if facts.is_start_due else grown


def _list_figures(facts: Facts, rules: LaggingRules) -> list[IndicatorFacts]:
    return [one for one in _list_promises(facts) if is_usable(one, rules)]


def _list_short_figures(facts: Facts, rules: LaggingRules) -> list[IndicatorFacts]:
    return [one for one in _list_figures(facts, rules) if not _is_reached(one, facts)]


def _is_reached(indicator: IndicatorFacts, facts: Facts) -> bool:
    is_done = facts.is_start_due or indicator.state in (FigureState.ACHIEVED, None)
    return is_done and indicator.reported >= indicator.target


def _is_certain(facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether a missed deadline is beyond doubt.

    It is not if all figures that fall short are read without being sure, or are estimates that would reach their
    targets; if something is reported as done, but not the number that the task promises; nor if an effort is only asked
    for within the year, as everything is.
    """
    short = _list_short_figures(facts, rules)
    if not short and not facts.is_start_due and is_reported_done(facts, rules):
        return is_part_closed(facts.progress, facts.due_words)
    if short and all(one.confidence < rules.sure or _is_estimated(one) for one in short):
        return False
    if facts.due is None or facts.due < facts.quarter.year_ends_on:
        return True
    places = [one.span[0] for one in short if one.span]
    demands = [get_demand_at(facts.text, place) for place in places] or [get_highest_demand(facts.text)]
    return max(demands) is Demand.RESULT


def _is_estimated(indicator: IndicatorFacts) -> bool:
    return indicator.state is FigureState.ESTIMATED and indicator.reported >= indicator.target


def _is_on_course(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> bool:
    """Tells whether every figure is on its course to the deadline; without figures, whether the work is being built."""
    figures = _list_figures(facts, rules)
    if figures:
        return all(_is_figure_on_course(one, facts) for one in figures)
    admitted = any(find_asserted_cue(clause, rules.admitted) for clause in list_clauses(facts.progress))
    return reading.highest >= WorkStage.BUILDING and not admitted


def _is_figure_on_course(indicator: IndicatorFacts, facts: Facts) -> bool:
    expected = compute_expected_at(indicator, facts.quarter, facts.time_share)
    return expected is None or indicator.reported >= expected
