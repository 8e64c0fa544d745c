"""Reads the number of an item as its cell prints it."""

import re
import unicodedata

from tasks.importing.dates import read_chinese_under_hundred

_CIRCLED = {chr(ord("①") + index): index + 1 for index in range(20)}


def read_serial_number(printed: str) -> int | None:
    """Returns the number of a serial cell (12, １２, 12., （12）, ⑫, 十二), None for any other text."""
    text = printed.strip()
    if text in _CIRCLED:
        return _CIRCLED[text]
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"^[(第]|[)项号.、]+$", "", text)
    if re.fullmatch(r"\d{1,4}", text):
        return int(text)
    if re.fullmatch(r"[一二三四五六七八九]?十?[一二三四五六七八九]?", text) and text:
        return read_chinese_under_hundred(text)
    return None
