"""累计数下降 and 退出或终止: signals for figures that decreased and for projects withdrawn, terminated or refused."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.behind import is_usable
from tasks.assessing.lagging.clauses import REACH, Clause, find_asserted_cue
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import iterate_clauses, quote_clause, quote_figure
from tasks.assessing.lagging.records import PROBLEM, PROGRESS, Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage
from tasks.decimals import format_amount
from tasks.enums import Severity

# 退出机制 and 依法退出 name a policy, not the loss of a project
_POLICY_AFTER = re.compile(r"(?:机制|制度|办法|政策|通道|程序|案件|序列|贫困|市场)")
_POLICY_BEFORE = re.compile(r"(?:推动|引导|有序|依法|倒逼|关停|加快|平稳|市场化|腾|落后产能)[^，。；]{0,4}$")


def detect_setbacks(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects figures that decreased and projects that were lost."""
    yield from _detect_fallen_figures(facts, rules)
    yield from _detect_withdrawn(facts, rules, reading)


def _detect_fallen_figures(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    for indicator in facts.indicators:
        before = indicator.previous
        if before is None or not indicator.is_accumulated or not is_usable(indicator, rules):
            continue
        if indicator.reported < before:
            message = f"“{indicator.measure}”累计数比上期减少"
            arithmetic = f"上期 {format_amount(before)}{indicator.unit}，本期 {format_amount(indicator.reported)}{indicator.unit}"
            quotes = quote_figure(indicator, facts)
            yield Signal(SignalCode.FIGURE_FELL, Severity.MEDIUM, message, quotes, arithmetic)


def _detect_withdrawn(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects lost projects: one signal for all, heavy unless another sentence reports work under way or done."""
    words = tuple(word for word in rules.withdrawn if word not in facts.text)
    lost = [(clause, source) for clause, source in iterate_clauses(facts, PROGRESS, PROBLEM) if _is_lost(clause, words)]
    if not lost:
        return
    sentences = {clause.sentence for clause, source in lost if source == PROGRESS}
    goes_on = any(
        stage >= WorkStage.BUILDING and clause.sentence not in sentences for clause, stage in reading.stages.items()
    )
    severity = Severity.MEDIUM if goes_on else Severity.HIGH
    quotes = tuple(quote_clause(clause, source) for clause, source in lost)
    yield Signal(SignalCode.WITHDRAWN, severity, "有项目退出、终止或未获批准，请核实是否影响任务完成", quotes)


def _is_lost(clause: Clause, words: tuple[str, ...]) -> bool:
    hit = find_asserted_cue(clause, words)
    if hit is None:
        return False
    before = clause.text[max(0, hit.start() - REACH) : hit.start()]
    return not _POLICY_AFTER.match(clause.text, hit.end()) and not _POLICY_BEFORE.search(before)
