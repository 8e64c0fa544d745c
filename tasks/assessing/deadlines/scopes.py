"""完成时限: cuts a folded text at its punctuation and tells which words each date governs."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from tasks.assessing.deadlines.expressions import Expression

_CUT = re.compile(r"[,。;:!?()\r\n|]")
_LONGEST = 120
"""The number of characters that a date may govern on either side."""
_BESIDE = 12
"""The number of expressions on either side that may stand in the same list: 3月、6月、9月、12月."""
_LISTED = re.compile(r"(?:、|和|及|以及|与|,?分别于)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands in a folded text.

    Attributes:
        before: the words of its clause before it.
        besides: its clause without any time expression.
        after: the words behind it that it governs, up to the next other expression.
        start, end: of all that it governs, with the expression.
        is_listed: whether another date follows directly: 3月、6月底前.
    """

    before: str
    besides: str
    after: str
    start: int
    end: int
    is_listed: bool


def list_places(folded: str, ordered: list[Expression]) -> list[Place]:
    """Returns the place of each expression."""
    cuts = [found.start() for found in _CUT.finditer(folded)]
    places: list[Place] = []
    left = 0
    for index, each in enumerate(ordered):
        limit = ordered[index + 1].start if index + 1 < len(ordered) else len(folded)
        start, end = _find_clause(folded, cuts, each)
        right = _find_right(folded, cuts, each, limit)
        left = max(start, left)
        is_listed = bool(_LISTED.fullmatch(folded, each.end, limit)) and limit < len(folded)
        besides = _leave_out(folded, start, end, ordered, index)
        places.append(Place(folded[start : each.start], besides, folded[each.end : right], left, right, is_listed))
        left = right + folded.startswith("、", right)
    return places


def _leave_out(folded: str, start: int, end: int, ordered: list[Expression], index: int) -> str:
    """Returns a piece of text without the expression of the given index and those beside it."""
    near = ordered[max(0, index - _BESIDE) : index + _BESIDE + 1]
    kept, at = "", start
    for each in near:
        if start <= each.start < end:
            kept, at = kept + folded[at : each.start], each.end
    return kept + folded[at:end]


def _find_clause(folded: str, cuts: list[int], each: Expression) -> tuple[int, int]:
    """Finds the clause around an expression, or as much of it as lies near."""
    index = bisect_right(cuts, each.start - 1)
    first = cuts[index - 1] + 1 if index else 0
    index = bisect_right(cuts, each.end - 1)
    last = cuts[index] if index < len(cuts) else len(folded)
    return max(first, each.start - _LONGEST), min(last, each.end + _LONGEST)


def _find_right(folded: str, cuts: list[int], each: Expression, limit: int) -> int:
    """Finds the end of what an expression governs.

    Brackets inside belong to it, and so does the next clause if a comma follows the expression at once. If another
    expression follows without a cut, a 、 before it ends the words.
    """
    furthest = min(limit, each.end + _LONGEST)
    at, depth = each.end, 0
    for cut in cuts[bisect_right(cuts, each.end - 1) :]:
        if cut >= furthest:
            break
        mark = folded[cut]
        if mark == "(" and cut > each.end:
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
        elif not depth and not (mark == "," and cut == each.end):
            return cut
        at = cut + 1
    if limit <= furthest and depth == 0 and limit < len(folded):
        pause = folded.rfind("、", at, limit)
        return pause if pause > each.end else limit
    return furthest
