"""Splits and compares texts for the checks."""

import re
from decimal import Decimal

from tasks.assessing.likeness import count_character_pairs
from tasks.assessing.quantities import Quantity

HAN = "一-鿿"
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?")
_CLAUSE = re.compile(r"[^，,。；;！!？?：:\n①-⑳]+")
_SPACE = re.compile(r"\s+")


def split_sentences(text: str) -> list[str]:
    """Returns the sentences with their stops; a semicolon or a line end also ends a sentence."""
    return [found[0] for found in _SENTENCE.finditer(text)]


def list_clause_places(text: str) -> list[tuple[int, int]]:
    """Returns the half-open places of the clauses, without marks around them and without ①."""
    return [(found.end() - len(said), found.end()) for found in _CLAUSE.finditer(text) if (said := found[0].lstrip())]


def get_exponent(number: Decimal) -> int:
    """Returns the power of ten of the last printed digit: -2 for 3.14, 0 for 3."""
    return int(number.as_tuple().exponent)


def remove_spaces(text: str) -> str:
    return _SPACE.sub("", text)


def compute_containment(short: str, long: str) -> float:
    """Returns the share of the character pairs of ``short`` that ``long`` contains, 0 to 1."""
    wanted = count_character_pairs(short)
    return (wanted & count_character_pairs(long)).total() / wanted.total() if wanted else 0.0


def get_words_around(text: str, start: int, end: int, reach: int = 8) -> str:
    """Returns a place of a text with up to ``reach`` characters of its line on either side."""
    left = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + reach)
    return text[left:right].strip()


def is_count(one: Quantity) -> bool:
    """Returns whether a quantity counts or measures something, and is no rate and no range."""
    return bool(one.unit) and "%" not in one.unit and "点" not in one.unit and one.upper is None
