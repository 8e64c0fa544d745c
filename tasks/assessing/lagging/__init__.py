"""预警: the lagging rules turn plain facts into signals with quoted evidence, without database or clock.

``detect_signals(facts, rules)`` lists the signals; ``suggest_standing(signals, facts, rules)`` derives the standing.
The machine suggests, the office decides.
"""

from tasks.assessing.lagging.behind import compute_expected_at, is_growing_from_zero
from tasks.assessing.lagging.codes import SOURCES, SignalCode
from tasks.assessing.lagging.due import is_completed
from tasks.assessing.lagging.records import Facts, IndicatorFacts, MilestoneFacts, Quote, Signal
from tasks.assessing.lagging.rules import NAMES, LaggingRules, LaggingRulesError
from tasks.assessing.lagging.scoring import NOTHING, Score, Weight, compute_score
from tasks.assessing.lagging.verdict import detect_signals, suggest_standing

__all__ = [
    "NAMES",
    "NOTHING",
    "SOURCES",
    "Facts",
    "IndicatorFacts",
    "LaggingRules",
    "LaggingRulesError",
    "MilestoneFacts",
    "Quote",
    "Score",
    "Signal",
    "SignalCode",
    "Weight",
    "compute_expected_at",
    "compute_score",
    "detect_signals",
    "is_completed",
    "is_growing_from_zero",
    "suggest_standing",
]
