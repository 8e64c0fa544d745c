"""量化指标: tells a target of several years (三年翻两番, 到2032年建成6个) from one of the year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.assessing.quantities import wording
from tasks.assessing.quantities.clauses import ClauseIndex

REACH = 120
"""The number of characters before a number in which the years of its target are looked for."""
_YEAR = re.compile(r"20\d\d(?=年|[—\-~～至到]{1,2}20\d\d年)")
_FRAME = re.compile(r"(?:[用到至自从在以力争取通过确保努未来今后再“\"'、\s(]|20\d\d[年—\-~～至到]*)*")
"""What may stand in its clause before years that hold for the whole sentence: 力争用三年时间，…"""


@dataclass(frozen=True, slots=True)
class Horizon:
    """By when a target is to be reached.

    Attributes:
        is_of_several_years: whether the words say so without naming a year.
        until: the last year that the words name; None where they name none.
    """

    is_of_several_years: bool = False
    until: int | None = None


def find_horizon(folded: str, index: ClauseIndex, clause_number: int, end: int) -> Horizon:
    """Finds the horizon of a target in the words before it.

    Years at the start of a clause hold for the rest of the sentence, others for their own clause; 今年 ends both.

    Args:
        clause_number: the clause of the target in ``index``.
        end: the end of its quantity; 翻番 is itself told to be of three years.
    """
    begin = _find_sentence_start(index, clause_number, end)
    begin = max((found.end() for found in wording.THIS_YEAR.finditer(folded, begin, end)), default=begin)
    own = index.clauses[clause_number].start

    def iterate_holding(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for found in pattern.finditer(folded, begin, end):
            start = index.get_clause_at(found.start()).start
            if start == own or _FRAME.fullmatch(folded, max(start, begin), found.start()):
                yield found

    if any(iterate_holding(wording.SEVERAL_YEARS)):
        return Horizon(is_of_several_years=True)
    years = [int(found[0]) for found in iterate_holding(_YEAR)]
    return Horizon(until=years[-1] if years else None)


def _find_sentence_start(index: ClauseIndex, clause_number: int, end: int) -> int:
    clauses, first, least = index.clauses, clause_number, end - REACH
    while first and clauses[first - 1].sentence == clauses[first].sentence and clauses[first].start > least:
        first -= 1
    return max(clauses[first].start, least)
