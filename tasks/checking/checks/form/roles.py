"""Checks the roles of units, names and groups that need care, and the numbers of rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Attachment, CheckedDocument, CheckedItem, CheckedUnit
from tasks.enums import ResponsibilityRole
from tasks.terms import terms


def check_roles(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        yield from _check_item_roles(item)
    yield from _check_units(document)
    for attachment in document.attachments:
        yield from _check_numbering(attachment)


def _check_item_roles(item: CheckedItem) -> Iterator[Finding]:
    leading = {unit.name: unit for unit in item.units if unit.role == ResponsibilityRole.LEAD}
    for unit in item.units:
        if unit.role == ResponsibilityRole.COOPERATE and unit.name in leading:
            message = f"“{unit.name}”既是{terms.lead_unit}又是{terms.cooperating_unit}。"
            quotes = tuple(dict.fromkeys((leading[unit.name].label, unit.label)))
            yield Finding(Code.LEAD_AND_COOPERATE, message, item, Field.UNITS, quotes, "、".join(quotes))


def _check_units(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each alias and each inactive unit once for the document, and all empty groups together.

    ``tasks.checking.checks.form.unit_names`` reports an alias that stands beside the unit's own name.
    """
    places: dict[CheckedUnit, list[CheckedItem]] = defaultdict(list)
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


def _check_numbering(attachment: Attachment) -> Iterator[Finding]:
    """Reports the first wrong number of a printed table. A table without a title gets its numbers when it is printed."""
    if not attachment.title:
        return
    for expected, item in enumerate(attachment.items, start=1):
        if item.number != expected:
            message = f"序号应为 {expected}，现为 {item.number}。"
            yield Finding(Code.NUMBERING, message, item, Field.NUMBER)
            return
