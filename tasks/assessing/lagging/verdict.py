"""All rules together, and the standing they add up to."""

from collections.abc import Sequence

from tasks.assessing.lagging import behind, dates, early, fell, silence, spoken, upgrade, works
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import Rules
from tasks.assessing.lagging.stages import Stage, read_stages
from tasks.enums import Severity, Standing

_BY_SEVERITY = {severity: place for place, severity in enumerate(Severity)}
_BY_CODE = {code: place for place, code in enumerate(SignalCode)}


def signals(facts: Facts, rules: Rules) -> list[Signal]:
    """Everything the rules find in one item of one period, the heaviest first.

    A signal suggests that a person should look; it is not a judgement.
    """
    reading = read_stages(facts.progress, facts.text, rules)
    found = [
        *behind.signals(facts, rules),
        *works.signals(facts, rules, reading),
        *fell.signals(facts, rules, reading),
        *early.signals(facts, rules, reading),
        *dates.signals(facts, rules),
        *silence.signals(facts, rules),
        *upgrade.signals(facts, rules, reading),
        *spoken.signals(facts, rules),
    ]
    found += _repeated(found, facts, rules)
    kept = [signal for signal in found if signal.code not in rules.disabled]
    return sorted(kept, key=lambda signal: (_BY_SEVERITY[signal.severity], _BY_CODE[signal.code]))


def _repeated(found: list[Signal], facts: Facts, rules: Rules) -> list[Signal]:
    # of what was not filed nobody knows whether it is behind; that it was not filed is told as such
    is_behind = facts.is_filed and any(signal.severity is not Severity.LOW for signal in found)
    if not is_behind or facts.behind_before + 1 < rules.consecutive_periods:
        return []
    return [Signal(SignalCode.REPEATED, Severity.HIGH, f"连续 {facts.behind_before + 1} 期落后")]


def standing(found: Sequence[Signal], facts: Facts, rules: Rules) -> Standing:
    """The standing that the signals suggest: one heavy signal is a warning, one medium is worth a look.

    Light signals of several kinds make it worth a look, fewer leave the item normal. ``UNKNOWN`` means that the text gives nothing to judge by.
    """
    severities = {signal.severity for signal in found}
    if Severity.HIGH in severities:
        return Standing.LAGGING
    light = {signal.code for signal in found if signal.severity is Severity.LOW}
    if Severity.MEDIUM in severities or len(light) >= rules.light_signals:
        return Standing.WATCH
    return Standing.NORMAL if _says_something(facts, rules) else Standing.UNKNOWN


def _says_something(facts: Facts, rules: Rules) -> bool:
    if any(one.value is not None for one in facts.indicators):
        return True
    return read_stages(facts.progress, facts.text, rules).highest > Stage.NONE
