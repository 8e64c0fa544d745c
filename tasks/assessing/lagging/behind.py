"""Behind time: a figure held against the course its kind allows.

Cumulative figures and amounts to be cut are held against the expected share of the target; growth rates and shares
against the target itself, never scaled by months; ceilings the other way round. In a whole year there is no course
any more: reached or not.
"""

from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, demand_at
from tasks.assessing.lagging.evidence import at_most, percent, plain, quote_of
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Signal
from tasks.assessing.lagging.rules import Rules
from tasks.enums import Comparison, Course, FigureState, IndicatorKind, Severity

HUNDRED = Decimal(100)
PERCENT = ("%", "％")


def signals(facts: Facts, rules: Rules) -> Iterator[Signal]:
    """The signals of every indicator that has a figure the rules trust."""
    for indicator in facts.indicators:
        if is_usable(indicator, rules):
            yield from _held(indicator, facts, rules)


def is_usable(indicator: IndicatorFacts, rules: Rules) -> bool:
    """Whether there is a figure, read surely enough, that speaks of done work or work under way."""
    known = indicator.value is not None and indicator.confidence >= rules.confidence
    return known and indicator.state is not FigureState.PLANNED


def expected(indicator: IndicatorFacts, facts: Facts) -> Decimal | None:
    """The value the course expects by the end of the window, in the indicator's unit; None where it expects none."""
    return expected_at(indicator, facts.quarter.number)


def expected_at(indicator: IndicatorFacts, number: int) -> Decimal | None:
    """The same at the end of period ``number``, 1 (一季度) to 4 (全年); for drawing the whole course."""
    if number == 4:
        return indicator.target
    if indicator.course is Course.YEAR_END:
        return None
    if indicator.course is Course.QUARTERLY and len(indicator.quarter_targets) >= number:
        return indicator.quarter_targets[number - 1]
    return indicator.target * number / 4


def figures_on_course(facts: Facts, rules: Rules) -> bool:
    """Whether every promise has a figure and none of them is behind: then figures outweigh words."""
    done = (FigureState.ACHIEVED, FigureState.ESTIMATED)
    asked = facts.indicators
    if not asked or not all(is_usable(one, rules) and one.state in done for one in asked):
        return False
    return not any(signal.severity is not Severity.LOW for signal in signals(facts, rules))


def grows_from_zero(indicator: IndicatorFacts) -> bool:
    """Cumulative figures; and shares of the whole (全覆盖, 100%), which work fills up through the year."""
    is_whole = (
        indicator.kind is IndicatorKind.LEVEL and indicator.target == HUNDRED and indicator.unit in PERCENT
    )
    return indicator.is_accumulated or is_whole


