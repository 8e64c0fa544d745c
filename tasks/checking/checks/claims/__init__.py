"""Claims: what a text says of a thing, its stage or its value, so that two places can be compared."""

from tasks.checking.checks.claims.measures import (
    MeasureClaim,
    build_claim,
    compute_base_value,
    extract_measure,
    is_stock_beside_increase,
    read_measure_claims,
    read_own_claims,
    read_promises,
)
from tasks.checking.checks.claims.stages import Stage, StageClaim, is_conflict, is_same_thing, read_stage_claims
from tasks.checking.checks.claims.things import read_things

__all__ = [
    "MeasureClaim",
    "Stage",
    "StageClaim",
    "build_claim",
    "compute_base_value",
    "extract_measure",
    "is_conflict",
    "is_same_thing",
    "is_stock_beside_increase",
    "read_measure_claims",
    "read_own_claims",
    "read_promises",
    "read_stage_claims",
    "read_things",
]
