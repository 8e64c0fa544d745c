"""形象进度落后: compares stated shares of work (完成总工程量的40%, 完成年度计划的31%) with the time passed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging.clauses import Clause, find_asserted_cue, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import quote_clause, quote_clauses
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import ProgressStages, WorkStage
from tasks.decimals import format_amount, format_percent
from tasks.enums import Severity

_SHARE = r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]"
_OF_YEAR = re.compile(
    rf"(?:全年|年度|年初|年)[^，。；（(]{{0,6}}(?:目标|任务|计划|预算|指标)[^，。；]{{0,12}}?的?{_SHARE}"
)
_DONE_SHARE = re.compile(rf"(?:完成|达到?|累计|至|形象进度)[^，。；、]{{0,14}}?{_SHARE}")
_SITE = re.compile(
    r"工程|主体|施工|进度|总量|形象|基础|结构|路基|桥|隧道|管网|桩|土方|土石方|修复|建设|项目|站|渠|坝|道|楼|挡墙|总体|整体"
)
_NOT_WORK = re.compile(r"率|同比|增长|下降|占比|比例|比重|任务|目标|预算|计划|资金|投资|覆盖|面积|满意|合格")
# the share of a finishing trade (主体完工, 绿化完成30%) says nothing about the whole building
_LATE_TRADE = re.compile(r"装修|装饰|智能化|泛光|景观|绿化|设备|亮化|幕墙|安装|软装|收尾|家具")
_WHOLE = re.compile(r"新建|扩建|建成|完成|完工|竣工|通车|投用|投产|投运|交付|开通|达产")


def detect_work_delays(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects shares of the year's work and, if the task wants something finished, of the site work that are behind."""
    yield from _detect_year_share_gaps(facts, rules)
    if _WHOLE.search(facts.text):
        yield from _detect_site_share_gaps(facts, rules)
        yield from _detect_first_works(facts, rules, reading)


def _detect_year_share_gaps(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects stated shares of the year's target (完成全年任务的45.38%) that are behind the time passed."""
    for clause in list_clauses(facts.progress):
        found = None if "控制" in clause.text else _OF_YEAR.search(clause.text)
        if found and (gap := _compute_gap(found[1], facts)) > rules.tolerance:
            severity = Severity.MEDIUM if gap >= rules.yellow else Severity.LOW
            message = f"自述完成年度任务 {found[1]} %，落后时间进度 {format_amount(gap)} 个百分点"
            arithmetic = _format_arithmetic(found[1], facts)
            yield Signal(SignalCode.BEHIND_COURSE, severity, message, (quote_clause(clause),), arithmetic)


def _detect_site_share_gaps(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    shares = [(clause, share) for clause in list_clauses(facts.progress) if (share := _find_site_share(clause))]
    late = [(clause, share) for clause, share in shares if _compute_gap(share, facts) >= rules.yellow]
    if not late:
        return
    is_minor = len(late) == 1 and Decimal(1) / len(shares) <= rules.minor_share
    severity = Severity.LOW if is_minor else Severity.MEDIUM
    lowest = min((share for _clause, share in late), key=Decimal)
    message = f"在建工程中有 {len(late)} 处形象进度落后时间进度，最低 {lowest} %"
    quotes = quote_clauses([clause for clause, _share in late])
    yield Signal(SignalCode.WORK_BEHIND, severity, message, quotes, _format_arithmetic(lowest, facts))


def _detect_first_works(facts: Facts, rules: LaggingRules, reading: ProgressStages) -> Iterator[Signal]:
    """Detects work that is still earthworks after ``preparing_months`` although the task wants it built."""
    built = reading.list_clauses_at(WorkStage.BUILDING)
    if not built or reading.highest is WorkStage.DONE or facts.months < rules.preparing_months:
        return
    # fitters that move in (装饰已进场) are no early work
    if all(find_asserted_cue(clause, rules.early_works) and not _LATE_TRADE.search(clause.text) for clause in built):
        message = f"{facts.quarter.label}已过，任务要求建成，工程仍在施工初期"
        early = [clause for clause in list_clauses(facts.progress) if find_asserted_cue(clause, rules.early_works)]
        yield Signal(SignalCode.WORK_BEHIND, Severity.MEDIUM, message, quote_clauses(early))


def is_site_on_course(facts: Facts) -> bool:
    """Tells whether the text states shares of the site work (总体完成工程量的58%) and none is behind the time passed."""
    shares = [share for clause in list_clauses(facts.progress) if (share := _find_site_share(clause))]
    return bool(shares) and all(_compute_gap(share, facts) <= 0 for share in shares)


def _find_site_share(clause: Clause) -> str | None:
    found = _DONE_SHARE.search(clause.text)
    if found is None or not _SITE.search(clause.text):
        return None
    return None if _NOT_WORK.search(clause.text) or _LATE_TRADE.search(clause.text) else found[1]


def _compute_gap(share: str, facts: Facts) -> Decimal:
    return facts.time_share * 100 - Decimal(share)


def _format_arithmetic(share: str, facts: Facts) -> str:
    return f"完成 {share} %，时间进度 {format_percent(facts.time_share)}"
