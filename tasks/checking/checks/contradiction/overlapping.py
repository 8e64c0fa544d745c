"""Compares the targets of items that ask for the same: 指标重叠的按高要求执行."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging import IndicatorFacts
from tasks.assessing.quantities import StatedTarget, TargetOverlap, find_target_overlaps
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.known import find_printed_quotes, list_known_figures
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.terms import terms


def check_looser_target(document: CheckedDocument) -> Iterator[Finding]:
    """Finds an item judged on track by its own target where a linked item has a stricter one that is not met."""
    same: dict[int, list[CheckedItem]] = defaultdict(list)
    for item in document.items:
        if item.same_as is not None:
            same[item.same_as].append(item)
    for items in same.values():
        for item in items:
            if item.is_fine:
                yield from _check_item(item, [other for other in items if other is not item], document)


def _check_item(item: CheckedItem, others: list[CheckedItem], document: CheckedDocument) -> Iterator[Finding]:
    targets = {_build_target(one): one for one in item.indicators}
    for other in others:
        for overlap in find_target_overlaps(list(targets), [_build_target(one) for one in other.indicators]):
            one = targets[overlap.own]
            if not overlap.is_stricter and not _is_met(one, overlap, item, document):
                message = (
                    f"“{one.measure}”本项目标{overlap.own.label}，{other.attachment or ''}第{other.number}项是"
                    f"{overlap.other.label}，指标重叠的按高要求执行；本项{terms.judging}为“{item.judged}”，请按高要求核对。"
                )
                quotes = find_printed_quotes(one, item)
                yield Finding(Code.LOOSER_TARGET, message, item, Field.JUDGEMENT, quotes, item.words)


def _is_met(one: IndicatorFacts, overlap: TargetOverlap, item: CheckedItem, document: CheckedDocument) -> bool:
    """Returns whether the figure reaches the stricter target, or its share of the elapsed year."""
    if one not in list_known_figures(item):
        return False
    if overlap.own.is_ceiling:
        return one.reported <= overlap.holding_value
    is_year = document.quarter.is_last or not one.is_accumulated
    share = Decimal(1) if is_year else document.quarter.share_of_year
    return one.reported >= overlap.holding_value * share


def _build_target(one: IndicatorFacts) -> StatedTarget:
    return StatedTarget(one.measure, one.comparison, one.target, one.unit, one.kind)
