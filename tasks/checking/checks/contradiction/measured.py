"""Finds implausible figures: lower than in the last period, in another unit, or without their 万."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tasks.assessing.quantities import Figure, read_commitments, read_stated_figures
from tasks.assessing.quantities.similarity import compute_name_likeness
from tasks.assessing.quantities.units import compute_unit_affinity, parse_unit
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.known import find_printed_quotes, list_known_figures
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount
from tasks.enums import IndicatorKind

NEAR_NOTHING = Decimal("1000")
"""A figure this many times smaller than its target has probably lost its 万."""
FAR = 100
"""So many times larger no change and no amount of one item is."""
MONEY = "元"
_FROM_TO = re.compile(
    r"[由从](?P<from>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[一-鿿]{1,4}?)[^，。；\d一-鿿]{0,2}[一-鿿]{0,6}?[至到为](?P<to>\d{1,9}(?:\.\d{1,4})?)(?P<other>[一-鿿]{1,3})"
)
_AVERAGE = re.compile(r"平均|人均|户均|每|百[起件个人户]|千[人户]|万[人户]")
_COUNTABLE = set("个家座所条项户人名栋幢件台辆")
_CONFUSED = ({"体积", "面积"}, {"长度", "面积"}, {"户", "栋"}, {"户", "幢"}, {"户", "人"}, {"株", "面积"})


def check_figures(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        yield from _check_decrease(item)
        yield from _check_units(item)
        yield from _check_magnitude(item)
        yield from _check_change_of_unit(item)
        yield from _check_money(item)


def _check_decrease(item: CheckedItem) -> Iterator[Finding]:
    for one in list_known_figures(item):
        if one.is_accumulated and one.previous is not None and one.reported < one.previous:
            message = f"“{one.measure}”上期 {format_amount(one.previous)}{one.unit}，本期 {format_amount(one.reported)}{one.unit}，累计数减少。"
            yield Finding(Code.FELL, message, item, Field.PROGRESS, find_printed_quotes(one, item), item.words)


def _check_units(item: CheckedItem) -> Iterator[Finding]:
    """Finds a commitment and a report that count different things: 立方米 and 平方米, 户 and 栋."""
    for promised in read_commitments(item.text):
        if not promised.unit or promised.kind is not IndicatorKind.CUMULATIVE:
            continue
        alike = [
            one
            for one in read_stated_figures(item.words)
            if compute_name_likeness(promised.measure, one.measure) >= 0.45
        ]
        fitting = [one for one in alike if is_same_unit(promised.unit, one.unit)]
        strange = [one for one in alike if is_confused(promised.unit, one.unit)]
        if strange and not fitting and len(alike) == len(strange):
            message = f"任务以“{promised.unit}”计，进展以“{strange[0].unit}”计，不能对照。"
            quotes = (item.words[strange[0].span.start : strange[0].span.end],)
            yield Finding(Code.UNITS_DIFFER, message, item, Field.PROGRESS, quotes, item.words)


def is_same_unit(one: str, other: str) -> bool:
    """Returns whether figures in the two units can be compared."""
    return compute_unit_affinity(one, other) > 0 and not is_confused(one, other)


def is_confused(one: str, other: str) -> bool:
    """Returns whether the units count different things that are often confused: 户 and 栋, 立方米 and 平方米."""
    left, right = parse_unit(one), parse_unit(other)
    return {left.family or left.base, right.family or right.base} in _CONFUSED


def _check_magnitude(item: CheckedItem) -> Iterator[Finding]:
    for one in read_stated_figures(item.words):
        base = parse_unit(one.unit)
        is_piece = base.base in _COUNTABLE and not base.magnitude and one.value != int(one.value)
        clause = item.words[max(0, one.span.start - 20) : one.span.start].rpartition("，")[2]
        if (is_piece and not _AVERAGE.search(clause)) or _is_tiny(one, item):
            words = item.words[one.span.start : one.span.end]
            message = f"“{words}”疑漏“万”或单位有误，请核对。"
            yield Finding(Code.LOST_MAGNITUDE, message, item, Field.PROGRESS, (words,), item.words)


def _is_tiny(one: Figure, item: CheckedItem) -> bool:
    """Returns whether a figure is below one 亩 or 平方米 while the commitment is at least 1000 times as large."""
    unit = parse_unit(one.unit)
    if unit.family not in ("面积", "长度") or not 0 < one.value < 1 or unit.magnitude:
        return False
    promised = [each for each in read_commitments(item.text) if parse_unit(each.unit).base == unit.base]
    return any(each.value * parse_unit(each.unit).factor >= NEAR_NOTHING * one.value * unit.factor for each in promised)


def _check_change_of_unit(item: CheckedItem) -> Iterator[Finding]:
    """Finds a change between numbers that are near each other in units that are not: 由6.5米拓宽到8.5公里."""
    for found in _FROM_TO.finditer(item.words):
        one, other = parse_unit(found["unit"]), parse_unit(found["other"])
        ratio, plain = other.factor / one.factor, Decimal(found["to"]) / (Decimal(found["from"]) or 1)
        is_far = max(ratio, 1 / ratio) >= FAR
        if (one.family or one.base) == (other.family or other.base) and is_far and Decimal("0.1") < plain < 10:
            message = f"前后两个数，前一个以“{found['unit']}”计，后一个以“{found['other']}”计。"
            source = CheckedText(item.words, item, Field.PROGRESS)
            yield source.build_finding_at(Code.UNITS_DIFFER, message, found.span())


def _check_money(item: CheckedItem) -> Iterator[Finding]:
    """Finds an amount of money beyond all measure of the item's, with a number like it: 3000万元, 1850亿元."""
    promised = [one for one in read_commitments(item.text) if parse_unit(one.unit).base == MONEY]
    if len(promised) != 1:
        return
    unit = parse_unit(promised[0].unit)
    for one in read_stated_figures(item.words):
        own = parse_unit(one.unit)
        is_beyond = own.base == MONEY and one.value * own.factor >= FAR * promised[0].value * unit.factor
        if is_beyond and one.value < 10 * promised[0].value:
            message = f"任务以“{promised[0].unit}”计，进展写 {format_amount(one.value)}{one.unit}，请核对单位。"
            source = CheckedText(item.words, item, Field.PROGRESS)
            finding = source.build_finding_at(Code.UNITS_DIFFER, message, one.span)
            yield replace(finding, other=CheckedText(item.text, item, Field.TASK).build_side(*promised[0].span))
