"""量化指标: reads the commitments of task texts and the figures of progress texts, and matches them.

It uses the standard library and ``tasks.enums`` only. All positions are characters of the given text.
"""

from tasks.assessing.quantities.bases import read_second_bases
from tasks.assessing.quantities.certainty import Doubt
from tasks.assessing.quantities.commitments import read_commitments, read_year_commitments
from tasks.assessing.quantities.figures import read_stated_figures
from tasks.assessing.quantities.fitting import is_on_other_basis
from tasks.assessing.quantities.matching import match_figures
from tasks.assessing.quantities.overlaps import (
    StatedTarget,
    TargetOverlap,
    are_comparable,
    build_stated_target,
    find_target_overlaps,
)
from tasks.assessing.quantities.period_targets import name_period_targets, name_time_until, read_period_targets
from tasks.assessing.quantities.quoting import convert_second_value, find_ranks, find_second_bases
from tasks.assessing.quantities.ranks import read_ranks
from tasks.assessing.quantities.records import (
    Commitment,
    Figure,
    Match,
    OutsideRank,
    Quantity,
    SecondBasis,
    Span,
    UpperTarget,
)
from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.units import is_whole_unit
from tasks.assessing.quantities.uppers import find_upper_target, read_upper_targets

__all__ = [
    "Commitment",
    "Doubt",
    "Figure",
    "Match",
    "OutsideRank",
    "Quantity",
    "SecondBasis",
    "Span",
    "StatedTarget",
    "TargetOverlap",
    "UpperTarget",
    "are_comparable",
    "build_stated_target",
    "convert_second_value",
    "find_ranks",
    "find_second_bases",
    "find_target_overlaps",
    "find_upper_target",
    "is_on_other_basis",
    "is_whole_unit",
    "match_figures",
    "name_period_targets",
    "name_time_until",
    "read_commitments",
    "read_period_targets",
    "read_quantities",
    "read_ranks",
    "read_second_bases",
    "read_stated_figures",
    "read_upper_targets",
    "read_year_commitments",
]
