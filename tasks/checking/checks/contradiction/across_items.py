"""Compares items with each other: one measure should have one value."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging.evidence import format_amount
from tasks.assessing.likeness import compute_text_similarity
from tasks.assessing.quantities import Figure, read_stated_figures
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import parse_unit
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import FigureState

SHORTEST_NAME = 4


def check_across_items(document: CheckedDocument) -> Iterator[Finding]:
    """Finds two items that report different values of one measure: same full name, same unit, both achieved."""
    seen: dict[tuple[str, str], list[tuple[Figure, CheckedItem]]] = defaultdict(list)
    for item in document.items:
        for one in read_stated_figures(item.words):
            if _is_comparable(one):
                seen[extract_name_core(one.measure), parse_unit(one.unit).base].append((one, item))
    for reports in seen.values():
        (first, owner), *others = reports
        for one, item in others:
            if (
                item is not owner
                and _compute_base_value(one) != _compute_base_value(first)
                and _is_one_subject(item, owner)
            ):
                message = (
                    f"“{one.measure}”本项写 {format_amount(one.value)}{one.unit}，"
                    f"{owner.attachment or ''}第{owner.number}项写 {format_amount(first.value)}{first.unit}。"
                )
                source = CheckedText(item.words, item, Field.PROGRESS)
                yield source.build_finding_at(Code.TWO_VALUES, message, one.span)
                break


def _is_comparable(one: Figure) -> bool:
    is_whole = not one.is_partial and not one.is_target_share and one.state is FigureState.ACHIEVED
    is_target = bool(re.search(r"以[上内下]|左右", one.quote[one.quote.find(one.unit) :][:8]))
    return is_whole and not is_target and len(extract_name_core(one.measure)) >= SHORTEST_NAME and bool(one.unit)


def _is_one_subject(item: CheckedItem, other: CheckedItem) -> bool:
    """Returns whether both items are about the same thing: many unrelated items report a measure such as 发现问题."""
    return (
        compute_text_similarity(item.text, other.text) >= 0.2
        or compute_text_similarity(item.words, other.words) >= 0.35
    )


def _compute_base_value(one: Figure) -> Decimal:
    return one.value * parse_unit(one.unit).factor
