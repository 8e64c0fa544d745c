"""Progress texts cut into sentences and clauses, and cue words found in them with their scope."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_PARAGRAPH_END = re.compile(r"[\n\r]+|(?=[①-⑳❶-❿])|(?=(?<![一-鿿])[一二三四五六七八九十]是)")
_SENTENCE_END = re.compile(r"[。；;]+")
_CLAUSE_END = re.compile(r"(?:[，：:！!？?]|,(?!\d{3}))+")
_GAP = 12
"""Characters that ``…`` of a cue word may stand for: some words, not half a sentence."""

REACH = 40
"""Characters before and behind a word that may bear on it; keeps the time linear on texts without commas."""

_NEGATING = re.compile(
    r"(?:(?:[无未没]|没有|不再|不存在|消除|缩小|解决|防止|避免|杜绝|查找|严禁|克服|化解|补齐|对照|扭转|改变)[^，。；]{0,3}|[不未])$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two commas of a text, its place in it, and the numbers of its paragraph and sentence."""

    text: str
    start: int
    paragraph: int
    sentence: int  # where the sentence begins

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def list_clauses(text: str) -> list[Clause]:
    """The clauses of a text in order, without blanks at their ends; empty ones are left out."""
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
    """One pattern for a list of cue words, the longest first; ``…`` in a word is a short gap."""
    ordered = sorted(cues, key=len, reverse=True)
    words = (re.escape(cue).replace("…", rf"[^，。；]{{1,{_GAP}}}?") for cue in ordered)
    return re.compile("|".join(words) or r"(?!)")


def list_cue_hits(clause: Clause, cues: tuple[str, ...]) -> list[re.Match[str]]:
    """The cue words of a clause."""
    return list(compile_cues(cues).finditer(clause.text))


def is_negated(text: str, position: int) -> bool:
    """Whether the word at ``position`` is denied or spoken of as something to be remedied (消除差距, 未滞后)."""
    return bool(_NEGATING.search(text[max(0, position - REACH) : position]))


def find_asserted_cue(clause: Clause, cues: tuple[str, ...]) -> re.Match[str] | None:
    """The first cue word of a clause that is said to be so, or None."""
    return next(
        (hit for hit in list_cue_hits(clause, cues) if not is_negated(clause.text, hit.start())), None
    )
