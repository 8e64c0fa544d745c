"""Finds dates that do not exist, and data that end before the period does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tasks.assessing.quantities.numbers import fold_text
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_DATE = re.compile(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WINDOW = re.compile(r"(?<![\d.])1\s*[-—–－~至]\s*(\d{1,2})月")
_CUT_OFF = re.compile(r"截[至止]到?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:底|末|\d{1,2}日|[上中下]旬)?")
_SAID_CUT_OFF = re.compile(
    r"(?:截[至止]到?|统计[至到]|(?:截止|统计)(?:时间|时点|日期?)[^，。；\d]{0,4})(?:20\d\d年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|[底末])"
)
#: the last days of a month are its end
_MONTH_END = 28
_OF_A_STOCK = re.compile(r"的|前|以前|之前")
_LEAP = 2024
"""A leap year, since a date without a year may be 29 February."""


def check_dates(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_all_texts(document):
        for found in _DATE.finditer(fold_text(source.text)):
            if not _is_day(found):
                message = f"“{source.text[slice(*found.span())]}”不是有效日期。"
                yield source.build_finding_at(Code.DATE, message, found.span())
    for item in document.items:
        yield from _check_stale_data(item, document)
    yield from _check_cut_offs(document)


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"] or _LEAP), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True


def _check_stale_data(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    """Finds data of fewer months than the period has: 1-5月 in a report of the half-year."""
    last = document.quarter.months
    if document.quarter.rhythm.first_month != 1:
        return
    for found in _WINDOW.finditer(fold_text(item.words)):
        before = item.words[max(0, found.start() - 5) : found.start()]
        if 1 < int(found[1]) < last and not re.search(r"20\d\d年?$|去年|上年", before):
            message = f"数据统计到{found[1]}月，本期为1-{last}月。"
            source = CheckedText(item.words, item, Field.PROGRESS)
            yield source.build_finding_at(Code.STALE, message, found.span())
    for found in _CUT_OFF.finditer(fold_text(item.words)):
        year = int(found["year"] or document.quarter.year)
        if (
            year == document.quarter.year
            and int(found["month"]) < last
            and not _OF_A_STOCK.match(item.words[found.end() :])
        ):
            message = f"数据截至{found['month']}月，本期到{last}月底。"
            source = CheckedText(item.words, item, Field.PROGRESS)
            yield source.build_finding_at(Code.STALE, message, found.span())


def _check_cut_offs(document: CheckedDocument) -> Iterator[Finding]:
    """Finds data up to a day within the last month, where another place of the report goes on to its end."""
    last = document.quarter.months
    if document.quarter.rhythm.first_month != 1:
        return
    told = [
        (source, found)
        for source in iterate_checked_texts(document)
        for found in _SAID_CUT_OFF.finditer(source.text)
        if int(found["month"]) == last
    ]
    ends = [(source, found) for source, found in told if int(found["day"] or _MONTH_END) >= _MONTH_END]
    for source, found in told:
        if ends and int(found["day"] or _MONTH_END) < _MONTH_END and not _OF_A_STOCK.match(source.text[found.end() :]):
            there, end = ends[0]
            message = f"这里{found[0]}，{there.row}{end[0]}，统计时点不一。"
            finding = source.build_finding_at(Code.STALE, message, found.span())
            yield replace(finding, other=there.build_side(*end.span()))
