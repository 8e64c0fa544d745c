"""What the unit itself says: that it lags, or that others hold it up."""

from collections.abc import Iterator

from tasks.assessing.lagging.clauses import Clause, find_asserted_cue, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import quote_clause
from tasks.assessing.lagging.records import PROBLEM, PROGRESS, Facts, Quote, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.enums import Severity


def detect_admissions(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Admissions and hindrances, in the progress and in the problem field."""
    admitted = _list_cue_clauses(facts, rules.admitted)
    if admitted:
        yield Signal(
            SignalCode.ADMITTED, Severity.MEDIUM, "单位自述存在差距或难以完成", _quote_clauses(admitted)
        )
    blocked = _list_cue_clauses(facts, rules.blocked)
    if blocked:
        message = "推进受外部因素制约，可考虑协调帮助"
        yield Signal(SignalCode.BLOCKED, Severity.LOW, message, _quote_clauses(blocked))


def _list_cue_clauses(facts: Facts, cues: tuple[str, ...]) -> list[tuple[Clause, str]]:
    return [
        (clause, source)
        for source, text in ((PROGRESS, facts.progress), (PROBLEM, facts.problem))
        for clause in list_clauses(text)
        if find_asserted_cue(clause, cues)
    ]


def _quote_clauses(said: list[tuple[Clause, str]]) -> tuple[Quote, ...]:
    return tuple(quote_clause(clause, source) for clause, source in said[:4])
