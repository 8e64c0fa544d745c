"""Reads dates as documents write them, also those that a conversion has damaged."""

import re
import unicodedata
from datetime import date

from tasks.periods import describe_day_refusal, format_chinese_date

CHINESE_DIGITS = {character: str(number) for number, character in enumerate("〇一二三四五六七八九")} | {
    "○": "0", "零": "0", "０": "0", "O": "0", "o": "0", "Ｏ": "0", "◯": "0",
}  # fmt: skip
_WHOLE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:印发)?")
_DOTTED = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DAMAGED = re.compile(r"(\d{4})(\d{2,4})日|(\d{4})年(\d{2,4})日|(\d{4})(\d{1,2})月(\d{1,2})日")
_CHINESE = re.compile(
    r"([〇○零０oOＯ◯一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)


def read_date_line(line: str) -> tuple[date | None, str]:
    """Returns the date that a line consists of, and a warning or "".

    Restores a lost 年, 月 or 日 (2022726日) if only one reading is a valid date; otherwise returns None and a warning. A
    line that is no date gives None and "".
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", line))
    if match := _WHOLE.fullmatch(text) or _DOTTED.fullmatch(text):
        return _build_date(*map(int, match.groups()), line=line)
    if match := _CHINESE.fullmatch(text):
        year = int("".join(CHINESE_DIGITS[character] for character in match[1]))
        return _build_date(year, read_chinese_under_hundred(match[2]), read_chinese_under_hundred(match[3]), line=line)
    if match := _DAMAGED.fullmatch(text):
        return _repair_date(re.sub(r"\D", "", text), line)
    return None, ""


def _build_date(year: int, month: int, day: int, *, line: str) -> tuple[date | None, str]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, f"成文日期“{line}”不是有效的日期。"
    return (None, f"成文日期“{line}”：{refusal}") if (refusal := describe_day_refusal(found)) else (found, "")


def _repair_date(digits: str, line: str) -> tuple[date | None, str]:
    year, rest = int(digits[:4]), digits[4:]
    readings = set()
    for cut in range(1, len(rest)):
        month, day = rest[:cut], rest[cut:]
        # documents write months and days without leading zeros: GB/T 9704-2012 7.3.5.4
        if month.startswith("0") or day.startswith("0"):
            continue
        found, _ = _build_date(year, int(month), int(day), line=line)
        if found:
            readings.add(found)
    if len(readings) != 1:
        return None, f"成文日期“{line}”有缺字，无法确定是哪一天，请核对。"
    found = readings.pop()
    return found, f"成文日期“{line}”有缺字，按 {format_chinese_date(found)} 处理，请核对。"


def read_chinese_under_hundred(text: str) -> int:
    """Returns the number that 一 to 九十九 stand for: 十, 十二, 二十, 三十一."""
    if "十" not in text:
        return int("".join(CHINESE_DIGITS[character] for character in text))
    tens, _, ones = text.partition("十")
    return (int(CHINESE_DIGITS[tens]) if tens else 1) * 10 + (int(CHINESE_DIGITS[ones]) if ones else 0)
