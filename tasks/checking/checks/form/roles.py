"""Units in their roles, groups that stand for somebody, rows that count up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Attachment, CheckedDocument, CheckedItem, CheckedUnit
from tasks.enums import ResponsibilityRole


def check_roles(document: CheckedDocument) -> Iterator[Finding]:
    """Roles, names of units, numbering."""
    for item in document.items:
        yield from _check_item_roles(item)
    yield from _check_units(document)
    for attachment in document.attachments:
        yield from _check_numbering(attachment)


def _check_item_roles(item: CheckedItem) -> Iterator[Finding]:
    leading = {unit.name: unit for unit in item.units if unit.role == ResponsibilityRole.LEAD}
    for unit in item.units:
        if unit.role == ResponsibilityRole.COOPERATE and unit.name in leading:
            message = f"“{unit.name}”既是牵头单位又是配合单位。"
            quotes = tuple(dict.fromkeys((leading[unit.name].label, unit.label)))
            yield Finding(Code.LEAD_AND_COOPERATE, message, item, Field.UNITS, quotes, "、".join(quotes))


def _check_units(document: CheckedDocument) -> Iterator[Finding]:
    """Aliases and abolished units, once each for the document, and all empty groups together.

    An alias beside the unit's own name is a unit under two names, which ``tasks.checking.checks.names`` tells.
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
    """Of a printed table; while there is no title, the rows are numbered when they are printed."""
    if not attachment.title:
        return
    for expected, item in enumerate(attachment.items, start=1):
        if item.number != expected:
            message = f"序号应为 {expected}，现为 {item.number}。"
            yield Finding(Code.NUMBERING, message, item, Field.NUMBER)
            return
