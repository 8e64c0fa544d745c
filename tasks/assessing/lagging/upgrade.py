"""State upgraded: what was applied for, designed or expected, counted as done."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, demand_of
from tasks.assessing.lagging.evidence import plain, quote_of, quoted
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import Rules
from tasks.assessing.lagging.stages import Reading, Stage
from tasks.enums import FigureState, Outcome, Severity

_EXPECTING = re.compile(r"预计|有望|力争|预期|计划|拟")


def signals(facts: Facts, rules: Rules, reading: Reading) -> Iterator[Signal]:
    """Expected figures counted, and papers called completion."""
    yield from _expected_figures(facts, rules)
    if facts.is_whole_year or facts.claim is Outcome.REACHED:
        yield from _papers(facts, reading)


def _expected_figures(facts: Facts, rules: Rules) -> Iterator[Signal]:
    for indicator in facts.indicators:
        if indicator.value is None or indicator.confidence < rules.confidence:
            continue
        is_counted = indicator.state is FigureState.ACHIEVED and _EXPECTING.search(indicator.quote)
        is_estimate = indicator.state is FigureState.ESTIMATED and facts.is_whole_year
        if (is_counted and indicator.is_confirmed) or is_estimate:
            message = (
                f"“{indicator.measure}”的 {plain(indicator.value)}{indicator.unit} 是预计数，不能计作完成"
            )
            yield Signal(SignalCode.UPGRADED, Severity.MEDIUM, message, quote_of(indicator, facts))


def _papers(facts: Facts, reading: Reading) -> Iterator[Signal]:
    """Reported as reached, or the year is over, and the text comes no further than papers."""
    clauses = reading.at(Stage.PREPARING) + reading.at(Stage.NOT_STARTED)
    if not clauses or reading.highest > Stage.PREPARING or demand_of(facts.text) is Demand.EFFORT:
        return
    claimed = facts.claim is Outcome.REACHED
    code = SignalCode.UPGRADED if claimed else SignalCode.NOT_REACHED
    message = "报为已完成，所述只是前期工作或申报" if claimed else "全年已过，所述只是前期工作或申报"
    yield Signal(code, Severity.HIGH, message, tuple(quoted(clause) for clause in clauses[:4]))
