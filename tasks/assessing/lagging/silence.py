"""未填报, 自述无进展, 与上期雷同, 量化指标未报数, 部分任务未提及: signals for what an entry does not report."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from tasks.assessing.lagging import works
from tasks.assessing.lagging.clauses import find_asserted_cue, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import TaskClause, list_task_clauses
from tasks.assessing.lagging.evidence import quote_clause, quote_commitment
from tasks.assessing.lagging.records import TASK, Facts, IndicatorFacts, Quote, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.likeness import is_hardly_changed
from tasks.enums import Comparison, IndicatorKind, Severity

HALF = 0.5
_RATES = (IndicatorKind.GROWTH, IndicatorKind.LEVEL)
_NOISE = re.compile(r"[\s•·“”\"'‘’《》()（）、，,。；;：:—\-－一的]")
_PHASE = re.compile(r"[一二三四五\d]期(?=工程|项目)?")
_DUE_MONTH = re.compile(
    r"(?<![\d.-])(1[0-2]|[1-9])月(?:份|底|末|初|中旬|上旬|下旬)?之?前?(?:投入使用|投用|建成|完成|交付|开园|开学|开放|通车|竣工|完工|启用|投产)"
)
_ALL_DONE = re.compile(r"全部(?:完成|完工|建成|办结|到位|落实|整改|清零|销号)|已清零|全面完成|均已?(?:完成|完工|建成)")


def detect_silence(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects what is not reported; for an empty progress text only ``NO_ENTRY``."""
    if not facts.progress.strip():
        if facts.is_filed or facts.is_past_filing:
            yield Signal(SignalCode.NO_ENTRY, Severity.MEDIUM, f"{facts.quarter.label}没有填报进展")
        return
    yield from _detect_no_progress(facts, rules)
    yield from _detect_unchanged(facts, rules)
    yield from _detect_no_figure(facts, rules)
    yield from _detect_unmentioned(facts, rules)


def _detect_no_progress(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    clauses = list_clauses(facts.progress)
    said = [clause for clause in clauses if find_asserted_cue(clause, rules.no_progress)]
    if said:
        severity = Severity.HIGH if len(said) / len(clauses) >= HALF else Severity.MEDIUM
        message = "单位自述没有进展"
        quotes = tuple(quote_clause(clause) for clause in said)
        yield Signal(SignalCode.NO_PROGRESS, severity, message, quotes)


def _detect_unchanged(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    before = facts.previous_progress
    if before is not None and is_hardly_changed(before, facts.progress, at_least=rules.similar):
        yield Signal(SignalCode.UNCHANGED, Severity.MEDIUM, "进展文字与上期几乎相同")


def _detect_no_figure(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    asked = [one for one in facts.indicators if one.kind is not IndicatorKind.EVENT and not _asks_for_none(one)]
    silent = [one for one in asked if one.value is None or one.confidence < rules.confidence]
    if not silent or _ALL_DONE.search(facts.progress):
        return
    names = "、".join(f"“{one.measure}”" for one in silent if one.measure) or "量化任务"
    quotes = tuple(quote for one in silent for quote in quote_commitment(one, facts))
    severity = _grade_missing_figures(silent, asked, facts, rules)
    yield Signal(SignalCode.NO_FIGURE, severity, f"{names}没有报出可对照的数", quotes)


def _asks_for_none(indicator: IndicatorFacts) -> bool:
    """Tells whether nothing of a kind is to be left or to happen (清零, 零发生), for which a report gives no number."""
    return indicator.comparison is Comparison.AT_MOST and indicator.target == 0 and not indicator.unit


def _grade_missing_figures(
    silent: list[IndicatorFacts], asked: list[IndicatorFacts], facts: Facts, rules: LaggingRules
) -> Severity:
    """Grades missing figures: medium if the text can hardly have answered without them, else light.

    Medium are: a confirmed indicator; a rate; a task of which no commitment is answered; a measure whose words the
    progress does not mention. Only the first counts early in the year, or while the whole site work is on course.
    """
    if any(one.is_confirmed for one in silent):
        return Severity.MEDIUM
    is_one_thing = len(asked) == len(list_task_clauses(facts.text)) == 1
    if _is_early(facts, rules) or (is_one_thing and works.is_site_on_course(facts)):
        return Severity.LOW
    if any(one.kind in _RATES for one in silent):
        return Severity.MEDIUM
    whole = [one for one in silent if one.unit]  # a commitment that has lost its unit cannot be compared
    parts = list_task_clauses(facts.text)
    if whole and (len(whole) == len(asked) >= len(parts) or len(whole) == len(asked) > 1):
        return Severity.MEDIUM
    pairs = _build_pairs(facts.progress)
    is_unspoken = len(parts) > 1 and any(
        _compute_mention_share(one.measure, pairs) < rules.echo for one in whole if one.measure
    )
    return Severity.MEDIUM if is_unspoken else Severity.LOW


def _is_early(facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether it is before ``preparing_months`` or before the month that the task itself names (9月投入使用)."""
    if facts.months < rules.preparing_months:
        return True
    months = [facts.quarter.rhythm.count_passed(int(found[1])) for found in _DUE_MONTH.finditer(facts.text)]
    return bool(months) and min(months) > facts.months


def _detect_unmentioned(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects names of firm task clauses that the progress does not mention.

    It is a light signal if none of several names is mentioned, since the text may paraphrase them. A single name that
    is not mentioned gives no signal.
    """
    pairs = _build_pairs(facts.progress)
    answered = [one.span[0] for one in facts.indicators if one.span and one.value is not None]
    parts = [part for part in list_task_clauses(facts.text) if part.is_firm and not _is_answered(part, answered)]
    spoken, missing = 0, []
    for part in parts:
        silent = [name for name in part.names if not _is_mentioned(name[0], facts.progress, pairs, rules)]
        spoken += len(part.names) - len(silent)
        if not part.any_of or len(silent) == len(part.names):
            missing += silent[:1] if part.any_of else silent
    if not missing or not (spoken or len(missing) > 1):
        return
    severity = Severity.MEDIUM if spoken else Severity.LOW
    quotes = tuple(Quote(name, start, start + len(name), TASK) for name, start in missing)
    names = "、".join(f"“{name}”" for name, _start in missing)
    yield Signal(SignalCode.UNMENTIONED, severity, f"进展中没有提到{names}", quotes)


def _is_answered(part: TaskClause, answered: list[int]) -> bool:
    return any(part.start <= start < part.start + len(part.text) for start in answered)


def _is_mentioned(name: str, progress: str, pairs: frozenset[str], rules: LaggingRules) -> bool:
    """Tells whether the progress contains enough of a name, or its phase: 一期已投产 mentions 某某产业园一期."""
    phase = _PHASE.search(name)
    return _compute_mention_share(name, pairs) >= rules.echo or bool(phase and phase[0] in progress)


def compute_pair_share(name: str, text: str) -> Decimal:
    """Computes the share of the pairs of characters of a name that a text contains, 0 to 1."""
    return _compute_mention_share(name, _build_pairs(text))


def _compute_mention_share(name: str, pairs: frozenset[str]) -> Decimal:
    own = _build_pairs(name)
    return Decimal(len(own & pairs)) / len(own) if own else Decimal(1)


@lru_cache(maxsize=512)
def _build_pairs(text: str) -> frozenset[str]:
    bare = _NOISE.sub("", text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
