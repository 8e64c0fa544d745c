"""What a person looks for, and where it stands in a text: whole, in words, or in pieces near each other.

Chinese is written without spaces, so everything is found as a substring, one character upward. Case and the width
of letters, digits and signs make no difference. Every position is one of the text as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

Span = tuple[int, int]

#: full-width signs, letters and digits, and the wide space → the usual ones
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
WIDE = {narrow: wide for wide, narrow in NARROW.items()}
#: a number or a Latin word is looked for as a whole, Chinese may be split
RUN = re.compile(r"[!-~]+|[^!-~]+")
SENTENCE = re.compile(r"[^。；;！？\n]+")
MOST_WORDS = 10
#: of what stands around a hit, how much comes before it and how much there is in all
BEFORE, AROUND = 24, 96
LEFT_OUT = "……"


@dataclass(frozen=True)
class TextMatch:
    """What of a query stands in a text.

    Attributes:
        words: those of its words.
        is_phrase: it stands there as a whole.
        spans: where, in order and apart; never empty.
    """

    words: frozenset[str]
    is_phrase: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Snippet:
    """A stretch of a text around its hits, which ``spans`` mark."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class QueryWords:
    """The words of a query, narrow and in lower case, each once, in their order."""

    words: tuple[str, ...]

    def find_words(self, text: str) -> TextMatch | None:
        """Which of the words a text has; None when it has none."""
        spans = {word: found for word in self.words if (found := list_word_spans(word, text))}
        if not spans:
            return None
        whole = self.list_phrase_spans(text) if len(spans) == len(self.words) else []
        return TextMatch(frozenset(spans), bool(whole), merge_spans(whole or chain(*spans.values())))

    def list_phrase_spans(self, text: str) -> list[Span]:
        """Where the words stand one behind the other, with or without a space between them."""
        wholes = {joint.join(self.words) for joint in ("", " ")}
        return [span for whole in wholes for span in list_word_spans(whole, text)]

    @property
    def is_divisible(self) -> bool:
        """Whether there are pieces to look for at all."""
        return any(len(word) > 2 and not word.isascii() for word in self.words)

    def find_near(self, text: str) -> TextMatch | None:
        """新增停车位 stands in 新增公共停车位: every character is part of two neighbours that the text has too.

        Returns:
            The pieces in the first sentence that has those of every word; None when none has.
        """
        for sentence in SENTENCE.finditer(text) if self.is_divisible else ():
            found = [list_piece_spans(word, sentence[0]) for word in self.words]
            if all(found):
                start = sentence.start()
                spans = merge_spans((start + a, start + b) for a, b in chain(*found))
                return TextMatch(frozenset(self.words), False, spans)
        return None


def parse_query(query: str) -> QueryWords | None:
    """What a query means; None when it has no word. Words beyond ``MOST_WORDS`` are left out."""
    words = tuple(dict.fromkeys(query.translate(NARROW).lower().split()))[:MOST_WORDS]
    return QueryWords(words) if words else None


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order; those that touch each other are one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return tuple(apart)


@lru_cache(maxsize=512)
def compile_word(word: str) -> re.Pattern[str]:
    """A narrow word in lower case as a pattern that takes every width and case of its letters."""
    return re.compile("".join(f"[{re.escape(get_letter_forms(one))}]" for one in word))


def get_letter_forms(character: str) -> str:
    """Narrow and wide, small and capital."""
    return "".join(
        dict.fromkeys(
            form for case in (character, character.upper()) for form in (case, case.translate(WIDE))
        )
    )


def list_word_spans(word: str, text: str) -> list[Span]:
    """Where a narrow word in lower case stands in a text."""
    return [match.span() for match in compile_word(word).finditer(text)]


def list_piece_spans(word: str, sentence: str) -> list[Span]:
    """Where the pieces of a word stand in a sentence; nothing unless they make up the whole word."""
    spans = []
    for run in RUN.findall(word):
        found = [place for piece in split_run(run, sentence) for place in list_word_spans(piece, sentence)]
        if not found:
            return []
        spans += found
    return spans


def split_run(run: str, sentence: str) -> list[str]:
    """The pieces of a run that a sentence has; nothing unless each character of the run is in one of them."""
    if run.isascii() or run in sentence:
        return [run]
    pairs = {at: run[at : at + 2] for at in range(len(run) - 1) if run[at : at + 2] in sentence}
    covered = set(pairs) | {at + 1 for at in pairs}
    return list(dict.fromkeys(pairs.values())) if len(covered) == len(run) else []


def build_snippet(text: str, found: TextMatch) -> Snippet:
    """The stretch of a text with the most different hits, and what stands around it."""
    start = max(0, find_best_start(text, found.spans) - BEFORE)
    start = 0 if start < BEFORE // 2 else start
    end = min(len(text), start + AROUND)
    end = len(text) if len(text) - end < BEFORE // 2 else end
    lead = LEFT_OUT if start else ""
    shift = start - len(lead)
    inside = [(max(a, start) - shift, min(b, end) - shift) for a, b in found.spans if b > start and a < end]
    return Snippet(f"{lead}{text[start:end]}{LEFT_OUT if end < len(text) else ''}", tuple(inside))


def find_best_start(text: str, spans: Sequence[Span]) -> int:
    """Where the hit begins that has the most different hits close behind it; the first of several."""

    def company(span: Span) -> int:
        close = (text[a:b] for a, b in spans if span[0] <= a and b <= span[0] + AROUND - BEFORE)
        return len(set(close))

    return max(spans, key=lambda span: (company(span), -span[0]))[0]


def iterate_steady_characters(word: str) -> Iterator[str]:
    """The characters of a narrow word that have one form only, so that a database can look for them."""
    return (character for character in dict.fromkeys(word) if not character.isascii())
