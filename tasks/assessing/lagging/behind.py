"""落后于时间进度, 低于目标, 突破控制值: compares figures with what their kind of indicator expects at this time.

Cumulative figures and amounts to be cut are compared with the expected share of the target, growth rates and shares
with the target itself, ceilings in the opposite direction. For the whole year there is no course: a target was
reached or not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, get_demand_at
from tasks.assessing.lagging.evidence import format_division, limit_severity, quote_figure
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.quantities import name_period_targets
from tasks.decimals import format_amount, format_percent
from tasks.enums import Comparison, Course, FigureState, IndicatorKind, Severity
from tasks.periods import Quarter, format_short_date

HUNDRED = Decimal(100)
_SPEED = re.compile(r"\s*(?:加快|推进|推动|提速)")
PERCENT = ("%", "％")


def detect_lagging_figures(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects the signals of every indicator with a usable figure."""
    for indicator in facts.indicators:
        if is_usable(indicator, rules):
            yield from _detect_by_kind(indicator, facts, rules)


def is_usable(indicator: IndicatorFacts, rules: LaggingRules) -> bool:
    """Tells whether there is a figure, read with enough confidence, that is not only planned."""
    known = indicator.value is not None and indicator.confidence >= rules.confidence
    return known and indicator.state is not FigureState.PLANNED


def compute_expected_at(indicator: IndicatorFacts, quarter: Quarter, time_share: Decimal) -> Decimal | None:
    """Computes the value that the course expects at the end of a period, in the indicator's unit.

    Args:
        quarter: the period. One that has no target of its own is held to the last one before it.
        time_share: the share of the time until the item's deadline that has passed by then, 0 to 1.

    Returns:
        None if the course expects nothing by then.
    """
    if time_share == 1:
        return indicator.target
    if indicator.course is Course.YEAR_END:
        return None
    if indicator.course is Course.BY_PERIOD and indicator.period_targets:
        targets = [(quarter.rhythm.count_passed(month), amount) for month, amount in indicator.period_targets]
        return max((one for one in targets if one[0] <= quarter.months), default=(0, None))[1]
    return indicator.target * time_share


