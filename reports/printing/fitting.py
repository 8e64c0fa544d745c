"""How many lines a text takes in a column: Han characters are one em wide, Latin letters and digits about half.

Neither openpyxl nor python-docx can say how high a row has to be, and Excel does not make a row higher by
itself once it has a height. So the wrapping is followed here, a little on the safe side.
"""

import re
import unicodedata
from functools import lru_cache

# digits of the fonts that stand in for 仿宋 are wider than its half em
NARROW_EM = 0.56
# a line does not begin with one of these; the character before goes along
CLOSING = "，。、；：？！）》〉】〕”’…％%,.;:?!)]}·"
OPENING = "（《〈【〔“‘([{"
# what is never torn apart at a line's end: a number or word, a character with the marks that cling to it
UNIT = re.compile(rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z.\-+/_@]+|.)[{re.escape(CLOSING)}]*", re.DOTALL)


def compute_text_width(text: str) -> float:
    """Width of a text without line breaks, in em."""
    return sum(1.0 if is_wide(character) else NARROW_EM for character in text)


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether a character fills one em in Chinese fonts; ① “ — count as wide."""
    return unicodedata.east_asian_width(character) in "WFA"


@lru_cache(maxsize=8192)
def compute_chunk_width(unit: str) -> float:
    return compute_text_width(unit)


def count_lines(text: str, line_em: float) -> int:
    """Lines that ``text`` takes in a column.

    Args:
        text: may hold line breaks.
        line_em: the room for text in one line, in em (column width without its padding ÷ font size).
    """
    return sum(count_paragraph_lines(paragraph, line_em) for paragraph in text.split("\n"))


def count_paragraph_lines(text: str, line_em: float) -> int:
    lines, filled = 1, 0.0
    for unit in UNIT.findall(text):
        width = compute_chunk_width(unit)
        if filled + width <= line_em:
            filled += width
            continue
        if filled:
            lines += 1
        # a unit wider than the column is broken inside
        further = int(width // line_em) if width > line_em else 0
        lines += further
        filled = width - further * line_em
    return lines
