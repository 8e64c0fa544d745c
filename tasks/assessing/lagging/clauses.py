"""预警: cuts texts into clauses and finds the cue words in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks.assessing.lagging.borders import is_seam

_PARAGRAPH_END = re.compile(r"[\n\r]+|(?=[①-⑳❶-❿])|(?=(?<![一-鿿])[一二三四五六七八九十]是)")
_SENTENCE_END = re.compile(r"[。；;]+")
_CLAUSE_END = re.compile(r"(?:[！!？?]|[:：](?!(?<=\d[:：])\d)|[,，](?!(?<=\d[,，])\d{3}(?!\d)))+")
_GAP = 12
"""The number of characters that ``…`` in a cue word may stand for."""

REACH = 40
"""The number of characters looked at on either side of a word; keeps the time linear on texts without commas."""

_NEGATING = re.compile(
    r"(?:(?:[无未没]|没有|不再|不存在|消除|缩小|解决|防止|避免|杜绝|查找|严禁|克服|化解|补齐|对照|扭转|改变)[^，。；]{0,3}|[不未])$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text, which commas and similar marks end.

    Attributes:
        start: its position in the text, in characters.
        paragraph: the number of its paragraph.
        sentence: the position at which its sentence begins.
    """

    text: str
    start: int
    paragraph: int
    sentence: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def list_clauses(text: str) -> list[Clause]:
    """Lists the clauses of a text in order, stripped of blanks; empty ones are left out."""
    return [
        Clause(piece.strip(), left + len(piece) - len(piece.lstrip()), paragraph, first)
        for paragraph, (opens, closes) in enumerate(_iterate_pieces(_PARAGRAPH_END, text, 0, len(text)))
        for first, last in _iterate_pieces(_SENTENCE_END, text, opens, closes)
        for left, right in _iterate_pieces(_CLAUSE_END, text, first, last)
        if (piece := text[left:right]).strip()
    ]


def _iterate_pieces(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for found in separator.finditer(text, start, end):
        if found.start() > left:
            yield left, found.start()
        left = max(left, found.end())
    if left < end:
        yield left, end


@lru_cache(maxsize=256)
def compile_cues(cues: tuple[str, ...]) -> re.Pattern[str]:
    """Compiles cue words to one pattern, the longest first; ``…`` in a word matches a short gap."""
    ordered = sorted(cues, key=len, reverse=True)
    words = (re.escape(cue).replace("…", rf"[^，。；]{{1,{_GAP}}}?") for cue in ordered)
    return re.compile("|".join(words) or r"(?!)")


def list_cue_hits(clause: Clause, cues: tuple[str, ...]) -> list[re.Match[str]]:
    return find_cues(clause.text, cues)


def find_cues(text: str, cues: tuple[str, ...]) -> list[re.Match[str]]:
    """Finds the cue words of a text, without those that are the seam of two other words (流标 in 物流标准)."""
    return [hit for hit in compile_cues(cues).finditer(text) if not is_seam(text, *hit.span())]


def is_negated(text: str, position: int) -> bool:
    """Tells whether the word at ``position`` is denied (未滞后) or named as something to be remedied (消除差距)."""
    return bool(_NEGATING.search(text[max(0, position - REACH) : position]))


def find_asserted_cue(clause: Clause, cues: tuple[str, ...]) -> re.Match[str] | None:
    """Finds the first cue word of a clause that is not negated."""
    return next((hit for hit in list_cue_hits(clause, cues) if not is_negated(clause.text, hit.start())), None)
