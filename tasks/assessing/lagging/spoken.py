"""What the unit itself says: that it lags, or that others hold it up."""

from collections.abc import Iterator

from tasks.assessing.lagging.clauses import Clause, clauses_of, first_asserted
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import quoted
from tasks.assessing.lagging.records import PROBLEM, PROGRESS, Facts, Quote, Signal
from tasks.assessing.lagging.rules import Rules
from tasks.enums import Severity


def signals(facts: Facts, rules: Rules) -> Iterator[Signal]:
    """Admissions and hindrances, in the progress and in the problem field."""
    admitted = _said(facts, rules.admitted)
    if admitted:
        yield Signal(SignalCode.ADMITTED, Severity.MEDIUM, "单位自述存在差距或难以完成", _quotes(admitted))
    blocked = _said(facts, rules.blocked)
    if blocked:
        message = "推进受外部因素制约，可考虑协调帮助"
        yield Signal(SignalCode.BLOCKED, Severity.LOW, message, _quotes(blocked))


def _said(facts: Facts, cues: tuple[str, ...]) -> list[tuple[Clause, str]]:
    return [
        (clause, source)
        for source, text in ((PROGRESS, facts.progress), (PROBLEM, facts.problem))
        for clause in clauses_of(text)
        if first_asserted(clause, cues)
    ]


def _quotes(said: list[tuple[Clause, str]]) -> tuple[Quote, ...]:
    return tuple(quoted(clause, source) for clause, source in said[:4])
