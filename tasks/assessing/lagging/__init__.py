"""The lagging rules: plain values in, signals with quoted evidence out. No ORM, no clock.

``signals(facts, rules)`` lists what the rules find; ``standing(found, facts, rules)`` says what it adds up to.
The machine suggests, the office decides.
"""

from tasks.assessing.lagging.behind import expected_at, grows_from_zero
from tasks.assessing.lagging.codes import SOURCES, SignalCode
from tasks.assessing.lagging.records import Facts, IndicatorFacts, Quote, Signal
from tasks.assessing.lagging.rules import NAMES, Rules, RulesError
from tasks.assessing.lagging.verdict import signals, standing

__all__ = [
    "NAMES",
    "SOURCES",
    "Facts",
    "IndicatorFacts",
    "Quote",
    "Rules",
    "RulesError",
    "Signal",
    "SignalCode",
    "expected_at",
    "grows_from_zero",
    "signals",
    "standing",
]
