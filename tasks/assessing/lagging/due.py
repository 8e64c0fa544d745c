"""逾期未完成 and 临近时限: compares the item's own deadline with what is reported as done."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.behind import compute_expected_at, is_growing_from_zero, is_usable
from tasks.assessing.lagging.clauses import Clause, find_asserted_cue, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import quote_clauses
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage, is_planned
from tasks.enums import FigureState, Severity
from tasks.periods import format_chinese_date

_UNFINISHED = re.compile(
    r"正在|在建|预计|预期|力争|争取|计划|拟于|[待需]|剩余|其余|余下|尚未|暂未|未完成|未办结|滞后|推进中|有序推进|初稿|初步|备选"
    r"|征求意见|报.{0,8}(?:审批|审定|审核)"
)
_SHARE = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?)\s*[%％]")
_OF_WORK = re.compile(r"工程量|形象进度|总量|任务|工程")
_START = re.compile(r"开工|动工|开建|启动")
_DENIED = re.compile(r"[未待没]|力争|争取|计划")
_FINISH = re.compile(
    r"建成|完成|完工|竣工|投用|投产|投运|通车|开通|交付|使用|办结|清零|出台|印发|实现|启用|上线|挂牌|新增|新建"
)


def detect_missed_deadlines(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects a deadline that has passed without completion, and one close ahead that the course does not reach."""
    left = facts.days_to_due
    if left is None or facts.due is None or left > rules.due_soon_days:
        return
    if not facts.is_filed and not facts.is_past_filing:
        return
    if is_completed(facts, rules, reading):
        return
    day = format_chinese_date(facts.due)
    quotes = quote_clauses(_list_unfinished(facts.progress))
    if left < 0:
        yield Signal(SignalCode.OVERDUE, Severity.HIGH, f"时限 {day} 已过 {-left} 天，没有完成的报告", quotes)
    elif not _is_on_course(facts, rules, reading):
        yield Signal(SignalCode.DUE_SOON, Severity.MEDIUM, f"距时限 {day} 还有 {left} 天，按目前进度难以完成", quotes)


def is_completed(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> bool:
    """Tells whether the progress text reports the task as done.

    Figures decide where there are any: all must have reached their targets. Otherwise the words decide: something is
    reported as done, and nothing as under way, planned or left over.
    """
    figures = [one for one in facts.indicators if is_growing_from_zero(one) and is_usable(one, rules)]
    if figures:
        return all(_is_reached(one) for one in figures)
    if _START.search(facts.text) and not _FINISH.search(facts.text):
        return _is_reported(_START, facts.progress)
    asked = re.compile("|".join(dict.fromkeys(_FINISH.findall(facts.text))) or "(?!)")
    is_done = reading.highest is WorkStage.DONE or _is_reported(asked, facts.progress)
    return is_done and not _list_unfinished(facts.progress)


def _is_reached(indicator: IndicatorFacts) -> bool:
    return indicator.state is not FigureState.UNDERWAY and indicator.reported >= indicator.target


def _is_reported(words: re.Pattern[str], progress: str) -> bool:
    """Tells whether a clause reports one of the words that the task asks for, neither planned nor denied."""
    return any(
        not is_planned(before := clause.text[: found.start()]) and not _DENIED.search(before)
        for clause in list_clauses(progress)
        for found in words.finditer(clause.text)
    )


def _list_unfinished(progress: str) -> list[Clause]:
    """Lists the clauses that report something as under way, planned, left over or done in part."""
    return [clause for clause in list_clauses(progress) if _is_unfinished(clause.text)]


def _is_unfinished(text: str) -> bool:
    return bool(_UNFINISHED.search(text) or (_SHARE.search(text) and _OF_WORK.search(text)))


def _is_on_course(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> bool:
    """Tells whether every figure is on its course to the deadline; without figures, whether the work is being built."""
    figures = [one for one in facts.indicators if is_growing_from_zero(one) and is_usable(one, rules)]
    if figures:
        return all(_is_figure_on_course(one, facts) for one in figures)
    admitted = any(find_asserted_cue(clause, rules.admitted) for clause in list_clauses(facts.progress))
    return reading.highest >= WorkStage.BUILDING and not admitted


def _is_figure_on_course(indicator: IndicatorFacts, facts: Facts) -> bool:
    expected = compute_expected_at(indicator, facts.quarter.number, facts.time_share)
    return expected is None or indicator.reported >= expected
