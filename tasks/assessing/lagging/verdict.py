"""预警: applies all lagging rules and derives the standing from their signals."""

from collections.abc import Sequence

from tasks.assessing.lagging import (
    answering,
    behind,
    dates,
    due,
    early,
    fell,
    hoped,
    milestones,
    silence,
    spoken,
    upgrade,
    works,
)
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.scoring import compute_score
from tasks.assessing.lagging.stages import WorkStage, read_stages
from tasks.enums import Severity, Standing

_BY_SEVERITY = {severity: place for place, severity in enumerate(Severity)}
_BY_CODE = {code: place for place, code in enumerate(SignalCode)}


def detect_signals(facts: Facts, rules: LaggingRules) -> list[Signal]:
    """Lists all signals of one item in one period, the heaviest first; a signal is not a judgement.

    A task that the office has decided to be done has none.
    """
    if facts.is_done:
        return []
    reading = read_stages(facts.progress, facts.text, rules)
    found = [
        *due.detect_missed_deadlines(facts, rules, reading),
        *behind.detect_lagging_figures(facts, rules),
        *works.detect_work_delays(facts, rules, reading),
        *fell.detect_setbacks(facts, rules, reading),
        *early.detect_late_starts(facts, rules, reading),
        *milestones.detect_missed_milestones(facts, rules),
        *dates.detect_late_dates(facts, rules),
        *silence.detect_silence(facts, rules),
        *upgrade.detect_upgraded_states(facts, rules, reading),
        *answering.detect_unanswered_ends(facts, rules),
        *hoped.detect_hoped_figures(facts, rules),
        *spoken.detect_admissions(facts, rules),
    ]
    found += _detect_repetition(found, facts, rules)
    kept = [signal for signal in found if signal.code not in rules.disabled]
    return sorted(kept, key=lambda signal: (_BY_SEVERITY[signal.severity], _BY_CODE[signal.code]))


def _detect_repetition(found: list[Signal], facts: Facts, rules: LaggingRules) -> list[Signal]:
    # without a filing there is no evidence that the item is behind; no_entry already says that it was not filed
    is_behind = facts.is_filed and any(signal.severity is not Severity.LOW for signal in found)
    if not is_behind or facts.behind_before + 1 < rules.consecutive_periods:
        return []
    return [Signal(SignalCode.REPEATED, Severity.HIGH, f"连续 {facts.behind_before + 1} 期落后")]


def suggest_standing(found: Sequence[Signal], facts: Facts, rules: LaggingRules) -> Standing:
    """Suggests the standing: LAGGING for a heavy signal or a score of ``lagging_points``, WATCH for a medium one or ``light_signals`` kinds of light ones.

    Otherwise it is NORMAL, or UNKNOWN if there is neither a figure nor a stage to judge by; a task that is done is NORMAL.
    """
    if facts.is_done:
        return Standing.NORMAL
    severities = {signal.severity for signal in found}
    if Severity.HIGH in severities:
        return Standing.LAGGING
    if (
        compute_score([signal.as_dict() for signal in found], facts.progress, rules).independent_points
        >= rules.lagging_points
    ):
        return Standing.LAGGING
    light = {signal.code for signal in found if signal.severity is Severity.LOW}
    if Severity.MEDIUM in severities or len(light) >= rules.light_signals:
        return Standing.WATCH
    return Standing.NORMAL if _has_content(facts, rules) else Standing.UNKNOWN


def _has_content(facts: Facts, rules: LaggingRules) -> bool:
    if any(one.value is not None for one in facts.indicators):
        return True
    return read_stages(facts.progress, facts.text, rules).highest > WorkStage.NONE
