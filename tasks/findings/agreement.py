"""One measure, one value: narrative against table, item against item, the office's wording against the unit's own."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tasks.enums import FigureState, IndicatorKind, TaskKind
from tasks.findings.codes import Code, Field
from tasks.findings.contradiction import is_confused
from tasks.findings.evidence import found_at
from tasks.findings.narrative import body, item_of, number_of
from tasks.findings.reading import figures, similarity
from tasks.findings.records import Document, Finding, Item
from tasks.lagging.clauses import clauses_of
from tasks.lagging.evidence import plain
from tasks.quantities import Figure, commitments
from tasks.quantities.similarity import core, likeness
from tasks.quantities.units import affinity, convert, parse_unit

ALIKE = 0.8
SHORTEST_NAME = 4
LONGEST_DIFFERENCE = 4
"""Characters by which two names of one measure may differ; more, and a lost mark has run two statements together."""
_ALSO_CALLED = (("地区生产总值", "GDP"), ("一般公共预算收入", "公共财政预算收入"))
_MEANT = (FigureState.ESTIMATED, FigureState.PLANNED, FigureState.UNDERWAY)
_CLAIM = re.compile(
    r"(?<![未待能])(?:已|成功)?(?:获批|通过|建成|完成|完工|竣工|投用|开通|通车|落地|签约|达到|实现|获评|入选|创成)"
)
_HEDGE = re.compile(r"预计|计划|拟|正在|力争|争取|待|申报|将于|有望|准备|筹备|尚未|暂未|未")


def check(document: Document) -> Iterator[Finding]:
    """The findings that need more than one text."""
    yield from _narrative(document)
    yield from _across_items(document)
    for item in document.items:
        if item.published and item.published != item.progress:
            yield from _overstated_figures(item)
            yield from _overstated_words(item)


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
    for one in figures(paragraph):
        if _stands_in(one, row):
            continue
        rival = next((other for other in row if _is_rival(one, other)), None)
        if rival:
            yield _differ(one, paragraph, item, rival)
    yield from _other_unit(paragraph, item)


def _other_unit(paragraph: str, item: Item) -> Iterator[Finding]:
    """The same number with another unit: 1500户 in the narrative, 1500栋 in the table."""
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


def _overstated_figures(item: Item) -> Iterator[Finding]:
    """A figure the unit only expects, printed as done."""
    own = figures(item.progress)
    for one in figures(item.published):
        same = [other for other in own if other.value == one.value and other.unit == one.unit]
        if one.state is FigureState.ACHIEVED and same and all(other.state in _MEANT for other in same):
            message = f"单位原文为“{same[0].quote}”，报告用语写成已完成。"
            yield found_at(Code.OVERSTATED, message, item, Field.PROGRESS, item.published, one.span)


def _overstated_words(item: Item) -> Iterator[Finding]:
    """A clause that claims what the unit's clause on the same matter only plans or applies for."""
    own = [clause.text for clause in clauses_of(item.progress)]
    for clause in clauses_of(item.published):
        claim = _CLAIM.search(clause.text)
        if not claim or _HEDGE.search(clause.text) or clause.text in own:
            continue
        hedged = [text for text in own if _HEDGE.search(text) and _is_same_matter(clause.text, text)]
        firm = [text for text in own if not _HEDGE.search(text) and _is_same_matter(clause.text, text)]
        if hedged and not firm:
            message = f"单位原文为“{hedged[0]}”，报告用语写成“{clause.text}”。"
            yield Finding(Code.OVERSTATED, message, item, Field.PROGRESS, (clause.text,), item.published)


def _is_same_matter(claimed: str, own: str) -> bool:
    """The same words once claims and hedges are taken out."""
    return similarity(_matter(claimed), _matter(own)) >= 0.5


def _matter(text: str) -> str:
    return _HEDGE.sub("", _CLAIM.sub("", text))
