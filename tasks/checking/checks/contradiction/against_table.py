"""Compares the narrative with the tables: one measure should have one value and one unit."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.quantities import Figure, read_commitments, read_stated_figures
from tasks.assessing.quantities.similarity import compute_name_likeness, extract_name_core
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.measured import is_confused
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import find_paragraph_item, get_body_paragraphs, read_paragraph_number
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount
from tasks.enums import FigureState, IndicatorKind, TaskKind

ALIKE = 0.8
LONGEST_DIFFERENCE = 3
"""Largest difference in length of two names of one measure; at more, a lost mark has joined two statements."""
_ALSO_CALLED = (("地区生产总值", "GDP"), ("一般公共预算收入", "公共财政预算收入"))

_IN_WORDS = re.compile(rf"(?P<before>[{HAN}]{{3}})(?P<number>\d+(?:\.\d+)?)(?P<after>[{HAN}%％])")


def check_narrative_figures(document: CheckedDocument) -> Iterator[Finding]:
    """Compares numbered paragraphs with the rows of key tasks, and the other paragraphs with the other rows."""
    keys = tuple(item for item in document.items if item.kind is TaskKind.KEY)
    others = tuple(item for item in document.items if item.kind is not TaskKind.KEY)
    for paragraph in get_body_paragraphs(document.paragraphs):
        if read_paragraph_number(paragraph) is not None:
            item = find_paragraph_item(paragraph, keys)
            if item:
                yield from _check_paragraph(paragraph, item)
        else:
            yield from _check_targets(paragraph, others)


def _check_paragraph(paragraph: str, item: CheckedItem) -> Iterator[Finding]:
    """Compares the figures of a numbered paragraph with the figures in the row of its item."""
    row = [*read_stated_figures(item.words), *_list_commitment_figures(item)]
    differing = []
    for one in read_stated_figures(paragraph):
        if _is_in_row(one, row):
            continue
        rival = next((other for other in row if _is_rival(one, other)), None)
        if rival:
            differing.append(one.span)
            yield _build_finding(one, paragraph, item, rival)
    for finding, at in check_paragraph_numbers(paragraph, item):
        if not any(start <= at < end for start, end in differing):
            yield finding
    yield from _check_units(paragraph, item)


def check_paragraph_numbers(paragraph: str, item: CheckedItem) -> Iterator[tuple[Finding, int]]:
    """Finds numbers that stand between the same words as a different number of the row.

    Yields:
        The finding, and the index in ``paragraph`` at which the number starts.
    """
    row = defaultdict(list)
    for found in _IN_WORDS.finditer(f"{item.text}\n{item.words}"):
        row[found["before"], found["after"]].append(found["number"])
    for found in _IN_WORDS.finditer(paragraph):
        numbers = row.get((found["before"], found["after"]))
        if numbers and found["number"] not in numbers:
            unit = found["after"]
            message = f"“{found['before']}……{unit}”正文写 {found['number']}，附件写 {numbers[0]}。"
            span = found.span("number")
            source = CheckedText(paragraph, item, Field.NARRATIVE)
            yield source.build_finding_at(Code.TWO_VALUES, message, span), span[0]


def _check_units(paragraph: str, item: CheckedItem) -> Iterator[Finding]:
    """Finds the same number with another unit: 800户 in the narrative, 800栋 in the table."""
    row = [*read_stated_figures(item.words), *_list_commitment_figures(item)]
    for one in read_stated_figures(paragraph):
        rival = next((other for other in row if other.value == one.value and is_confused(one.unit, other.unit)), None)
        if rival and one.value >= 2:
            here, there = f"{format_amount(one.value)}{one.unit}", f"{format_amount(rival.value)}{rival.unit}"
            message = f"同一数字，正文写“{here}”，附件写“{there}”。"
            source = CheckedText(paragraph, item, Field.NARRATIVE)
            yield source.build_finding_at(Code.UNITS_DIFFER, message, one.span)


def _list_commitment_figures(item: CheckedItem) -> list[Figure]:
    """Returns the item's commitments as figures, so that a quoted target is no contradiction."""
    return [
        Figure(one.measure, one.value, one.unit, one.kind, FigureState.PLANNED, one.span, one.quote)
        for one in read_commitments(item.text)
    ]


def _check_targets(paragraph: str, items: tuple[CheckedItem, ...]) -> Iterator[Finding]:
    """Compares rates, levels and days in a paragraph with the rows of 预期目标 and 民生实事."""
    for one in read_stated_figures(paragraph):
        if one.kind is IndicatorKind.CUMULATIVE and "天" not in one.unit:
            continue
        named = [item for item in items if _is_about_item(one, paragraph, item)]
        if len(named) != 1:
            continue
        row = [
            other for other in read_stated_figures(named[0].words) if other.kind is one.kind and other.unit == one.unit
        ]
        if row and not _is_in_row(one, row) and not _is_in_row(one, _list_commitment_figures(named[0])):
            yield _build_finding(one, paragraph, named[0], row[0])


def _is_about_item(one: Figure, paragraph: str, item: CheckedItem) -> bool:
    name = one.measure
    for proper, short in _ALSO_CALLED:
        name = name.replace(short, proper)
    promised = [each.measure for each in read_commitments(item.text)]
    return len(extract_name_core(name)) >= 3 and any(
        compute_name_likeness(name, each) >= ALIKE
        and abs(len(extract_name_core(name)) - len(extract_name_core(each))) <= LONGEST_DIFFERENCE
        for each in promised
    )


def _is_in_row(one: Figure, row: list[Figure]) -> bool:
    return any(compute_unit_affinity(one.unit, other.unit) > 0 and _is_same_figure(one, other) for other in row)


def _is_same_figure(one: Figure, other: Figure) -> bool:
    """Returns whether two figures have one value; a rise is none of a drop, but a target of decrease has no sign."""
    if not (one.unit and other.unit):
        return one.value == other.value
    value = convert_unit(one.value, one.unit, other.unit)
    if one.kind is other.kind is IndicatorKind.GROWTH:
        return value == other.value
    return abs(value) == abs(other.value)


def _is_rival(one: Figure, other: Figure) -> bool:
    return (
        one.kind is other.kind
        and compute_unit_affinity(one.unit, other.unit) == 1
        and other.state is not FigureState.PLANNED
        and compute_name_likeness(one.measure, other.measure) >= ALIKE
    )


def _build_finding(one: Figure, paragraph: str, item: CheckedItem, rival: Figure) -> Finding:
    here, there = f"{format_amount(one.value)}{one.unit}", f"{format_amount(rival.value)}{rival.unit}"
    message = f"“{one.measure}”正文写 {here}，附件写 {there}。"
    finding = CheckedText(paragraph, item, Field.NARRATIVE).build_finding_at(Code.TWO_VALUES, message, one.span)
    return replace(finding, other=CheckedText(item.words, item, Field.PROGRESS).build_side(*rival.span))
