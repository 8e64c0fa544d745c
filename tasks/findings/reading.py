"""How the checks read a text: sentences, clauses, likeness."""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from tasks.quantities import Quantity

HAN = "一-鿿"
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?")
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(rf"[^{HAN}A-Za-z0-9]")


def sentences(text: str) -> list[str]:
    """Sentences with their stops; a semicolon or a line end closes one."""
    return [found[0] for found in _SENTENCE.finditer(text)]


def bare(text: str) -> str:
    """A text without spaces and marks, for comparing."""
    return _MARKS.sub("", text)


def exponent_of(number: Decimal) -> int:
    """The power of ten of the last printed digit: -2 of 3.14, 0 of 3."""
    return int(number.as_tuple().exponent)


def squeezed(text: str) -> str:
    """A text without spaces."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=4096)
def pairs(text: str) -> Counter[str]:
    """The pairs of characters of a text, counted."""
    stripped = bare(text)
    return Counter(stripped[at : at + 2] for at in range(len(stripped) - 1))


def similarity(one: str, other: str) -> float:
    """Dice's coefficient of the two texts' pairs of characters, 0 to 1."""
    left, right = pairs(one), pairs(other)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def contained(short: str, long: str) -> float:
    """How much of ``short`` comes back in ``long``, 0 to 1."""
    wanted = pairs(short)
    return (wanted & pairs(long)).total() / wanted.total() if wanted else 0.0


def around(text: str, start: int, end: int, reach: int = 8) -> str:
    """The words around a place, within its line, for a quotation that a person can find."""
    left = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + reach)
    return text[left:right].strip()


def is_count(one: Quantity) -> bool:
    """Whether a quantity counts or measures something, rather than being a rate or a range."""
    return bool(one.unit) and "%" not in one.unit and "点" not in one.unit and one.upper is None
