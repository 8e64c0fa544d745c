"""Quantities in Chinese government text: promises of a task, figures of a progress report, and which belong together.

Pure: standard library and ``tasks.enums`` only. All offsets are characters of the text that was handed in.
"""

from tasks.assessing.quantities.commitments import read_commitments
from tasks.assessing.quantities.figures import read_stated_figures
from tasks.assessing.quantities.matching import match_figures
from tasks.assessing.quantities.quarters import read_quarter_targets
from tasks.assessing.quantities.records import Commitment, Figure, Match, Quantity, Span
from tasks.assessing.quantities.scanner import read_quantities

__all__ = [
    "Commitment",
    "Figure",
    "Match",
    "Quantity",
    "Span",
    "match_figures",
    "read_commitments",
    "read_quantities",
    "read_quarter_targets",
    "read_stated_figures",
]
