"""雷同: compares a text with the last filed one (``tasks.assessing.earlier``), for 研判, 预警, 校核 and the scorecard alike.

There are two comparisons:

* ``is_unchanged`` compares letter by letter. It may cost a unit points, so it involves no estimate.
* ``is_hardly_changed`` (雷同) compares the pairs of characters. It only asks a person to look.

``tasks.assessing.quantities.similarity`` compares the names of measures, and ``tasks.importing.match`` finds the task of a
row of a document.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain

#: the similarity, 0 to 1, from which a text counts as hardly changed; for 预警 a plan may set its own (雷同相似度)
HARDLY_CHANGED = Decimal("0.95")
#: in characters; shorter texts are often similar by chance
SHORTEST_COMPARED = 20

_MARKS = re.compile(r"[^一-鿿A-Za-z0-9]")
# keeps decimal points, so that 3.5 differs from 35
_MARKS_BUT_POINTS = re.compile(r"[^一-鿿A-Za-z0-9.]|(?<!\d)\.|\.(?!\d)")


def remove_marks(text: str) -> str:
    """Removes everything but Chinese characters, Latin letters and digits from a text."""
    return _MARKS.sub("", text)


@lru_cache(maxsize=4096)
def count_character_pairs(text: str) -> Counter[str]:
    """Counts the pairs of neighbouring characters of a text without its marks. Callers must not change the result."""
    plain = remove_marks(text)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


class PairIndex:
    """Which of many texts have how many pairs of characters in common with another one.

    A text is compared only with those that share a pair with it, so that long lists need not compare each with each.

    Args:
        counted: the pairs of each text.
    """

    def __init__(self, counted: Iterable[Counter[str]]):
        self._places: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.totals: list[int] = []
        for place, pairs in enumerate(counted):
            self.totals.append(pairs.total())
            for one in _tell_apart(pairs):
                self._places[one].append(place)

    def count_common(self, pairs: Counter[str]) -> Counter[int]:
        """Returns the place of each text that has pairs in common → how many."""
        return Counter(chain.from_iterable(self._places.get(one, ()) for one in _tell_apart(pairs)))


def _tell_apart(pairs: Counter[str]) -> Iterator[tuple[str, int]]:
    """Returns each pair as often as it stands in the text, each time with another number."""
    return ((pair, nth) for pair, count in pairs.items() for nth in range(count))


def compute_text_similarity(one: str, other: str) -> float:
    """Computes Dice's coefficient of the two texts' pairs of characters, 0 to 1; 0 if neither has any."""
    left, right = count_character_pairs(one), count_character_pairs(other)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def is_unchanged(former: str, text: str) -> bool:
    """Tells whether a text equals the former one letter by letter, ignoring blanks and marks; False for an empty text."""
    return bool(remove_marks(text)) and _MARKS_BUT_POINTS.sub("", text) == _MARKS_BUT_POINTS.sub("", former)


def is_hardly_changed(former: str, text: str, *, at_least: Decimal = HARDLY_CHANGED) -> bool:
    """Tells whether a text equals the former one or nearly; False if either is shorter than ``SHORTEST_COMPARED``.

    Args:
        at_least: the similarity of the pairs of characters, 0 to 1.
    """
    if min(len(remove_marks(former)), len(remove_marks(text))) < SHORTEST_COMPARED:
        return False
    return is_unchanged(former, text) or compute_text_similarity(former, text) >= at_least