def _held(indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Iterator[Signal]:
    if indicator.kind is IndicatorKind.EVENT:
        return
    if indicator.comparison is Comparison.AT_MOST:
        yield from _above(indicator, facts, rules)
    elif indicator.kind is IndicatorKind.RELATIVE:
        yield from _apart(indicator, facts, rules)
    elif grows_from_zero(indicator):
        yield from (_short if facts.is_whole_year else _behind)(indicator, facts, rules)
    else:
        yield from _below(indicator, facts, rules)


def _behind(indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Iterator[Signal]:
    course = expected(indicator, facts)
    if course is None or indicator.target <= 0:
        return
    gap = (course - indicator.reported) / indicator.target * HUNDRED
    if gap <= rules.tolerance:
        return
    elapsed = facts.quarter.share_of_year
    arithmetic = f"{_division(indicator)}，{_course_words(indicator, facts, course)}"
    message = f"{_name(indicator)}落后{_course_name(indicator)} {plain(gap)} 个百分点"
    severity = _trusted(_light(gap, rules), indicator, facts, rules)
    yield _signal(SignalCode.BEHIND_COURSE, severity, message, arithmetic, indicator, facts)
    done = indicator.reported / indicator.target
    if indicator.course is Course.LINEAR and done > 0 and elapsed < 1:
        yield from _paced(indicator, facts, rules, done, elapsed)


def _paced(
    indicator: IndicatorFacts, facts: Facts, rules: Rules, done: Decimal, elapsed: Decimal
) -> Iterator[Signal]:
    times = (1 - done) / (1 - elapsed) / (done / elapsed)
    if times < rules.red_pace:
        return
    arithmetic = (
        f"（100 % - {percent(done)}）÷ 剩余 {percent(1 - elapsed)} 时间 = 此前速度的 {plain(times)} 倍"
    )
    message = f"{_name(indicator)}要如期完成，后续速度须为此前的 {plain(times)} 倍"
    yield _signal(
        SignalCode.PACE,
        _trusted(Severity.HIGH, indicator, facts, rules),
        message,
        arithmetic,
        indicator,
        facts,
    )


def _short(indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Iterator[Signal]:
    missing = (
        (indicator.target - indicator.reported) / indicator.target * HUNDRED
        if indicator.target > 0
        else HUNDRED
    )
    allowed = rules.yellow if indicator.comparison is Comparison.ABOUT else rules.tolerance
    if indicator.target <= 0 or missing <= allowed:
        return
    message = f"{_name(indicator)}全年完成 {percent(1 - missing / HUNDRED)}，未达到目标"
    severity = _trusted(Severity.HIGH, indicator, facts, rules)
    yield _signal(SignalCode.NOT_REACHED, severity, message, _division(indicator), indicator, facts)


def _below(indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Iterator[Signal]:
    allowed = rules.level_tolerance if indicator.comparison is Comparison.ABOUT else Decimal(0)
    missing = indicator.target - indicator.reported
    if missing <= allowed:
        return
    gap = plain(missing) + (" 个百分点" if indicator.unit in PERCENT else indicator.unit)
    arithmetic = f"{_figure(indicator)}，目标 {_target(indicator)}，相差 {gap}"
    message = f"{_name(indicator)}低于目标 {gap}"
    code = SignalCode.NOT_REACHED if facts.is_whole_year else SignalCode.BELOW_TARGET
    severity = Severity.HIGH if facts.is_whole_year else _shortfall(missing, indicator, rules)
    if indicator.kind is IndicatorKind.LEVEL and indicator.unit not in PERCENT and not facts.is_whole_year:
        severity = _stock_shortfall(missing, indicator, rules)
    yield _signal(code, _trusted(severity, indicator, facts, rules), message, arithmetic, indicator, facts)


def _shortfall(missing: Decimal, indicator: IndicatorFacts, rules: Rules) -> Severity:
    """A missing share of the target like a gap in time; a rate more than a rounding below it is worth a look."""
    if not indicator.target:
        return Severity.HIGH
    light = _light(missing / abs(indicator.target) * HUNDRED, rules)
    is_plain = indicator.unit in PERCENT and missing > rules.level_tolerance
    return Severity.MEDIUM if light is Severity.LOW and is_plain else light


def _stock_shortfall(missing: Decimal, indicator: IndicatorFacts, rules: Rules) -> Severity:
    """A standing total (装机规模达到150万千瓦) still grows until December: a light hint unless much of it is missing."""
    share = missing / abs(indicator.target) * HUNDRED if indicator.target else HUNDRED
    return Severity.MEDIUM if share >= rules.red else Severity.LOW


def _above(indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Iterator[Signal]:
    excess = indicator.reported - indicator.target
    if excess <= 0:
        return
    arithmetic = f"{_figure(indicator)}，控制值 {_target(indicator)}，超出 {plain(excess)}"
    message = f"{_name(indicator)}高于控制值 {plain(excess)}{indicator.unit}"
    light = _light(excess / abs(indicator.target) * HUNDRED, rules) if indicator.target else Severity.HIGH
    severity = Severity.HIGH if facts.is_whole_year else at_most(light, Severity.MEDIUM)
    yield _signal(
        SignalCode.ABOVE_CEILING,
        _trusted(severity, indicator, facts, rules),
        message,
        arithmetic,
        indicator,
        facts,
    )


def _apart(indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Iterator[Signal]:
    """A relative target's figure is its distance from the other rate, in points."""
    allowed = max(indicator.target, rules.level_tolerance)
    if indicator.reported >= -allowed:
        return
    message = f"{_name(indicator)}低于对照指标 {plain(-indicator.reported)} 个百分点"
    code = SignalCode.NOT_REACHED if facts.is_whole_year else SignalCode.BELOW_TARGET
    yield _signal(code, _trusted(Severity.MEDIUM, indicator, facts, rules), message, None, indicator, facts)


def _light(gap: Decimal, rules: Rules) -> Severity:
    if gap >= rules.red:
        return Severity.HIGH
    return Severity.MEDIUM if gap >= rules.yellow else Severity.LOW


def _trusted(severity: Severity, indicator: IndicatorFacts, facts: Facts, rules: Rules) -> Severity:
    """No red light on an unsure reading, for a single piece, or where the task only wants things sped up
    (加快30个项目建设); a light hint on work under way, whose done part is unknown."""
    if indicator.state is FigureState.UNDERWAY:
        return Severity.LOW
    is_due = indicator.span is None or demand_at(facts.text, indicator.span[0]) is Demand.RESULT
    is_due = is_due or not indicator.is_accumulated
    is_heavy = indicator.confidence >= rules.sure and is_due and not _is_one_piece(indicator, rules)
    return severity if is_heavy else at_most(severity, Severity.MEDIUM)


def _is_one_piece(indicator: IndicatorFacts, rules: Rules) -> bool:
    """Of four bridges one more or less moves the share by a quarter: small counts jump."""
    return grows_from_zero(indicator) and 0 < indicator.reported < indicator.target <= rules.small_count


def _signal(
    code: SignalCode,
    severity: Severity,
    message: str,
    arithmetic: str | None,
    indicator: IndicatorFacts,
    facts: Facts,
) -> Signal:
    return Signal(code, severity, message, quote_of(indicator, facts), arithmetic)


def _name(indicator: IndicatorFacts) -> str:
    return f"“{indicator.measure}”" if indicator.measure else "该指标"


def _figure(indicator: IndicatorFacts) -> str:
    return f"{plain(indicator.reported)}{indicator.unit}"


def _target(indicator: IndicatorFacts) -> str:
    return f"{plain(indicator.target)}{indicator.unit}"


def _division(indicator: IndicatorFacts) -> str:
    return f"{plain(indicator.reported)} ÷ {plain(indicator.target)} = {percent(indicator.reported / indicator.target)}"


def _course_name(indicator: IndicatorFacts) -> str:
    return "季度目标" if indicator.course is Course.QUARTERLY else "时间进度"


def _course_words(indicator: IndicatorFacts, facts: Facts, course: Decimal) -> str:
    if indicator.course is Course.QUARTERLY:
        return f"季度目标 {plain(course)} ÷ {plain(indicator.target)} = {percent(course / indicator.target)}"
    return f"时间进度 {percent(facts.quarter.share_of_year)}"
