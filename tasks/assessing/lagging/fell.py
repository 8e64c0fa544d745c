"""Fell back: a cumulative figure below the last period's; a project withdrawn, terminated, refused."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.behind import is_usable
from tasks.assessing.lagging.clauses import REACH, Clause, clauses_of, first_asserted
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import at_most, plain, quote_of, quoted
from tasks.assessing.lagging.records import PROBLEM, PROGRESS, Facts, Signal
from tasks.assessing.lagging.rules import Rules
from tasks.assessing.lagging.stages import Reading, Stage
from tasks.enums import Severity

# 退出机制, 依法退出: a policy, not the loss of a project
_POLICY_AFTER = re.compile(r"(?:机制|制度|办法|政策|通道|程序|案件|序列|贫困|市场)")
_POLICY_BEFORE = re.compile(r"(?:推动|引导|有序|依法|倒逼|关停|加快|平稳|市场化|腾|落后产能)[^，。；]{0,4}$")


def signals(facts: Facts, rules: Rules, reading: Reading) -> Iterator[Signal]:
    """Falling figures and lost projects."""
    yield from _fallen_figures(facts, rules)
    yield from _withdrawn(facts, rules, reading)


def _fallen_figures(facts: Facts, rules: Rules) -> Iterator[Signal]:
    for indicator in facts.indicators:
        before = indicator.previous
        if before is None or not indicator.is_accumulated or not is_usable(indicator, rules):
            continue
        if indicator.reported < before:
            light = Severity.HIGH if indicator.confidence >= rules.sure else Severity.MEDIUM
            message = f"“{indicator.measure}”累计数比上期减少"
            arithmetic = (
                f"上期 {plain(before)}{indicator.unit}，本期 {plain(indicator.reported)}{indicator.unit}"
            )
            severity = at_most(light, Severity.MEDIUM)
            yield Signal(SignalCode.FIGURE_FELL, severity, message, quote_of(indicator, facts), arithmetic)


def _withdrawn(facts: Facts, rules: Rules, reading: Reading) -> Iterator[Signal]:
    """One signal for all lost projects; heavy when nothing else of the task is being built."""
    words = tuple(word for word in rules.withdrawn if word not in facts.text)
    lost = [
        (clause, source)
        for source, text in ((PROGRESS, facts.progress), (PROBLEM, facts.problem))
        for clause in clauses_of(text)
        if _is_lost(clause, words)
    ]
    if not lost:
        return
    sentences = {clause.sentence for clause, source in lost if source == PROGRESS}
    goes_on = any(
        one.stage >= Stage.BUILDING and one.clause.sentence not in sentences for one in reading.clauses
    )
    severity = Severity.MEDIUM if goes_on else Severity.HIGH
    quotes = tuple(quoted(clause, source) for clause, source in lost)
    yield Signal(SignalCode.WITHDRAWN, severity, "有项目退出、终止或未获批准，请核实是否影响任务完成", quotes)


def _is_lost(clause: Clause, words: tuple[str, ...]) -> bool:
    hit = first_asserted(clause, words)
    if hit is None:
        return False
    before = clause.text[max(0, hit.start() - REACH) : hit.start()]
    return not _POLICY_AFTER.match(clause.text, hit.end()) and not _POLICY_BEFORE.search(before)
