"""The narrative against the tables: one measure, one value, one unit."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tasks.assessing.lagging.evidence import plain
from tasks.assessing.quantities import Figure, commitments, figures
from tasks.assessing.quantities.similarity import core, likeness
from tasks.assessing.quantities.units import affinity, convert
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.measured import is_confused
from tasks.checking.checks.evidence import found_at
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import body, item_of, number_of
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import Document, Item
from tasks.enums import FigureState, IndicatorKind, TaskKind

ALIKE = 0.8
LONGEST_DIFFERENCE = 3
"""Characters by which two names of one measure may differ; more, and a lost mark has run two statements together."""
_ALSO_CALLED = (("地区生产总值", "GDP"), ("一般公共预算收入", "公共财政预算收入"))

_IN_WORDS = re.compile(rf"(?P<before>[{HAN}]{{3}})(?P<number>\d+(?:\.\d+)?)(?P<after>[{HAN}%％])")


def check(document: Document) -> Iterator[Finding]:
    """Figures of the narrative that differ from their rows."""
    yield from _narrative(document)


def _narrative(document: Document) -> Iterator[Finding]:
    keys = tuple(item for item in document.items if item.kind is TaskKind.KEY)
    others = tuple(item for item in document.items if item.kind is not TaskKind.KEY)
    for paragraph in body(document.paragraphs):
        if number_of(paragraph) is not None:
            item = item_of(paragraph, keys)
            if item:
                yield from _paragraph_against(paragraph, item)
        else:
            yield from _targets_against(paragraph, others)


def _paragraph_against(paragraph: str, item: Item) -> Iterator[Finding]:
    """A listed item's paragraph repeats its row: each figure of one measure must be the same there."""
    row = [*figures(item.words), *_promises(item)]
    differing = []
    for one in figures(paragraph):
        if _stands_in(one, row):
            continue
        rival = next((other for other in row if _is_rival(one, other)), None)
        if rival:
            differing.append(one.span)
            yield _differ(one, paragraph, item, rival)
    for finding, at in other_numbers(paragraph, item):
        if not any(start <= at < end for start, end in differing):
            yield finding
    yield from _other_unit(paragraph, item)


def other_numbers(paragraph: str, item: Item) -> Iterator[tuple[Finding, int]]:
    """Numbers between the same words as in the row, where the row has another: each with its place."""
    row = defaultdict(list)
    for found in _IN_WORDS.finditer(f"{item.text}\n{item.words}"):
        row[found["before"], found["after"]].append(found["number"])
    for found in _IN_WORDS.finditer(paragraph):
        numbers = row.get((found["before"], found["after"]))
        if numbers and found["number"] not in numbers:
            unit = found["after"]
            message = f"“{found['before']}……{unit}”正文写 {found['number']}，附件写 {numbers[0]}。"
            span = found.span("number")
            yield found_at(Code.TWO_VALUES, message, item, Field.NARRATIVE, paragraph, span), span[0]


def _other_unit(paragraph: str, item: Item) -> Iterator[Finding]:
    """The same number with another unit: 800户 in the narrative, 800栋 in the table."""
    row = [*figures(item.words), *_promises(item)]
    for one in figures(paragraph):
        rival = next(
            (other for other in row if other.value == one.value and is_confused(one.unit, other.unit)), None
        )
        if rival and one.value >= 2:
            here, there = f"{plain(one.value)}{one.unit}", f"{plain(rival.value)}{rival.unit}"
            message = f"同一数字，正文写“{here}”，附件写“{there}”。"
            yield found_at(Code.UNITS_DIFFER, message, item, Field.NARRATIVE, paragraph, one.span)


def _promises(item: Item) -> list[Figure]:
    """Commitments as figures, so that a quoted target is no contradiction."""
    return [
        Figure(one.measure, one.value, one.unit, one.kind, FigureState.PLANNED, one.span, one.quote)
        for one in commitments(item.text)
    ]


def _targets_against(paragraph: str, items: tuple[Item, ...]) -> Iterator[Finding]:
    """增长率 of the targets, told in one paragraph."""
    for one in figures(paragraph):
        if one.kind is IndicatorKind.CUMULATIVE and "天" not in one.unit:
            continue
        named = [item for item in items if _speaks_of(one, paragraph, item)]
        if len(named) != 1:
            continue
        row = [
            other for other in figures(named[0].words) if other.kind is one.kind and other.unit == one.unit
        ]
        if row and not _stands_in(one, row) and not _stands_in(one, _promises(named[0])):
            yield _differ(one, paragraph, named[0], row[0])


def _speaks_of(one: Figure, paragraph: str, item: Item) -> bool:
    name = one.measure
    for proper, short in _ALSO_CALLED:
        name = name.replace(short, proper)
    promised = [each.measure for each in commitments(item.text)]
    return len(core(name)) >= 3 and any(
        likeness(name, each) >= ALIKE and abs(len(core(name)) - len(core(each))) <= LONGEST_DIFFERENCE
        for each in promised
    )


def _stands_in(one: Figure, row: list[Figure]) -> bool:
    return any(affinity(one.unit, other.unit) > 0 and _same(one, other) for other in row)


def _same(one: Figure, other: Figure) -> bool:
    return (
        abs(convert(one.value, one.unit, other.unit)) == abs(other.value)
        if one.unit and other.unit
        else one.value == other.value
    )


def _is_rival(one: Figure, other: Figure) -> bool:
    return (
        one.kind is other.kind
        and affinity(one.unit, other.unit) == 1
        and other.state is not FigureState.PLANNED
        and likeness(one.measure, other.measure) >= ALIKE
    )


def _differ(one: Figure, paragraph: str, item: Item, rival: Figure) -> Finding:
    here, there = f"{plain(one.value)}{one.unit}", f"{plain(rival.value)}{rival.unit}"
    message = f"“{one.measure}”正文写 {here}，附件写 {there}。"
    return found_at(Code.TWO_VALUES, message, item, Field.NARRATIVE, paragraph, one.span)
