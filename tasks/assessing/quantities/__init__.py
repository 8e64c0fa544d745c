"""量化指标: reads the commitments of task texts and the figures of progress texts, and matches them.

It uses the standard library and ``tasks.enums`` only. All positions are characters of the given text.
"""

from tasks.assessing.quantities.commitments import read_commitments
from tasks.assessing.quantities.figures import read_stated_figures
from tasks.assessing.quantities.matching import match_figures
from tasks.assessing.quantities.overlaps import (
    StatedTarget,
    TargetOverlap,
    are_comparable,
    build_stated_target,
    find_target_overlaps,
)
from tasks.assessing.quantities.quarters import read_quarter_targets
from tasks.assessing.quantities.records import Commitment, Figure, Match, Quantity, Span
from tasks.assessing.quantities.scanner import read_quantities

__all__ = [
    "Commitment",
    "Figure",
    "Match",
    "Quantity",
    "Span",
    "StatedTarget",
    "TargetOverlap",
    "are_comparable",
    "build_stated_target",
    "find_target_overlaps",
    "match_figures",
    "read_commitments",
    "read_quantities",
    "read_quarter_targets",
    "read_stated_figures",
]
