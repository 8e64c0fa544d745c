"""历年指标: groups the commitments and outcomes of several years that count the same thing. Only a suggestion.

Two of them can be one measure if kind, unit and basis agree and they are not of one item. How like they are is told by
their names; that their items go on in each other (接续, confirmed by a person) adds to it. A name of general words alone
(引进企业) says nothing without that.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tasks.assessing.likeness import compute_text_similarity
from tasks.assessing.quantities.overlaps import SAME_UNIT
from tasks.assessing.quantities.similarity import compare_actions, compute_name_likeness, extract_name_core
from tasks.assessing.quantities.units import compute_unit_affinity
from tasks.enums import IndicatorKind
from tasks.measures.bases import remove_basis

#: the likeness from which two are one measure, the least of any two of a group, and from which the machine is sure
SUGGESTED, LEAST, SURE = 0.8, 0.55, 0.99
#: the share of pairs of characters in common that two names need: one that only ends in the other speaks of a part of it
SHARED = 0.45
#: what is added where a person has confirmed that the items go on in each other, and taken off where one brings in what
#: the other builds
CONTINUED, OTHER_ACTION = 0.3, 0.25
#: without a number that could be held against another year's
WITHOUT_YEARS = (IndicatorKind.EVENT, IndicatorKind.RELATIVE)
#: so many names of a kind and basis are compared by their characters; of more only equal names are put together
MOST_COMPARED = 3_000
_GENERAL = frozenset(
    "企业 项目 道路 机构 增加值 产值 收入 资金 面积 投资 人才 任务 工程 公司 平台 基地 场所 设施 园区".split()
)
#: what is counted of a trade or a thing; before it the two have to be alike as well
_COUNTED_OF = re.compile(r"(?:增加值|总?产值|总?收入|投资|占比|比重|销售额|零售额|面积)$")
#: the ways to say 进出口总额
_TRADE_TOTAL = re.compile(r"^(?:外贸|货物)?进出口(?:贸易)?(?:总?额|总?值)?$")


@dataclass(frozen=True)
class Counted:
    """A commitment of an item, an outcome of a report, or a name of a measure that is known.

    Attributes:
        key: by which the caller knows it.
        item: of a commitment; None else.
        measure: a known measure to which it belongs; None while nobody has said so.
    """

    key: str
    year: int
    name: str
    unit: str
    kind: IndicatorKind
    basis: str = ""
    item: int | None = None
    measure: int | None = None

    @cached_property
    def plain_name(self) -> str:
        """The name without the words of its basis."""
        return _TRADE_TOTAL.sub("进出口总额", remove_basis(self.name))

    @cached_property
    def core(self) -> str:
        return extract_name_core(self.plain_name) or self.plain_name

    @cached_property
    def is_general(self) -> bool:
        core = extract_name_core(self.plain_name)
        return len(core) < 2 or core in _GENERAL

    @cached_property
    def trade(self) -> str:
        """What stands before the words of what is counted of it: 物流业 of 物流业增加值; "" without such words."""
        found = _COUNTED_OF.search(self.core)
        return self.core[: found.start()] if found else ""


@dataclass
class CountedGroup:
    """Things that count the same, as far as the machine can tell.

    Attributes:
        likeness: by key, of the member to the one of the group that it is most like; 1 of a single one.
        continued: keys of members whose item goes on in that of another member.
    """

    members: list[Counted]
    likeness: dict[str, float] = field(default_factory=dict)
    continued: set[str] = field(default_factory=set)

    @property
    def measure(self) -> int | None:
        return next((one.measure for one in self.members if one.measure), None)

    def is_sure(self, key: str) -> bool:
        return self.likeness.get(key, 0) >= SURE


class Grouping:
    """Puts together what counts the same, the likest first.

    Args:
        things: in the order in which groups and members are told.
        rejected: pairs of key and measure that a person has rejected.
        continued: pairs of items, the lower number first, of which a person has confirmed that one goes on in the other.
    """

    def __init__(
        self,
        things: Sequence[Counted],
        rejected: Collection[tuple[str, int]] = (),
        continued: Collection[tuple[int, int]] = (),
    ):
        self._things = [one for one in things if one.kind not in WITHOUT_YEARS]
        self._rejected, self._continued = frozenset(rejected), frozenset(continued)
        self._groups: dict[str, CountedGroup] = {}

    def build_groups(self) -> list[CountedGroup]:
        """Builds the groups, in the order of their first members; also those of one."""
        self._groups = {}
        of_measures: dict[int, CountedGroup] = {}
        for one in self._things:
            known = of_measures.get(one.measure) if one.measure else None
            group = known or CountedGroup([])
            group.members.append(one)
            group.likeness.setdefault(one.key, 1.0)
            self._groups[one.key] = group
            if one.measure:
                of_measures[one.measure] = group
        pairs = sorted(self._list_pairs(), key=lambda pair: -pair[0])
        for likeness, left, right in pairs:
            self._join(likeness, left, right)
        return list({id(group): group for group in self._groups.values()}.values())

    def _list_pairs(self) -> Iterator[tuple[float, Counted, Counted]]:
        for left, right in self._list_near():
            likeness = self.compare(left, right)
            if likeness >= SUGGESTED:
                yield likeness, left, right

    def _list_near(self) -> Iterator[tuple[Counted, Counted]]:
        """Lists the pairs that are worth a comparison: of one kind and basis with a pair of characters in common, or of items
        that go on in each other."""
        near: dict[tuple, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        counts: dict[tuple, int] = defaultdict(int)
        for at, one in enumerate(self._things):
            bucket = (one.kind, one.basis)
            counts[bucket] += 1
            few = counts[bucket] <= MOST_COMPARED
            for piece in _list_pieces(one.core) if few else [f"={one.core}"]:
                near[bucket][piece].append(at)
        seen: set[tuple[int, int]] = set()
        for pieces in near.values():
            for places in pieces.values():
                seen.update((a, b) for nth, a in enumerate(places) for b in places[nth + 1 :])
        if self._continued:
            by_item: dict[int, list[int]] = defaultdict(list)
            for at, one in enumerate(self._things):
                if one.item:
                    by_item[one.item].append(at)
            for first, second in self._continued:
                seen.update((min(a, b), max(a, b)) for a in by_item.get(first, ()) for b in by_item.get(second, ()))
        return ((self._things[a], self._things[b]) for a, b in sorted(seen))

    def compare(self, left: Counted, right: Counted) -> float:
        """Computes how like two are, 0 to 1; 0 for what cannot be one measure."""
        if (left.kind, left.basis) != (right.kind, right.basis):
            return 0.0
        if left.item is not None and left.item == right.item:
            return 0.0
        if compute_unit_affinity(left.unit, right.unit) < SAME_UNIT:
            return 0.0
        goes_on = self._goes_on(left, right)
        if (left.is_general or right.is_general) and not goes_on:
            return 0.0
        if not goes_on and not _say_as_much(left, right):
            return 0.0
        likeness = compute_name_likeness(left.plain_name, right.plain_name)
        if compare_actions(left.plain_name, right.plain_name) is False:
            likeness -= OTHER_ACTION
        return min(1.0, likeness + CONTINUED * goes_on)

    def _goes_on(self, left: Counted, right: Counted) -> bool:
        if left.item is None or right.item is None:
            return False
        return (min(left.item, right.item), max(left.item, right.item)) in self._continued

    def _join(self, likeness: float, left: Counted, right: Counted) -> None:
        one, other = self._groups[left.key], self._groups[right.key]
        if one is not other and self._fit(one, other):
            one.members += other.members
            one.likeness |= other.likeness
            one.continued |= other.continued
            for member in other.members:
                self._groups[member.key] = one
            for member in (left, right):
                if one.likeness[member.key] == 1.0 and not member.measure:
                    one.likeness[member.key] = likeness
        if self._groups[left.key] is self._groups[right.key] and self._goes_on(left, right):
            self._groups[left.key].continued |= {left.key, right.key}

    def _fit(self, one: CountedGroup, other: CountedGroup) -> bool:
        if one.measure and other.measure:
            return False
        for group, rest in ((one, other), (other, one)):
            if group.measure and any((member.key, group.measure) in self._rejected for member in rest.members):
                return False
        return all(self.compare(a, b) >= LEAST for a in one.members for b in other.members)


def _say_as_much(left: Counted, right: Counted) -> bool:
    """Whether neither of two names speaks of a part of what the other names, or of another trade."""
    if left.core == right.core:
        return True
    if left.trade and right.trade and compute_text_similarity(left.trade, right.trade) < SHARED:
        return False
    return compute_text_similarity(left.core, right.core) >= SHARED


def _list_pieces(core: str) -> set[str]:
    return {core[at : at + 2] for at in range(len(core) - 1)} or {core}