def has_figures_on_course(facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether every indicator has a figure and no figure gives more than a light signal."""
    done = (FigureState.ACHIEVED, FigureState.ESTIMATED)
    indicators = facts.indicators
    if not indicators or not all(is_usable(one, rules) and one.state in done for one in indicators):
        return False
    return not any(signal.severity is not Severity.LOW for signal in detect_lagging_figures(facts, rules))


def is_growing_from_zero(indicator: IndicatorFacts) -> bool:
    """Tells whether the figure is accumulated, or a share of the whole (全覆盖, 100%), which grows through the year."""
    is_whole = indicator.kind is IndicatorKind.LEVEL and indicator.target == HUNDRED and indicator.unit in PERCENT
    return indicator.is_accumulated or is_whole


def _detect_by_kind(indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    if indicator.kind is IndicatorKind.EVENT:
        return
    if indicator.comparison is Comparison.AT_MOST:
        yield from _detect_above_ceiling(indicator, facts, rules)
    elif indicator.kind is IndicatorKind.RELATIVE:
        yield from _detect_relative_gap(indicator, facts, rules)
    elif is_growing_from_zero(indicator):
        if _only_asks_for_speed(indicator, facts):
            return
        yield from (_detect_year_end_shortfall if facts.is_whole_year else _detect_behind_course)(
            indicator, facts, rules
        )
    else:
        yield from _detect_below_target(indicator, facts, rules)


def _detect_behind_course(indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    course = compute_expected_at(indicator, facts.quarter, facts.time_share)
    if course is None or indicator.target <= 0:
        return
    gap = (course - indicator.reported) / indicator.target * HUNDRED
    if gap <= rules.tolerance:
        return
    elapsed = facts.time_share
    arithmetic = f"{format_division(indicator)}，{_describe_course(indicator, facts, course)}"
    # one decimal is as much as official texts print of a share
    points = format_amount(round(gap, 1) or gap)
    message = f"{_format_name(indicator)}落后{_format_course_name(indicator, facts)} {points} 个百分点"
    severity = _limit_by_trust(_grade_gap(gap, rules), indicator, facts, rules)
    yield Signal(SignalCode.BEHIND_COURSE, severity, message, quote_figure(indicator, facts), arithmetic)
    done = indicator.reported / indicator.target
    if indicator.course is Course.LINEAR and done > 0 and elapsed < 1:
        yield from _detect_pace(indicator, facts, rules, done, elapsed)


def _detect_pace(
    indicator: IndicatorFacts, facts: Facts, rules: LaggingRules, done: Decimal, elapsed: Decimal
) -> Iterator[Signal]:
    times = (1 - done) / (1 - elapsed) / (done / elapsed)
    if times < rules.red_pace:
        return
    arithmetic = f"（100 % - {format_percent(done)}）÷ 剩余 {format_percent(1 - elapsed)} 时间 = 此前速度的 {format_amount(times)} 倍"
    message = f"{_format_name(indicator)}要如期完成，后续速度须为此前的 {format_amount(times)} 倍"
    severity = _limit_by_trust(Severity.HIGH, indicator, facts, rules)
    yield Signal(SignalCode.PACE, severity, message, quote_figure(indicator, facts), arithmetic)


def _detect_year_end_shortfall(indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    missing = (indicator.target - indicator.reported) / indicator.target * HUNDRED if indicator.target > 0 else HUNDRED
    allowed = rules.yellow if indicator.comparison is Comparison.ABOUT else rules.tolerance
    if indicator.target <= 0 or missing <= allowed:
        return
    message = f"{_format_name(indicator)}全年完成 {format_percent(1 - missing / HUNDRED)}，未达到目标"
    severity = _limit_by_trust(Severity.HIGH, indicator, facts, rules)
    quotes = quote_figure(indicator, facts)
    yield Signal(SignalCode.NOT_REACHED, severity, message, quotes, format_division(indicator))


def _detect_below_target(indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    allowed = rules.level_tolerance if indicator.comparison is Comparison.ABOUT else Decimal(0)
    missing = indicator.target - indicator.reported
    if missing <= allowed:
        return
    gap = format_amount(missing) + (" 个百分点" if indicator.unit in PERCENT else indicator.unit)
    arithmetic = f"{_format_reported(indicator)}，目标 {_format_target(indicator)}，相差 {gap}"
    message = f"{_format_name(indicator)}低于目标 {gap}"
    code = SignalCode.NOT_REACHED if facts.is_whole_year else SignalCode.BELOW_TARGET
    severity = Severity.HIGH if facts.is_whole_year else _grade_shortfall(missing, indicator, rules)
    if indicator.kind is IndicatorKind.LEVEL and indicator.unit not in PERCENT and not facts.is_whole_year:
        severity = _grade_stock_shortfall(missing, indicator, rules)
    severity = _limit_by_trust(severity, indicator, facts, rules)
    yield Signal(code, severity, message, quote_figure(indicator, facts), arithmetic)


def _grade_shortfall(missing: Decimal, indicator: IndicatorFacts, rules: LaggingRules) -> Severity:
    """Grades a shortfall by its share of the target; a percentage below the tolerance is at least medium."""
    if not indicator.target:
        return Severity.HIGH
    light = _grade_gap(missing / abs(indicator.target) * HUNDRED, rules)
    is_plain = indicator.unit in PERCENT and missing > rules.level_tolerance
    if is_plain and light is Severity.MEDIUM and indicator.kind is IndicatorKind.LEVEL:
        return Severity.HIGH  # a share is no matter of the season
    return Severity.MEDIUM if light is Severity.LOW and is_plain else light


def _grade_stock_shortfall(missing: Decimal, indicator: IndicatorFacts, rules: LaggingRules) -> Severity:
    """Grades the shortfall of a standing total (装机规模达到150万千瓦), which still grows until December."""
    share = missing / abs(indicator.target) * HUNDRED if indicator.target else HUNDRED
    return Severity.MEDIUM if share >= rules.red else Severity.LOW


def _detect_above_ceiling(indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    excess = indicator.reported - indicator.target
    if excess <= 0:
        return
    arithmetic = f"{_format_reported(indicator)}，控制值 {_format_target(indicator)}，超出 {format_amount(excess)}"
    message = f"{_format_name(indicator)}高于控制值 {format_amount(excess)}{indicator.unit}"
    light = _grade_gap(excess / abs(indicator.target) * HUNDRED, rules) if indicator.target else Severity.HIGH
    severity = Severity.HIGH if facts.is_whole_year else limit_severity(light, Severity.MEDIUM)
    severity = _limit_by_trust(severity, indicator, facts, rules)
    yield Signal(SignalCode.ABOVE_CEILING, severity, message, quote_figure(indicator, facts), arithmetic)


def _detect_relative_gap(indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects a rate that is not as far above the one it is compared with as the target asks.

    The figure and the target are differences in points; a target of 0 (同步) allows a little less.
    """
    least = indicator.target if indicator.target > 0 else -max(indicator.target, rules.level_tolerance)
    if indicator.reported >= least:
        return
    below = f"低于对照指标 {format_amount(-indicator.reported)} 个百分点"
    above = f"高于对照指标 {format_amount(indicator.reported)} 个百分点，目标 {format_amount(indicator.target)} 个"
    message = f"{_format_name(indicator)}{below if indicator.reported < 0 else above}"
    code = SignalCode.NOT_REACHED if facts.is_whole_year else SignalCode.BELOW_TARGET
    severity = _limit_by_trust(Severity.MEDIUM, indicator, facts, rules)
    yield Signal(code, severity, message, quote_figure(indicator, facts))


def _grade_gap(gap: Decimal, rules: LaggingRules) -> Severity:
    if gap >= rules.red:
        return Severity.HIGH
    return Severity.MEDIUM if gap >= rules.yellow else Severity.LOW


def _limit_by_trust(severity: Severity, indicator: IndicatorFacts, facts: Facts, rules: LaggingRules) -> Severity:
    """Limits the severity to light for work under way, of which the finished part is unknown.

    It is at most medium if the reading is not sure, if only small counts are compared, or if the task only wants work
    to be sped up (加快30个项目建设).
    """
    if indicator.state is FigureState.UNDERWAY:
        return Severity.LOW
    is_due = indicator.span is None or get_demand_at(facts.text, indicator.span[0]) is Demand.RESULT
    is_due = is_due or not indicator.is_accumulated
    is_heavy = indicator.confidence >= rules.sure and is_due and not _is_small_count(indicator, rules)
    return severity if is_heavy else limit_severity(severity, Severity.MEDIUM)


def _only_asks_for_speed(indicator: IndicatorFacts, facts: Facts) -> bool:
    """Tells whether a number counts things that are to go on (加快30个项目建设), not things that are to be finished."""
    if indicator.span is None or not indicator.is_accumulated:
        return False
    return get_demand_at(facts.text, indicator.span[0]) is not Demand.RESULT and bool(
        _SPEED.match(_get_task_clause(facts.text, indicator.span[0]))
    )


def _get_task_clause(task: str, position: int) -> str:
    return task[max(task.rfind(mark, 0, position) for mark in "，,；;。\n") + 1 : position]


def _is_small_count(indicator: IndicatorFacts, rules: LaggingRules) -> bool:
    """Tells whether the target is a small count: one of four bridges more or less changes the share by a quarter."""
    return is_growing_from_zero(indicator) and 0 < indicator.reported < indicator.target <= rules.small_count


def _format_name(indicator: IndicatorFacts) -> str:
    return f"“{indicator.measure}”" if indicator.measure else "该指标"


def _format_reported(indicator: IndicatorFacts) -> str:
    return f"{format_amount(indicator.reported)}{indicator.unit}"


def _format_target(indicator: IndicatorFacts) -> str:
    return f"{format_amount(indicator.target)}{indicator.unit}"


def _format_course_name(indicator: IndicatorFacts, facts: Facts) -> str:
    return name_period_targets(facts.quarter.rhythm) if indicator.course is Course.BY_PERIOD else "时间进度"


def _describe_course(indicator: IndicatorFacts, facts: Facts, course: Decimal) -> str:
    if indicator.course is Course.BY_PERIOD:
        return f"{name_period_targets(facts.quarter.rhythm)} {format_amount(course)} ÷ {format_amount(indicator.target)} = {format_percent(course / indicator.target)}"
    share = f"时间进度 {format_percent(facts.time_share)}"
    if facts.course_end is None or facts.time_share == facts.quarter.share_of_year:
        return share
    return f"{share}，按时限 {format_short_date(facts.course_end, facts.quarter.year)}"
