"""自述差距 and 受外部制约: signals for what the unit itself says about a lag or a hindrance."""

from collections.abc import Iterator

from tasks.assessing.lagging.clauses import find_asserted_cue
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import MOST_QUOTES, iterate_clauses, quote_clause
from tasks.assessing.lagging.records import PROBLEM, PROGRESS, Facts, Quote, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.enums import Severity


def detect_admissions(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects admitted gaps and hindrances in the progress and in the problems."""
    admitted = _quote_cue_clauses(facts, rules.admitted)
    if admitted:
        yield Signal(SignalCode.ADMITTED, Severity.MEDIUM, "单位自述存在差距或难以完成", admitted)
    blocked = _quote_cue_clauses(facts, rules.blocked)
    if blocked:
        yield Signal(SignalCode.BLOCKED, Severity.LOW, "推进受外部因素制约，可考虑协调帮助", blocked)


def _quote_cue_clauses(facts: Facts, cues: tuple[str, ...]) -> tuple[Quote, ...]:
    quotes = [
        quote_clause(clause, source)
        for clause, source in iterate_clauses(facts, PROGRESS, PROBLEM)
        if find_asserted_cue(clause, cues)
    ]
    return tuple(quotes[:MOST_QUOTES])
