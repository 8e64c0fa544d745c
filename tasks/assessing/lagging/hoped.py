"""仍在前期 and 低于目标: what the figures of a text say beside those that answer the task: hopes, and falls where growth is asked."""

from collections.abc import Iterator

from tasks.assessing.lagging.behind import is_usable
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.evidence import MOST_QUOTES
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Quote, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.silence import compute_pair_share
from tasks.assessing.quantities import Figure, is_on_other_basis, read_stated_figures
from tasks.decimals import format_amount
from tasks.enums import FigureState, IndicatorKind, Severity


def detect_hoped_figures(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects numbers that something unfinished may bring, and falls of what was each to grow."""
    figures: tuple[Figure, ...] = ()
    for indicator in facts.indicators:
        is_each = _is_each(indicator, facts)
        if is_usable(indicator, rules) and not is_each:
            continue
        figures = figures or read_stated_figures(facts.progress)
        if indicator.kind is IndicatorKind.CUMULATIVE:
            yield from _detect_hopes(indicator, [one for one in figures if one.is_hoped], facts, rules)
        elif indicator.kind is IndicatorKind.GROWTH and indicator.target > 0:
            yield from _detect_falls(indicator, figures, facts, rules)
            yield from _detect_other_basis(indicator, figures, facts, rules)


def _is_each(indicator: IndicatorFacts, facts: Facts) -> bool:
    """Tells whether each of several is to grow (4个重点行业用电均增长10%), so that one figure is not enough."""
    if indicator.kind is not IndicatorKind.GROWTH or indicator.span is None:
        return False
    before = facts.text[max(0, indicator.span[0] - 12) : indicator.span[0]]
    return "均" in before and "平均" not in before and "人均" not in before


def _detect_hopes(
    indicator: IndicatorFacts, hoped: list[Figure], facts: Facts, rules: LaggingRules
) -> Iterator[Signal]:
    named = [
        one
        for one in hoped
        if one.unit == indicator.unit and compute_pair_share(indicator.measure, one.sentence) >= rules.echo
    ]
    if not named or (not facts.is_whole_year and facts.months < rules.preparing_months):
        return
    message = f"“{indicator.measure}”的数只是建成后可有的，没有完成数"
    code, severity = (
        (SignalCode.NOT_REACHED, Severity.HIGH) if facts.is_whole_year else (SignalCode.PREPARING, Severity.MEDIUM)
    )
    yield Signal(code, severity, message, _quote(named, facts))


def _detect_falls(
    indicator: IndicatorFacts, figures: tuple[Figure, ...], facts: Facts, rules: LaggingRules
) -> Iterator[Signal]:
    fallen = [
        one
        for one in figures
        if one.kind is IndicatorKind.GROWTH
        and one.value < 0
        and one.state is FigureState.ACHIEVED
        and compute_pair_share(indicator.measure, one.sentence) >= rules.echo
    ]
    if not fallen:
        return
    code = SignalCode.NOT_REACHED if facts.is_whole_year else SignalCode.BELOW_TARGET
    message = f"“{indicator.measure}”应增长，所述有 {len(fallen)} 个数下降"
    yield Signal(code, Severity.MEDIUM, message, _quote(fallen, facts))


def _detect_other_basis(
    indicator: IndicatorFacts, figures: tuple[Figure, ...], facts: Facts, rules: LaggingRules
) -> Iterator[Signal]:
    """Detects a growth on another basis (产值 for 增加值) that is itself far below the target."""
    short = [
        one
        for one in figures
        if one.kind is IndicatorKind.GROWTH
        and one.unit == indicator.unit
        and 0 <= one.value <= indicator.target - rules.level_tolerance
        and is_on_other_basis(indicator.measure, one.measure)
        and compute_pair_share(indicator.measure, one.sentence) >= rules.echo
    ]
    if not short or is_usable(indicator, rules):
        return
    message = f"“{indicator.measure}”只报了另一口径的增速 {format_amount(short[0].value)}{short[0].unit}，也低于目标 {format_amount(indicator.target)}{indicator.unit}"
    code = SignalCode.NOT_REACHED if facts.is_whole_year else SignalCode.BELOW_TARGET
    yield Signal(code, Severity.MEDIUM, message, _quote(short, facts))


def _quote(figures: list[Figure], facts: Facts) -> tuple[Quote, ...]:
    texts = dict.fromkeys(one.quote for one in figures)
    starts = {text: facts.progress.find(text) for text in texts}
    return tuple(Quote(text, at, at + len(text)) for text, at in starts.items() if at >= 0)[:MOST_QUOTES]
