"""Too early for the date: not started, or still on paper, when the year is half gone and a result is due."""

from collections.abc import Iterator

from tasks.enums import FigureState, Severity
from tasks.lagging.clauses import Clause
from tasks.lagging.codes import SignalCode
from tasks.lagging.demand import Demand, demand_of
from tasks.lagging.evidence import at_most, one_up, plain, quote_of, quoted
from tasks.lagging.records import Facts, Signal
from tasks.lagging.rules import Rules
from tasks.lagging.stages import Reading, Stage

MOST_QUOTES = 4
HALF = 0.5


def signals(facts: Facts, rules: Rules, reading: Reading) -> Iterator[Signal]:
    """Not started and only preparing, in whole or in part."""
    yield from _not_started(facts, rules, reading)
    yield from _preparing(facts, rules, reading)
    yield from _only_planned(facts, rules)


def _not_started(facts: Facts, rules: Rules, reading: Reading) -> Iterator[Signal]:
    clauses = reading.at(Stage.NOT_STARTED)
    if not clauses or facts.months < rules.not_started_months:
        return
    share = reading.share_of_topics(Stage.NOT_STARTED)
    if reading.highest <= Stage.PREPARING:
        is_red = facts.months >= rules.not_started_months + rules.red_after_months
        severity = Severity.HIGH if is_red else Severity.MEDIUM
        message = f"{facts.quarter.label}已过，任务尚未启动"
    else:
        severity = Severity.LOW if _is_minor(clauses, share, reading, rules) else Severity.MEDIUM
        message = f"{facts.quarter.label}已过，任务中仍有部分尚未启动"
    if demand_of(facts.text) is Demand.EFFORT:
        severity = at_most(severity, Severity.MEDIUM)
    yield Signal(SignalCode.NOT_STARTED, severity, message, _quotes(clauses))


def _is_minor(clauses: list[Clause], share: float, reading: Reading, rules: Rules) -> bool:
    """One of many: it weighs less than the whole task not being started."""
    return len(clauses) / len(reading.clauses) <= rules.minor_share and share <= rules.minor_share


def _preparing(facts: Facts, rules: Rules, reading: Reading) -> Iterator[Signal]:
    clauses = reading.at(Stage.PREPARING)
    demand = demand_of(facts.text)
    if not clauses or facts.months < rules.preparing_months:
        return
    if reading.highest <= Stage.PREPARING:
        severity, message = _wholly(demand), "通篇只有前期工作，没有实质推进"
    else:
        severity = _partly(demand, reading)
        message = "任务中仍有部分停留在前期工作"
    if severity is None:
        return
    if facts.months >= rules.preparing_months + rules.red_after_months and demand is Demand.RESULT:
        severity = one_up(severity)
    yield Signal(SignalCode.PREPARING, severity, f"{facts.quarter.label}已过，{message}", _quotes(clauses))


def _wholly(demand: Demand) -> Severity:
    return Severity.LOW if demand is Demand.EFFORT else Severity.MEDIUM


def _partly(demand: Demand, reading: Reading) -> Severity | None:
    if demand is Demand.EFFORT:
        return None
    is_much = reading.share_of_topics(Stage.PREPARING) >= HALF
    return Severity.MEDIUM if is_much and demand is Demand.RESULT else Severity.LOW


def _only_planned(facts: Facts, rules: Rules) -> Iterator[Signal]:
    """The only figure for a promise is a planned one: nothing of it has been done."""
    for indicator in facts.indicators:
        is_planned = indicator.value is not None and indicator.state is FigureState.PLANNED
        if is_planned and facts.months >= rules.preparing_months and indicator.confidence >= rules.confidence:
            message = f"“{indicator.measure}”只有计划数 {plain(indicator.value)}{indicator.unit}，没有完成数"
            yield Signal(SignalCode.PREPARING, Severity.MEDIUM, message, quote_of(indicator, facts))


def _quotes(clauses: list[Clause]):
    return tuple(quoted(clause) for clause in clauses[:MOST_QUOTES])
