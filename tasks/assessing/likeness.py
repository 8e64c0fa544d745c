"""Whether two texts say the same: one decision for the queue of 研判, 预警, 校核 and the scorecard.

Two questions are asked of a text and of the last filed one (``tasks.assessing.earlier``), and they have two names:

* ``is_unchanged``: letter by letter. It may cost a unit points, so no opinion of a machine is in it.
* ``is_hardly_changed`` (雷同): nearly the same pairs of characters. It only asks a person to look.

How much two **names of a measure** speak of the same thing is another question, answered by
``tasks.assessing.quantities.similarity``; which **task a row of a document** is, by ``tasks.importing.match``, for which a
fragment of a text is worth nearly as much as the whole.
"""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

#: pairs of characters shared from which a text is hardly changed; a plan may set its own for 预警 (雷同相似度)
HARDLY_CHANGED = Decimal("0.95")
#: characters: shorter texts are alike by chance
SHORTEST_COMPARED = 20

_MARKS = re.compile(r"[^一-鿿A-Za-z0-9]")
# 3.5 is not 35
_MARKS_BUT_POINTS = re.compile(r"[^一-鿿A-Za-z0-9.]|(?<!\d)\.|\.(?!\d)")


def remove_marks(text: str) -> str:
    """A text without blanks and marks, which are changed at will."""
    return _MARKS.sub("", text)


@lru_cache(maxsize=4096)
def count_character_pairs(text: str) -> Counter[str]:
    """The pairs of characters of a bare text, counted. Nobody may change the answer."""
    plain = remove_marks(text)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def compute_text_similarity(one: str, other: str) -> float:
    """Dice's coefficient of the two texts' pairs of characters, 0 to 1; 0 where neither has any."""
    left, right = count_character_pairs(one), count_character_pairs(other)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def is_unchanged(former: str, text: str) -> bool:
    """Whether a text is the former one letter by letter, blanks and marks aside; never of an empty text."""
    return bool(remove_marks(text)) and _MARKS_BUT_POINTS.sub("", text) == _MARKS_BUT_POINTS.sub("", former)


def is_hardly_changed(former: str, text: str, *, at_least: Decimal = HARDLY_CHANGED) -> bool:
    """Whether a text of some length is the former one, or nearly.

    Args:
        at_least: the share of pairs of characters that both have, 0 to 1.
    """
    if min(len(remove_marks(former)), len(remove_marks(text))) < SHORTEST_COMPARED:
        return False
    return is_unchanged(former, text) or compute_text_similarity(former, text) >= at_least
