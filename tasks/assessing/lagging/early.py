"""尚未启动 and 仍在前期: signals for work that has not started, or is still in preparation, when a result is due."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.behind import compute_expected_at, has_figures_on_course
from tasks.assessing.lagging.clauses import Clause
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, get_highest_demand
from tasks.assessing.lagging.evidence import limit_severity, quote_clauses, quote_figure, raise_severity
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage
from tasks.decimals import format_amount
from tasks.enums import FigureState, Severity

HALF = 0.5
_THIRD_QUARTER = 9
_MONTH = re.compile(r"(?<![\d.-])(1[0-2]|[1-9])月")


def detect_late_starts(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects tasks that have not started or are only being prepared, in whole or in part."""
    yield from _detect_not_started(facts, rules, reading)
    yield from _detect_preparing(facts, rules, reading)
    yield from _detect_only_planned(facts, rules)


def _detect_not_started(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    clauses = reading.list_clauses_at(WorkStage.NOT_STARTED)
    if not clauses or facts.months < rules.not_started_months:
        return
    share = reading.compute_topic_share(WorkStage.NOT_STARTED)
    if reading.highest <= WorkStage.PREPARING:
        is_red = facts.months >= rules.not_started_months + rules.red_after_months
        severity = Severity.HIGH if is_red else Severity.MEDIUM
        message = f"{facts.quarter.label}已过，任务尚未启动"
    else:
        is_minor = not facts.is_whole_year and _is_minor(clauses, share, reading, rules)
        severity = Severity.LOW if is_minor else Severity.MEDIUM
        message = f"{facts.quarter.label}已过，任务中仍有部分尚未启动"
    if get_highest_demand(facts.text) is Demand.EFFORT:
        severity = limit_severity(severity, Severity.MEDIUM)
    yield Signal(SignalCode.NOT_STARTED, severity, message, quote_clauses(clauses))


def _is_minor(clauses: list[Clause], share: float, reading: ProgressStages, rules: LaggingRules) -> bool:
    """Tells whether only a small part of the clauses and of the topics has not started."""
    return len(clauses) / len(reading.stages) <= rules.minor_share and share <= rules.minor_share


def _detect_preparing(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    clauses = reading.list_clauses_at(WorkStage.PREPARING)
    demand = get_highest_demand(facts.text)
    if not clauses or facts.months < rules.preparing_months:
        return
    if reading.highest <= WorkStage.PREPARING:
        severity = Severity.LOW if demand is Demand.EFFORT else Severity.MEDIUM
        message = "通篇只有前期工作，没有实质推进"
    elif demand is Demand.EFFORT:
        return
    else:
        severity = _grade_partly_preparing(demand, reading, clauses, facts)
        message = "任务中仍有部分停留在前期工作"
    if has_figures_on_course(facts, rules):
        severity = Severity.LOW
    elif (
        reading.highest <= WorkStage.PREPARING
        and facts.months >= rules.preparing_months + rules.red_after_months
        and demand is Demand.RESULT
    ):
        severity = raise_severity(severity)
    message = f"{facts.quarter.label}已过，{message}"
    yield Signal(SignalCode.PREPARING, severity, message, quote_clauses(clauses))


def _grade_partly_preparing(demand: Demand, reading: ProgressStages, clauses: list[Clause], facts: Facts) -> Severity:
    if any(_is_paper_at_year_end(clause, facts) for clause in clauses):
        return Severity.MEDIUM
    is_much = reading.compute_topic_share(WorkStage.PREPARING) > HALF
    return Severity.MEDIUM if is_much and demand is Demand.RESULT else Severity.LOW


def _is_paper_at_year_end(clause: Clause, facts: Facts) -> bool:
    """Tells whether a clause promises preparatory work for a later month of the last quarter: 12月底完成初步设计."""
    months = [facts.quarter.rhythm.count_passed(int(found[1])) for found in _MONTH.finditer(clause.text)]
    return any(month > max(facts.months, _THIRD_QUARTER) for month in months)


def _detect_only_planned(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects indicators whose only figure is a planned one."""
    for indicator in facts.indicators:
        is_planned = indicator.value is not None and indicator.state is FigureState.PLANNED
        if not is_planned or facts.months < rules.preparing_months or indicator.confidence < rules.confidence:
            continue
        course = compute_expected_at(indicator, facts.quarter, facts.time_share)
        falls_short = course is not None and indicator.is_accumulated and indicator.reported < course
        message = f"“{indicator.measure}”只有计划数 {format_amount(indicator.reported)}{indicator.unit}，没有完成数"
        severity = Severity.MEDIUM if falls_short else Severity.LOW
        yield Signal(SignalCode.PREPARING, severity, message, quote_figure(indicator, facts))
