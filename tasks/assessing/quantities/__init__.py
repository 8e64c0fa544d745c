"""Quantities in Chinese government text: promises of a task, figures of a progress report, and which belong together.

Pure: standard library and ``tasks.enums`` only. All offsets are characters of the text that was handed in.
"""

from tasks.quantities.commitments import commitments
from tasks.quantities.figures import figures
from tasks.quantities.matching import match
from tasks.quantities.quarters import quarter_targets
from tasks.quantities.records import Commitment, Figure, Match, Quantity, Span
from tasks.quantities.scanner import quantities

__all__ = [
    "Commitment",
    "Figure",
    "Match",
    "Quantity",
    "Span",
    "commitments",
    "figures",
    "match",
    "quantities",
    "quarter_targets",
]
