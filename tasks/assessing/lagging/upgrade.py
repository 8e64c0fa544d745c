"""状态拔高 and 全年未完成: signals for expected figures counted as done, and for a year that ends with preparatory work."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, get_highest_demand
from tasks.assessing.lagging.evidence import quote_clauses, quote_figure
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage
from tasks.decimals import format_amount
from tasks.enums import FigureState, Severity

_EXPECTING = re.compile(r"预计|有望|力争|预期|计划|拟")


def detect_upgraded_states(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects expected figures counted as done and, for the whole year, texts that report only preparatory work."""
    yield from _detect_expected_figures(facts, rules)
    if facts.is_whole_year:
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
    clauses = reading.list_clauses_at(WorkStage.PREPARING) + reading.list_clauses_at(WorkStage.NOT_STARTED)
    if not clauses or reading.highest > WorkStage.PREPARING or get_highest_demand(facts.text) is Demand.EFFORT:
        return
    message = "全年已过，所述只是前期工作或申报"
    yield Signal(SignalCode.NOT_REACHED, Severity.HIGH, message, quote_clauses(clauses))
