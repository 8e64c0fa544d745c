"""Item against item: one measure, one value."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging.evidence import plain
from tasks.assessing.likeness import similarity
from tasks.assessing.quantities import Figure, figures
from tasks.assessing.quantities.similarity import core
from tasks.assessing.quantities.units import parse_unit
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import found_at
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Document, Item
from tasks.enums import FigureState

SHORTEST_NAME = 4


def check(document: Document) -> Iterator[Finding]:
    """Two items that report one measure differently."""
    yield from _across_items(document)


def _across_items(document: Document) -> Iterator[Finding]:
    """Two items that report one and the same measure: same full name, same unit, both done."""
    seen: dict[tuple[str, str], list[tuple[Figure, Item]]] = defaultdict(list)
    for item in document.items:
        for one in figures(item.words):
            if _is_comparable(one):
                seen[core(one.measure), parse_unit(one.unit).base].append((one, item))
    for reports in seen.values():
        (first, owner), *others = reports
        for one, item in others:
            if item is not owner and _value(one) != _value(first) and _is_one_subject(item, owner):
                message = (
                    f"“{one.measure}”本项写 {plain(one.value)}{one.unit}，"
                    f"{owner.attachment or ''}第{owner.number}项写 {plain(first.value)}{first.unit}。"
                )
                yield found_at(Code.TWO_VALUES, message, item, Field.PROGRESS, item.words, one.span)
                break


def _is_comparable(one: Figure) -> bool:
    is_whole = not one.is_partial and not one.is_target_share and one.state is FigureState.ACHIEVED
    is_target = bool(re.search(r"以[上内下]|左右", one.quote[one.quote.find(one.unit) :][:8]))
    return is_whole and not is_target and len(core(one.measure)) >= SHORTEST_NAME and bool(one.unit)


def _is_one_subject(item: Item, other: Item) -> bool:
    """Both tasks speak of the same thing; a word such as 发现问题 belongs to everybody."""
    return similarity(item.text, other.text) >= 0.2 or similarity(item.words, other.words) >= 0.35


def _value(one: Figure) -> Decimal:
    return one.value * parse_unit(one.unit).factor
