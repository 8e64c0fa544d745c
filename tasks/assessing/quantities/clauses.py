"""量化指标: cuts a text into sentences, clauses, headings and brackets. Positions are characters of the text."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from tasks.assessing.quantities.numbers import is_group_mark

_SENTENCE_ENDS = "。；;！!？?\n\r①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
_CUT = re.compile(rf"[,，:{_SENTENCE_ENDS}]")
_TITLE_END = re.compile(r"[：:]")
_NEW_TOPIC = re.compile(r"[\n\r①②③④⑤⑥⑦⑧⑨⑩⑪⑫]")
_LABEL = re.compile(r"(?:一是|二是|三是|四是|五是|六是|\(?[一二三四五六七八九十]\)?[、.]|\d{1,2}[.、])")
_NO_TOPIC = ("其中", "分别是", "分别为", "一是", "二是", "三是")
LONGEST_TOPIC = 30


@dataclass(frozen=True, slots=True)
class ClauseSpan:
    """The position of a clause, which commas and similar marks end.

    Attributes:
        start, end: half-open, without the punctuation.
        sentence: the number of its sentence; a semicolon ends a sentence.
        topic: the heading of its paragraph, or "".
        is_heading: whether it is itself such a heading, which repeats the task rather than reports on it.
    """

    start: int
    end: int
    sentence: int
    topic: str = ""
    is_heading: bool = False


def split_clauses(folded: str) -> list[ClauseSpan]:
    """Lists the clauses of a folded text in order; empty ones are left out."""
    clauses: list[ClauseSpan] = []
    start, sentence, topic = 0, 0, ""
    for found in _CUT.finditer(folded):
        mark = found[0]
        if mark in ",，" and _is_inside_number(folded, found.start()):
            continue
        heading = _find_heading(folded, start, found)
        _append_clause(clauses, ClauseSpan(start, found.start(), sentence, topic, is_heading=bool(heading)), folded)
        topic = "" if _NEW_TOPIC.match(mark) else heading or topic
        start = found.end()
        sentence += mark in _SENTENCE_ENDS
    _append_clause(clauses, ClauseSpan(start, len(folded), sentence, topic), folded)
    return clauses


def _is_inside_number(folded: str, at: int) -> bool:
    if folded[at] == "，":
        return folded[at - 1 : at].isdecimal() and folded[at + 1 : at + 2].isdecimal() and is_group_mark(folded, at)
    return folded[at - 1 : at].isdigit() and folded[at + 1 : at + 4].isdigit() and len(folded[at + 1 : at + 4]) == 3


def _append_clause(clauses: list[ClauseSpan], clause: ClauseSpan, folded: str) -> None:
    if folded[clause.start : clause.end].strip():
        clauses.append(clause)


def _find_heading(folded: str, start: int, found: re.Match[str]) -> str:
    """Finds the short heading before a colon, or ""."""
    title = folded[start : found.start()].strip()
    if not _TITLE_END.match(found[0]) or len(title) > LONGEST_TOPIC or title in _NO_TOPIC:
        return ""
    return _LABEL.sub("", title, count=1)


class ClauseIndex:
    """The clauses of a folded text, found by position in logarithmic time."""

    def __init__(self, folded: str) -> None:
        self.clauses = split_clauses(folded)
        self._starts = [clause.start for clause in self.clauses]

    def get_number_at(self, position: int) -> int:
        """Returns the index of the clause at a position."""
        return max(0, bisect_right(self._starts, position) - 1)

    def get_clause_at(self, position: int) -> ClauseSpan:
        return self.clauses[self.get_number_at(position)]


def list_bracket_spans(folded: str) -> list[tuple[int, int]]:
    """Lists the spans of the outermost pairs of round brackets; an unpaired opening bracket is ignored."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, char in enumerate(folded):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, at + 1))
    return spans


def is_within(spans: list[tuple[int, int]], position: int) -> bool:
    """Tells whether a position is inside one of the ordered spans."""
    index = bisect_right(spans, (position, float("inf"))) - 1
    return index >= 0 and spans[index][0] < position < spans[index][1]
