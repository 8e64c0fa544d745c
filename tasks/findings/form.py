"""Form: units in their roles, numbering, document numbers, dates.

发文字号 after GB/T 9704-2012 7.2.5: 机关代字、年份、发文顺序号; the year in 〔〕, no 第, no leading zero.
成文日期 after 7.3.5.4: Arabic figures, complete, no leading zero.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tasks.enums import ResponsibilityRole
from tasks.findings.codes import Code, Field
from tasks.findings.evidence import found_at
from tasks.findings.records import Attachment, Document, Finding, Item, Named
from tasks.quantities.numbers import fold

_NUMBER = re.compile(
    r"(?:发|办|函|文|字|委|局|府|令)\s*(?P<left>[〔\[（(【［])\s*(?P<year>(?:19|20)\d\d)年?(?P<right>[〕\]）)】］]?)\s*(?P<order>第?\s*\d{1,5})\s*号"
)
_DATE = re.compile(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WINDOW = re.compile(r"(?<![\d.])1\s*[-—–－~至]\s*(\d{1,2})月")
_LEAP = 2024
"""Any leap year: a day without its year may be 29 February."""


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family."""
    for item in document.items:
        yield from _roles(item)
        yield from _window(item, document)
        for where, text in ((Field.TASK, item.text), (Field.PROGRESS, item.words)):
            yield from _written(text, item, where)
    for paragraph in document.paragraphs:
        yield from _written(paragraph, None, Field.NARRATIVE)
    yield from _document_number(document.document_number, None, Field.DOCUMENT)
    yield from _units_of(document)
    for attachment in document.attachments:
        yield from _numbering(attachment)


def _roles(item: Item) -> Iterator[Finding]:
    leading = {unit.name: unit for unit in item.units if unit.role == ResponsibilityRole.LEAD}
    for unit in item.units:
        if unit.role == ResponsibilityRole.COOPERATE and unit.name in leading:
            message = f"“{unit.name}”既是牵头单位又是配合单位。"
            quotes = tuple(dict.fromkeys((leading[unit.name].label, unit.label)))
            yield Finding(Code.LEAD_AND_COOPERATE, message, item, Field.UNITS, quotes, "、".join(quotes))


def _units_of(document: Document) -> Iterator[Finding]:
    """Aliases and abolished units, once each for the document, and all empty groups together.

    An alias beside the unit's own name is a unit under two names, which ``tasks.findings.names`` tells.
    """
    places: dict[Named, list[Item]] = defaultdict(list)
    for item in document.items:
        for unit in item.units:
            places[replace(unit, label=unit.short, role=ResponsibilityRole.LEAD)].append(item)
    printed = {unit.short for unit in places}
    for unit, items in places.items():
        numbers = f"{len(items)} 处，如第{items[0].number}项"
        if unit.name not in (unit.short, unit.label) and unit.name not in printed:
            message = f"“{unit.short}”是“{unit.name}”的别名（{numbers}）。"
            yield Finding(Code.ALIAS, message, items[0], Field.UNITS, (unit.label,), unit.label)
        if not unit.is_active:
            message = f"“{unit.name}”已停用（{numbers}）。"
            yield Finding(Code.OLD_UNIT, message, items[0], Field.UNITS, (unit.label,), unit.label)
    empty = sorted({unit.name for unit in places if unit.is_group and not unit.has_members})
    if empty:
        message = f"{len(empty)} 个单位组没有登记成员，查不到具体单位。"
        source = "、".join(empty)
        yield Finding(Code.EMPTY_GROUP, message, None, Field.UNITS, tuple(empty), source)


def _numbering(attachment: Attachment) -> Iterator[Finding]:
    """Of a printed table; while there is no title, the rows are numbered when they are printed."""
    if not attachment.title:
        return
    for expected, item in enumerate(attachment.items, start=1):
        if item.number != expected:
            message = f"序号应为 {expected}，现为 {item.number}。"
            yield Finding(Code.NUMBERING, message, item, Field.NUMBER)
            return


def _written(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    yield from _document_number(text, item, where)
    for found in _DATE.finditer(fold(text)):
        if not _is_day(found):
            message = f"“{text[slice(*found.span())]}”不是有效日期。"
            yield found_at(Code.DATE, message, item, where, text, found.span())


def _document_number(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    for found in _NUMBER.finditer(text):
        wrong = _wrong_with(found)
        if wrong:
            message = f"发文字号{wrong}，规范写法如“〔{found['year']}〕1号”。"
            yield Finding(Code.DOCUMENT_NUMBER, message, item, where, (found[0],), text)


def _wrong_with(found: re.Match[str]) -> str:
    if not found["right"]:
        return "缺右括号"
    if found["left"] + found["right"] != "〔〕":
        return "未用六角括号"
    if found["order"].startswith("第"):
        return "不加“第”"
    return "不编虚位" if found["order"].startswith("0") else ""


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
            message = f"数据统计到{found[1]}月，报告期为1-{last}月。"
            yield found_at(Code.STALE, message, item, Field.PROGRESS, item.words, found.span())
