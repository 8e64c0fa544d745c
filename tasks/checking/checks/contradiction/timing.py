"""Compares the words with the period of the report: plans among results, days after its end, no progress since the last."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN, list_clause_places
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_DATE = re.compile(
    r"(?<![\d至到—－-])(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?:[上中下]旬|初|[12]?\d日|3[01]日)?(?!份?[底末前]|[以之]前|[至到—－-]|份?\d)"
)
_AHEAD = re.compile(
    r"预计|计划|拟|将|力争|确保|争取|[以之底末日月旬]前|待|目标|到期|有效|期限|届|推迟|延期|延长|合同|规划|安排|预期|下一步|下步|准备|等候|如期|时限|[自从]$|[日月旬]起"
)
_DONE = re.compile(r"已|完成|均|全部|实际|召开了|办结")
_REPORTED = re.compile(r"已|了|召开|举办|举行|组织|开展|印发|通过|完成|建成|启动|开工|投用|签订|获|成功|竣工|进行")
_PROGRESS = re.compile(
    rf"(?P<thing>[{HAN}]{{0,16}}?)(?P<words>总体进度|形象进度|工程进度|总进度|总体|整体|进度|完成|掘进|浇筑|施工)[{HAN}]{{0,6}}?(?P<value>\d{{1,2}}(?:\.\d+)?)[%％]"
)
_WORKS = re.compile(r"进度|总体|整体|形象|掘进|浇筑|施工|安装|完成")
_NOT_WORKS = re.compile(r"满意|率|投资|资金|任务|计划|目标|同比|收入")


def check_timing(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        source = CheckedText(item.words, item, Field.PROGRESS)
        if document.quarter.is_last:
            yield from _check_plans(source, document)
        yield from _check_later_days(source, document)
        yield from _check_standstill(source, item)


def _get_sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Returns the words of a sentence before and after a place, at most 60 characters each."""
    left = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, end)) >= 0]
    return text[max(left, start - 60) : start], text[end : min([*ends, end + 60, len(text)])]


def _check_plans(source: CheckedText, document: CheckedDocument) -> Iterator[Finding]:
    """Finds what is still planned for the year in the report of its results: 今年计划实施…"""
    pattern = re.compile(
        rf"(?:今年|本年度?|{document.quarter.year}年度?)(?:内|全年)?(?:拟|计划(?![的任数内外]|\d)|将|预计|准备|力争)[{HAN}]{{2,8}}"
    )
    for found in pattern.finditer(source.text):
        before, after = _get_sentence(source.text, *found.span())
        if not _DONE.search(after) and not _DONE.search(before[-6:]):
            message = "全年的完成情况里写的是计划，疑沿用旧稿。"
            yield source.build_finding_at(Code.STILL_PLANNED, message, found.span())


def _check_later_days(source: CheckedText, document: CheckedDocument) -> Iterator[Finding]:
    """Finds something told as done on a day after the period of the report."""
    quarter = document.quarter
    last = quarter.ends_on
    for found in _DATE.finditer(source.text):
        year = int(found["year"] or last.year)
        if (year, int(found["month"])) <= (last.year, last.month) or year > last.year + 1:
            continue
        if not found["year"] and (quarter.is_last or int(found["month"]) - last.month > 2):
            continue
        before, after = _get_sentence(source.text, *found.span())
        if _AHEAD.search(before[-30:]) or _AHEAD.search(after[:30]) or not _REPORTED.search(after):
            continue
        message = f"“{found[0]}”在本期（截至{last.month}月底）以后，却写成已经做的事。"
        yield source.build_finding_at(Code.AFTER_THE_PERIOD, message, found.span())


def _check_standstill(source: CheckedText, item: CheckedItem) -> Iterator[Finding]:
    """Finds a share of the work that is the same as in the last period."""
    if not item.previous:
        return
    before = list(_list_shares(item.previous))
    for thing, value, span in _list_shares(source.text):
        same = next((there for other, was, there in before if was == value and _is_one_work(thing, other)), None)
        if same:
            message = f"上期也是 {value}%，没有推进或沿用旧数。"
            finding = source.build_finding_at(Code.STOOD_STILL, message, span)
            yield replace(finding, other=CheckedText(item.previous, item, Field.PREVIOUS).build_side(*same))


def _list_shares(text: str) -> Iterator[tuple[str, Decimal, tuple[int, int]]]:
    for start, end in list_clause_places(text):
        found = _PROGRESS.search(text[start:end])
        if found and _WORKS.search(found[0]) and not _NOT_WORKS.search(found[0]) and Decimal(found["value"]) > 0:
            yield found["thing"], Decimal(found["value"]), (start + found.start(), start + found.end())


def _is_one_work(thing: str, other: str) -> bool:
    return thing == other or bool(len(thing) > 1 < len(other) and (thing in other or other in thing))
