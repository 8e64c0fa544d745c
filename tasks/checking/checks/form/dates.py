"""Days of the calendar, and figures of the whole window."""

import re
from collections.abc import Iterator
from datetime import date

from tasks.assessing.quantities.numbers import fold
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import found_at, texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Document, Item

_DATE = re.compile(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WINDOW = re.compile(r"(?<![\d.])1\s*[-—–－~至]\s*(\d{1,2})月")
_LEAP = 2024
"""Any leap year: a day without its year may be 29 February."""


def check(document: Document) -> Iterator[Finding]:
    """Days that do not exist, figures that end too early."""
    for text, item, where in texts(document):
        for found in _DATE.finditer(fold(text)):
            if not _is_day(found):
                message = f"“{text[slice(*found.span())]}”不是有效日期。"
                yield found_at(Code.DATE, message, item, where, text, found.span())
    for item in document.items:
        yield from _window(item, document)


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"] or _LEAP), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True


def _window(item: Item, document: Document) -> Iterator[Finding]:
    """Figures of 1-5月 in a report of the half-year."""
    last = document.quarter.number * 3
    for found in _WINDOW.finditer(fold(item.words)):
        before = item.words[max(0, found.start() - 5) : found.start()]
        if 1 < int(found[1]) < last and not re.search(r"20\d\d年?$|去年|上年", before):
            message = f"数据统计到{found[1]}月，本期为1-{last}月。"
            yield found_at(Code.STALE, message, item, Field.PROGRESS, item.words, found.span())
