"""State upgraded: what was applied for, designed or expected, counted as done."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, get_highest_demand
from tasks.assessing.lagging.evidence import format_amount, quote_clause, quote_figure
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage
from tasks.enums import FigureState, Outcome, Severity

_EXPECTING = re.compile(r"预计|有望|力争|预期|计划|拟")


def detect_upgraded_states(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Expected figures counted, and papers called completion."""
    yield from _detect_expected_figures(facts, rules)
    if facts.is_whole_year or facts.claim is Outcome.REACHED:
        yield from _detect_papers(facts, reading)


def _detect_expected_figures(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    for indicator in facts.indicators:
        if indicator.value is None or indicator.confidence < rules.confidence:
            continue
        is_counted = indicator.state is FigureState.ACHIEVED and _EXPECTING.search(indicator.quote)
        is_estimate = indicator.state is FigureState.ESTIMATED and facts.is_whole_year
        if (is_counted and indicator.is_confirmed) or is_estimate:
            message = f"“{indicator.measure}”的 {format_amount(indicator.value)}{indicator.unit} 是预计数，不能计作完成"
            yield Signal(SignalCode.UPGRADED, Severity.MEDIUM, message, quote_figure(indicator, facts))


def _detect_papers(facts: Facts, reading: ProgressStages) -> Iterator[Signal]:
    """Reported as reached, or the year is over, and the text comes no further than papers."""
    clauses = reading.list_clauses_at(WorkStage.PREPARING) + reading.list_clauses_at(WorkStage.NOT_STARTED)
    if (
        not clauses
        or reading.highest > WorkStage.PREPARING
        or get_highest_demand(facts.text) is Demand.EFFORT
    ):
        return
    claimed = facts.claim is Outcome.REACHED
    code = SignalCode.UPGRADED if claimed else SignalCode.NOT_REACHED
    message = "报为已完成，所述只是前期工作或申报" if claimed else "全年已过，所述只是前期工作或申报"
    yield Signal(code, Severity.HIGH, message, tuple(quote_clause(clause) for clause in clauses[:4]))
