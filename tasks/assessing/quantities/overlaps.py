"""指标重叠: compares the targets of two items that ask for the same thing; the higher demand holds (按高要求执行)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessing.quantities.records import Commitment
from tasks.assessing.quantities.similarity import compute_name_likeness
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.decimals import format_decimal
from tasks.enums import Comparison, IndicatorKind

#: the likeness of two names from which they mean one measure
SAME_MEASURE = 0.8
#: the affinity of two units from which they count the same: equal, convertible, or of one class (个 and 座)
SAME_UNIT = 0.85


@dataclass(frozen=True, slots=True)
class StatedTarget:
    """A target of an item; ``value`` in ``unit``, as in ``Commitment``."""

    measure: str
    comparison: Comparison
    value: Decimal
    unit: str
    kind: IndicatorKind

    @property
    def is_ceiling(self) -> bool:
        return self.comparison is Comparison.AT_MOST

    @property
    def label(self) -> str:
        """不低于7000个."""
        return f"{self.comparison.label}{format_decimal(self.value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class TargetOverlap:
    """Two targets of one measure; ``is_stricter`` says whether the own one is the higher demand."""

    own: StatedTarget
    other: StatedTarget
    is_stricter: bool

    @property
    def holding(self) -> StatedTarget:
        """The stricter of the two, which holds."""
        return self.own if self.is_stricter else self.other

    @property
    def holding_value(self) -> Decimal:
        """The value of the stricter target, in the unit of the own one."""
        return convert_unit(self.holding.value, self.holding.unit, self.own.unit)


def build_stated_target(commitment: Commitment) -> StatedTarget:
    """Takes the target out of a commitment that was read from a text."""
    return StatedTarget(commitment.measure, commitment.comparison, commitment.value, commitment.unit, commitment.kind)


def are_comparable(own: StatedTarget, other: StatedTarget) -> bool:
    """Returns whether two targets are of one measure and unit and both limit it from the same side."""
    if own.kind != other.kind or own.kind in (IndicatorKind.EVENT, IndicatorKind.RELATIVE):
        return False
    if own.is_ceiling != other.is_ceiling or compute_unit_affinity(own.unit, other.unit) < SAME_UNIT:
        return False
    return compute_name_likeness(own.measure, other.measure) >= SAME_MEASURE


def find_target_overlaps(own: Sequence[StatedTarget], others: Iterable[StatedTarget]) -> list[TargetOverlap]:
    """Finds the targets that both items state with different values, in the order of the own ones."""
    rest = list(others)
    found = []
    for target in own:
        other = next((each for each in rest if are_comparable(target, each)), None)
        if other is None:
            continue
        rest.remove(other)
        value = convert_unit(other.value, other.unit, target.unit)
        if value != target.value:
            is_higher = target.value > value
            found.append(TargetOverlap(target, other, is_higher != target.is_ceiling))
    return found
