"""Quantities in Chinese government text: promises of a task, figures of a progress report, and which belong together.

Pure: standard library and ``tasks.enums`` only. All offsets are characters of the text that was handed in.
"""

from tasks.assessing.quantities.commitments import commitments
from tasks.assessing.quantities.figures import figures
from tasks.assessing.quantities.matching import match
from tasks.assessing.quantities.quarters import quarter_targets
from tasks.assessing.quantities.records import Commitment, Figure, Match, Quantity, Span
from tasks.assessing.quantities.scanner import quantities

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
