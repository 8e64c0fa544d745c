"""Computes how many lines a text takes in a column: Han characters are one em wide, Latin letters and digits
about half.

Neither openpyxl nor python-docx computes the height of a row, and Excel does not raise a row that has a
height. So this module follows the wrapping and rounds up a little.
"""

import re
import unicodedata
from functools import lru_cache

# digits of the fonts that replace 仿宋 are wider than half an em
NARROW_EM = 0.56
# a line does not begin with one of these; the character before moves to the next line too
CLOSING = "，。、；：？！）》〉】〕”’…％%,.;:?!)]}·"
OPENING = "（《〈【〔“‘([{"
# what is never split at a line's end: a number or word, a character with the marks next to it
CHUNK = re.compile(rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z.\-+/_@]+|.)[{re.escape(CLOSING)}]*", re.DOTALL)


def compute_text_width(text: str) -> float:
    """Computes the width in em of a text without line breaks."""
    return sum(1.0 if is_wide(character) else NARROW_EM for character in text)


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether a character is one em wide in Chinese fonts; ① “ — are."""
    return unicodedata.east_asian_width(character) in "WFA"


@lru_cache(maxsize=8192)
def compute_chunk_width(chunk: str) -> float:
    return compute_text_width(chunk)


def count_lines(text: str, line_em: float) -> int:
    """Counts the lines of ``text`` in a column.

    Args:
        text: may hold line breaks.
        line_em: the width for text in em: (column width − padding) ÷ font size.
    """
    return sum(count_paragraph_lines(paragraph, line_em) for paragraph in text.split("\n"))


def count_paragraph_lines(text: str, line_em: float) -> int:
    lines, filled = 1, 0.0
    for chunk in CHUNK.findall(text):
        width = compute_chunk_width(chunk)
        if filled + width <= line_em:
            filled += width
            continue
        if filled:
            lines += 1
        # a chunk wider than the column is split
        further = int(width // line_em) if width > line_em else 0
        lines += further
        filled = width - further * line_em
    return lines
