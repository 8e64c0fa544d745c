"""查找: parses a query and finds it in a text, as a phrase, as single words, or as pieces near each other.

Chinese is written without spaces, so words are found as substrings of one character or more. Case and width of
letters, digits and signs are ignored. All positions are characters of the original text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

Span = tuple[int, int]

#: full-width signs, letters, digits and space → their half-width forms
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
WIDE = {narrow: wide for wide, narrow in NARROW.items()}
#: a run of half-width characters is found as a whole only, a run of Chinese also in pieces
RUN = re.compile(r"[!-~]+|[^!-~]+")
SENTENCE = re.compile(r"[^。；;！？\n]+")
MOST_WORDS = 10
#: characters of a snippet before its first hit, and characters of a snippet in all
BEFORE, AROUND = 24, 96
LEFT_OUT = "……"


@dataclass(frozen=True)
class TextMatch:
    """The parts of a query that a text contains.

    Attributes:
        words: the words of the query that the text contains.
        is_phrase: whether the text contains the whole query.
        spans: the positions, in order and not overlapping; never empty.
    """

    words: frozenset[str]
    is_phrase: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Snippet:
    """A piece of a text around its hits; ``spans`` are their positions in the piece."""

    text: str
    spans: tuple[Span, ...]


def parse_query(query: str) -> tuple[str, ...] | None:
    """Splits a query into its words, half-width and in lower case, each once; None if there are none.

    Words beyond ``MOST_WORDS`` are left out.
    """
    return tuple(dict.fromkeys(query.translate(NARROW).lower().split()))[:MOST_WORDS] or None


def find_words(words: Sequence[str], text: str) -> TextMatch | None:
    """Finds the words that a text contains; None if it contains none."""
    spans = {word: found for word in words if (found := list_word_spans(word, text))}
    if not spans:
        return None
    whole = list_phrase_spans(words, text) if len(spans) == len(words) else []
    return TextMatch(frozenset(spans), bool(whole), merge_spans(whole or chain(*spans.values())))


def list_phrase_spans(words: Sequence[str], text: str) -> list[Span]:
    """Lists the positions at which the words follow each other, with or without a space."""
    wholes = {joint.join(words) for joint in ("", " ")}
    return [span for whole in wholes for span in list_word_spans(whole, text)]


def find_near(words: Sequence[str], text: str) -> TextMatch | None:
    """Finds the first sentence that contains all words at least in pieces: 新增停车位 is found in 新增公共停车位.

    A word is found in pieces if each of its characters belongs to a pair of neighbours that the sentence contains.
    """
    is_divisible = any(len(word) > 2 and not word.isascii() for word in words)
    for sentence in SENTENCE.finditer(text) if is_divisible else ():
        found = [list_piece_spans(word, sentence[0]) for word in words]
        if all(found):
            start = sentence.start()
            spans = merge_spans((start + a, start + b) for a, b in chain(*found))
            return TextMatch(frozenset(words), False, spans)
    return None


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorts spans and joins those that touch or overlap."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return tuple(apart)


@lru_cache(maxsize=512)
def compile_word(word: str) -> re.Pattern[str]:
    """Compiles a half-width word in lower case to a pattern that matches every width and case."""
    return re.compile("".join(f"[{re.escape(get_letter_forms(one))}]" for one in word))


def get_letter_forms(character: str) -> str:
    """Returns the forms of a character: half-width and full-width, lower and upper case."""
    return "".join(
        dict.fromkeys(form for case in (character, character.upper()) for form in (case, case.translate(WIDE)))
    )


def list_word_spans(word: str, text: str) -> list[Span]:
    """Lists the positions of a half-width word in lower case in a text."""
    return [match.span() for match in compile_word(word).finditer(text)]


def list_piece_spans(word: str, sentence: str) -> list[Span]:
    """Lists the positions of a word's pieces in a sentence; empty unless they make up the whole word."""
    spans = []
    for run in RUN.findall(word):
        found = [place for piece in split_run(run, sentence) for place in list_word_spans(piece, sentence)]
        if not found:
            return []
        spans += found
    return spans


def split_run(run: str, sentence: str) -> list[str]:
    """Splits a run into the pieces that a sentence contains; empty unless they cover the whole run."""
    if run.isascii() or run in sentence:
        return [run]
    pairs = {at: run[at : at + 2] for at in range(len(run) - 1) if run[at : at + 2] in sentence}
    covered = set(pairs) | {at + 1 for at in pairs}
    return list(dict.fromkeys(pairs.values())) if len(covered) == len(run) else []


def build_snippet(text: str, found: TextMatch) -> Snippet:
    """Builds the snippet of a text around the place with the most different hits."""
    start = max(0, find_best_start(text, found.spans) - BEFORE)
    start = 0 if start < BEFORE // 2 else start
    end = min(len(text), start + AROUND)
    end = len(text) if len(text) - end < BEFORE // 2 else end
    lead = LEFT_OUT if start else ""
    shift = start - len(lead)
    inside = [(max(a, start) - shift, min(b, end) - shift) for a, b in found.spans if b > start and a < end]
    return Snippet(f"{lead}{text[start:end]}{LEFT_OUT if end < len(text) else ''}", tuple(inside))


def find_best_start(text: str, spans: Sequence[Span]) -> int:
    """Returns the start of the hit with the most different hits close behind it; the first of several."""

    def count_close(span: Span) -> int:
        close = (text[a:b] for a, b in spans if span[0] <= a and b <= span[0] + AROUND - BEFORE)
        return len(set(close))

    return max(spans, key=lambda span: (count_close(span), -span[0]))[0]


def iterate_steady_characters(word: str) -> Iterator[str]:
    """Yields the characters of a half-width word that have only one form, so that a database can search for them."""
    return (character for character in dict.fromkeys(word) if not character.isascii())
