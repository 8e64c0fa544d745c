"""How the checks read a text: sentences, clauses, quotations."""

import re
from decimal import Decimal

from tasks.assessing.likeness import count_character_pairs
from tasks.assessing.quantities import Quantity

HAN = "一-鿿"
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?")
_SPACE = re.compile(r"\s+")


def split_sentences(text: str) -> list[str]:
    """Sentences with their stops; a semicolon or a line end closes one."""
    return [found[0] for found in _SENTENCE.finditer(text)]


def get_exponent(number: Decimal) -> int:
    """The power of ten of the last printed digit: -2 of 3.14, 0 of 3."""
    return int(number.as_tuple().exponent)


def remove_spaces(text: str) -> str:
    """A text without spaces."""
    return _SPACE.sub("", text)


def compute_containment(short: str, long: str) -> float:
    """How much of ``short`` comes back in ``long``, 0 to 1."""
    wanted = count_character_pairs(short)
    return (wanted & count_character_pairs(long)).total() / wanted.total() if wanted else 0.0


def get_words_around(text: str, start: int, end: int, reach: int = 8) -> str:
    """The words around a place, within its line, for a quotation that a person can find."""
    left = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + reach)
    return text[left:right].strip()


def is_count(one: Quantity) -> bool:
    """Whether a quantity counts or measures something, rather than being a rate or a range."""
    return bool(one.unit) and "%" not in one.unit and "点" not in one.unit and one.upper is None
