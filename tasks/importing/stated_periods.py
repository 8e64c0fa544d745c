"""Reads until when a document reports, where it says so by month or day: 1—11月, 截至10月31日, 5月份."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass

from tasks.periods import Rhythm

_DASH = r"\s*[-—–－至到~～]\s*"
_YEAR = r"(?:(?:19|20)\d{2}\s*年\s*)?"
_DAY = re.compile(
    rf"(?:截至|截止|统计至|更新至)(?:时间|日期|到)?\s*[：:]?\s*{_YEAR}(1[0-2]|0?[1-9])\s*月\s*(3[01]|[12]\d|0?[1-9])\s*日"
)
_UNTIL_MONTH = re.compile(rf"(?<!\d)0?1\s*(?:月(?:份)?)?{_DASH}(1[0-2]|0?[2-9])\s*月(?!\d)")
_MONTH = re.compile(
    rf"(?:截至|截止|截止到|统计至)?\s*{_YEAR}(?<![\d-])(1[0-2]|0?[1-9])\s*月(?:份|底|末)?(?![\d日底末份前])"
)


@dataclass(frozen=True)
class StatedPeriod:
    """How far a report reaches.

    Attributes:
        printed: its words.
        month, day: the last day that it tells of.
    """

    printed: str
    month: int
    day: int

    def find_number(self, rhythm: Rhythm) -> int | None:
        """Returns the number of the period that ends on this day; None where none does."""
        is_last = self.day >= monthrange(2023, self.month)[1]
        return rhythm.find_number(self.month) if is_last else None


def find_stated_period(text: str) -> StatedPeriod | None:
    """Returns the last day that a title or a remark above a table states; None for one that states none."""
    plain = unicodedata.normalize("NFKC", text)
    if match := _DAY.search(plain):
        return StatedPeriod(_squeeze(match[0]), int(match[1]), int(match[2]))
    if match := _UNTIL_MONTH.search(plain) or _MONTH.search(plain):
        month = int(match[1])
        return StatedPeriod(_squeeze(match[0]), month, monthrange(2023, month)[1])
    return None


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
