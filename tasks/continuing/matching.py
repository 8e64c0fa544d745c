"""接续: ranks for each item of a year the items of an earlier year that it may go on with. Only a suggestion.

Two wordings are compared clause by clause, by the pairs of neighbouring characters that they share. A pair weighs the
more the fewer items of the two years have it: 加快 says nothing, 缙云 nearly all. Figures are masked, since the number is
what changes from year to year. The score of two items is the sum of what stands in ``SHARES``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nlargest
from math import log

from tasks.assessing.likeness import remove_marks

#: what each likeness adds to the score at most: the two clauses most alike, the shorter clause carried over, the whole
#: wordings, the weight of all that is shared, a lead unit in common, a unit of measure behind figures of both
SHARES = {"clause": 0.7, "carried": 0.3, "whole": 0.25, "shared": 0.2, "unit": 0.14, "measure": 0.06}
#: the score from which a pair is suggested
SUGGESTED = 0.5
#: the weight of shared pairs at which each of these likenesses counts half
CLAUSE_HALF, CARRIED_HALF, SHARED_HALF = 2.0, 8.0, 20.0
#: how many partners of an item are compared clause by clause, how many are returned, and how much of a wording is read
COMPARED, KEPT, LONGEST, MOST_CLAUSES = 12, 3, 3_000, 40
#: in two small plans a pair that both items have is no common one
FEWEST_ITEMS = 100

_NUMBERS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_MEASURES = re.compile(r"[0-9]([万亿]?[一-鿿%]{1,2})")
_CLAUSES = re.compile(r"[，。；：,;:\n]")


@dataclass(frozen=True)
class YearItem:
    """An item as it is compared: its wording with its name, and its lead units."""

    key: int
    text: str
    units: frozenset[int] = frozenset()

    @cached_property
    def clauses(self) -> list[frozenset[str]]:
        """The pairs of characters of each clause, without figures and marks."""
        parts = _CLAUSES.split(_NUMBERS.sub("", self.text[:LONGEST]))[:MOST_CLAUSES]
        found = (remove_marks(part) for part in parts)
        return [frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) for plain in found if len(plain) > 1]

    @cached_property
    def pairs(self) -> frozenset[str]:
        return frozenset(pair for clause in self.clauses for pair in clause)

    @cached_property
    def measures(self) -> frozenset[str]:
        """The first characters behind each figure: 万平, 个."""
        return frozenset(_MEASURES.findall(self.text[:LONGEST]))


@dataclass(frozen=True)
class Partner:
    """An item of the earlier year with which one may go on, and why.

    Attributes:
        words: what the wordings share, the weightiest first.
        shares_measure: the same unit stands behind figures of both.
    """

    key: int
    score: float
    words: tuple[str, ...] = ()
    shares_unit: bool = False
    shares_measure: bool = False

    @property
    def is_suggested(self) -> bool:
        return self.score >= SUGGESTED


@lru_cache(maxsize=2)
def rank_partners(earlier: tuple[YearItem, ...], later: tuple[YearItem, ...]) -> dict[int, tuple[Partner, ...]]:
    """Ranks for each later item the earlier ones that are most like it, at most ``KEPT``, the best first.

    Returns:
        by the key of the later item; nothing for one that shares no weighty word with any. Callers must not change it.
    """
    return _Ranking(earlier, later).rank_all()


class _Ranking:
    """The items of two years with the weights of their pairs of characters."""

    def __init__(self, earlier: Sequence[YearItem], later: Sequence[YearItem]):
        self._earlier, self._later = earlier, later
        counts = Counter(pair for item in (*earlier, *later) for pair in item.pairs)
        items = max(FEWEST_ITEMS, len(earlier) + len(later))
        self._weights = {pair: max(0.0, log(items / count) - 0.5) ** 2 for pair, count in counts.items()}
        self._mass = {id(item): self._weigh(item.pairs) for item in (*earlier, *later)}
        self._clauses = {
            id(item): [(clause, self._weigh(clause)) for clause in item.clauses] for item in (*earlier, *later)
        }
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, item in enumerate(earlier):
            for pair in item.pairs:
                self._holders[pair].append(at)

    def rank_all(self) -> dict[int, tuple[Partner, ...]]:
        return {item.key: found for item in self._later if (found := self._rank(item))}

    def _rank(self, item: YearItem) -> tuple[Partner, ...]:
        shared: dict[int, float] = defaultdict(float)
        for pair in item.pairs:
            if weight := self._weights[pair]:
                for at in self._holders.get(pair, ()):
                    shared[at] += weight
        likely = nlargest(COMPARED, shared, key=lambda at: (shared[at] * (1 + self._shares_unit(at, item)), -at))
        compared = [(self._score(self._earlier[at], item, shared[at]), at) for at in likely]
        best = nlargest(KEPT, compared, key=lambda pair: (pair[0], -pair[1]))
        return tuple(self._describe(self._earlier[at], item, score) for score, at in best)

    def _shares_unit(self, at: int, item: YearItem) -> bool:
        return bool(self._earlier[at].units & item.units)

    def _score(self, one: YearItem, other: YearItem, shared: float) -> float:
        clause = carried = 0.0
        for left, left_mass in self._clauses[id(one)]:
            for right, right_mass in self._clauses[id(other)]:
                if common := self._weigh(left & right):
                    clause = max(clause, 2 * common / (left_mass + right_mass) * _damp(common, CLAUSE_HALF))
                    carried = max(carried, common / min(left_mass, right_mass) * _damp(common, CARRIED_HALF))
        likeness = {
            "clause": clause,
            "carried": carried,
            "whole": 2 * shared / (self._mass[id(one)] + self._mass[id(other)]),
            "shared": _damp(shared, SHARED_HALF),
            "unit": bool(one.units & other.units),
            "measure": bool(one.measures & other.measures),
        }
        return sum(SHARES[name] * value for name, value in likeness.items())

    def _describe(self, one: YearItem, other: YearItem, score: float) -> Partner:
        unit, measure = bool(one.units & other.units), bool(one.measures & other.measures)
        return Partner(one.key, score, self._list_words(one, other), unit, measure)

    def _list_words(self, one: YearItem, other: YearItem) -> tuple[str, ...]:
        """Joins the shared pairs to words as they stand in the later wording, the three weightiest."""
        common = one.pairs & other.pairs
        words: dict[str, float] = {}
        for part in _CLAUSES.split(_NUMBERS.sub("，", other.text[:LONGEST]))[:MOST_CLAUSES]:
            plain = remove_marks(part)
            word, weight = "", 0.0
            for at in range(len(plain)):
                pair = plain[at : at + 2]
                if pair in common and self._weights[pair]:
                    word, weight = (word or pair[0]) + pair[1], weight + self._weights[pair]
                elif word:
                    words[word], word, weight = weight, "", 0.0
        return tuple(nlargest(3, words, key=words.__getitem__))

    def _weigh(self, pairs: frozenset[str]) -> float:
        return sum(map(self._weights.__getitem__, pairs))


def _damp(weight: float, half: float) -> float:
    """Grows from 0 to 1 with the weight; ``half`` gives one half."""
    return weight / (weight + half)
