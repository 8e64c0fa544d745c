"""The lagging rules: plain values in, signals with quoted evidence out. No ORM, no clock.

``detect_signals(facts, rules)`` lists what the rules find; ``suggest_standing(found, facts, rules)`` says what it adds up to.
The machine suggests, the office decides.
"""

from tasks.assessing.lagging.behind import compute_expected_at, is_growing_from_zero
from tasks.assessing.lagging.codes import SOURCES, SignalCode
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Quote, Signal
from tasks.assessing.lagging.rules import NAMES, LaggingRules, LaggingRulesError
from tasks.assessing.lagging.verdict import detect_signals, suggest_standing

__all__ = [
    "NAMES",
    "SOURCES",
    "Facts",
    "IndicatorFacts",
    "LaggingRules",
    "LaggingRulesError",
    "Quote",
    "Signal",
    "SignalCode",
    "compute_expected_at",
    "detect_signals",
    "is_growing_from_zero",
    "suggest_standing",
]
