"""计划报告与年度方案: which targets of the report the year's plan leaves out, or prints with another number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from tasks.assessing.quantities import Commitment, read_year_commitments
from tasks.assessing.quantities.similarity import compute_name_likeness
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.enums import IndicatorKind
from tasks.outlooks.reading.figures import cut_clause
from tasks.outlooks.reading.records import StatedAim

#: the likeness of two clauses from which they speak of one thing; below, the plan leaves the target out
SAME_THING = 0.5
#: the same of clauses that state the same number, and the share of a clause that a whole item has, where its number differs
SAME_NUMBER, SAME_ITEM = 0.3, 0.6
#: below, two clauses with the same number and like names have nothing else in common
SOME_WORDS = 0.15
#: in pairs of characters
SHORTEST_CLAUSE = 8
#: the likeness of two names from which they mean one rate
SAME_MEASURE = 0.8
#: the affinity of two units from which they count the same
SAME_UNIT = 0.85
_NUMBERS = re.compile(r"[\d.]+")
_MARKS = re.compile(r"[^一-鿿A-Za-z%]")


@dataclass(frozen=True, slots=True)
class PlannedNumber:
    """A number of an item of the plan: the item's place in what was given, what it commits to, the words around it."""

    item: int
    commitment: Commitment
    clause: str


@dataclass(frozen=True, slots=True)
class ComparedAim:
    """A target of the report, and the number of the plan that speaks of the same thing; None where there is none."""

    aim: StatedAim
    planned: PlannedNumber | None
    is_same: bool

    @property
    def is_left_out(self) -> bool:
        return self.planned is None


def compare_aims(aims: Sequence[StatedAim], texts: Sequence[str], year: int) -> list[ComparedAim]:
    """Compares the targets of the report with the items of the plan of its year, in the order of the report.

    Pairs of characters count the more the fewer clauses have them, numbers are left out. Each target has the number of the
    plan whose words are most alike, one that states the same before others.

    Args:
        texts: of the items.
    """
    planned = [
        PlannedNumber(place, one, cut_clause(text, one.span))
        for place, text in enumerate(texts)
        for one in read_year_commitments(text, year)
    ]
    matcher = _Matcher(aims, planned, texts)
    return [matcher.compare(place, aim) for place, aim in enumerate(aims)]


class _Matcher:
    def __init__(self, aims: Sequence[StatedAim], planned: Sequence[PlannedNumber], texts: Sequence[str]):
        self.planned = planned
        self.own, self.others = (
            [_count_pairs(aim.clause) for aim in aims],
            [_count_pairs(one.clause) for one in planned],
        )
        self.items = [_count_pairs(text) for text in texts]
        self.weights = _weigh_pairs([*self.own, *self.others])
        self.holders: dict[str, list[int]] = {}
        for place, one in enumerate(planned):
            for pair in self.items[one.item]:
                self.holders.setdefault(pair, []).append(place)

    def compare(self, place: int, aim: StatedAim) -> ComparedAim:
        pairs = self.own[place]
        near = {at for pair in pairs for at in self.holders.get(pair, ())}
        scored = [(*self.score(pairs, aim, at), -at) for at in near]
        likeness, is_same, at = max(scored, default=(0.0, False, 0))
        return ComparedAim(aim, self.planned[-at] if likeness else None, is_same=bool(likeness) and is_same)

    def score(self, pairs: Counter[str], aim: StatedAim, at: int) -> tuple[float, bool]:
        """Returns how alike a target and a number of the plan are, 0 where they speak of different things, and whether both
        state the same."""
        other = self.planned[at]
        if IndicatorKind.GROWTH in (aim.commitment.kind, other.commitment.kind) and (
            compute_name_likeness(aim.measure, other.commitment.measure) < SAME_MEASURE
        ):
            return 0.0, False
        is_same = has_same_value(aim.commitment, other.commitment)
        likeness = self.compute_likeness(pairs, self.others[at])
        if is_same and likeness >= SOME_WORDS:
            likeness = max(likeness, compute_name_likeness(aim.measure, other.commitment.measure))
        if likeness >= (SAME_NUMBER if is_same else SAME_THING):
            return round(likeness + is_same, 2), is_same
        is_of_one_unit = compute_unit_affinity(aim.unit, other.commitment.unit) >= SAME_UNIT
        share = self.compute_share(pairs, self.items[other.item])
        return (round(share / 2, 2) if is_of_one_unit and share >= SAME_ITEM else 0.0), is_same

    def compute_likeness(self, one: Counter[str], other: Counter[str]) -> float:
        """Returns 0 to 1: the weight of what both have, of the smaller one's and of the mean's, in equal parts."""
        common = sum(self.weights[pair] for pair in one if pair in other)
        sizes = sorted(sum(self.weights[pair] for pair in pairs) for pairs in (one, other))
        return (common / sizes[0] + 2 * common / (sizes[0] + sizes[1])) / 2 if sizes[0] else 0.0

    def compute_share(self, clause: Counter[str], item: Counter[str]) -> float:
        """Returns how much of a clause stands in a whole item; 0 for a short one, whose words may stand anywhere."""
        if len(clause) < SHORTEST_CLAUSE:
            return 0.0
        own = {pair: self.weights[pair] for pair in clause}
        return sum(weight for pair, weight in own.items() if pair in item) / sum(own.values())


def has_same_value(own: Commitment, other: Commitment) -> bool:
    """Returns whether two commitments state one number in units that count the same."""
    if compute_unit_affinity(own.unit, other.unit) < SAME_UNIT:
        return False
    return convert_unit(other.value, other.unit, own.unit) == own.value


def _count_pairs(clause: str) -> Counter[str]:
    plain = _MARKS.sub("", _NUMBERS.sub("", clause))
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def _weigh_pairs(clauses: Sequence[Counter[str]]) -> dict[str, float]:
    """Returns pair → weight: the logarithm of how many clauses there are to one that has it."""
    found = Counter(pair for pairs in clauses for pair in pairs)
    return {pair: log(1 + len(clauses) / count) for pair, count in found.items()}
