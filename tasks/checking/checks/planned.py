"""Checks the items of a plan before it is issued: leaders, days that have passed, promises weaker than the year before's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.likeness import PairIndex, count_character_pairs
from tasks.assessing.quantities import Commitment, read_commitments, read_stated_figures
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import parse_unit
from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.contradiction.across_items import is_general
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.records import CheckedDocument, CheckedItem, EarlierItem, ItemAskedAbove
from tasks.decimals import format_amount
from tasks.enums import Comparison, FigureState, IndicatorKind
from tasks.periods import format_chinese_date
from tasks.terms import terms

SHORTEST_MEASURE = 3
#: the share of the pairs of characters of an upper level's item from which an item of the plan takes it up
TAKEN_UP = 0.4
#: up to so many items of one list that are not taken up get a finding each
FEW = 20
_KEY = tuple[str, str, IndicatorKind]


def check_plan(document: CheckedDocument) -> Iterator[Finding]:
    yield from _check_leaders(document)
    yield from _check_asked_above(document)
    former = _index_former_promises(document)
    for item in document.items:
        yield from _check_day(item, document)
        yield from _check_promises(item, former)
        yield from _check_outcomes(item, document)


def _check_leaders(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each item without a leader, if the plan names leaders at all."""
    without = [item for item in document.items if item.leaders == 0]
    if len(without) * 2 < len(document.items):
        for item in without:
            yield Finding(Code.NO_LEADER, f"没有责任{terms.leader}。", item, Field.UNITS)


def _check_asked_above(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each item of an upper level's list to which no item of the plan is linked or alike; many of a list once."""
    linked = {item.same_as for item in document.items}
    index = PairIndex(count_character_pairs(item.text) for item in document.items)
    missing: dict[str, list[ItemAskedAbove]] = defaultdict(list)
    for one in document.asked_above:
        if one.same_as not in linked and not _is_taken_up(one.text, index):
            missing[one.source].append(one)
    for source, rows in missing.items():
        if len(rows) > FEW:
            message = f"{source}有 {len(rows)} 项在方案中没有对应的事项。"
            yield Finding(Code.ASKED_ABOVE, message, None, Field.DOCUMENT, place=source)
            continue
        for one in rows:
            message = f"{source}第{one.number}项在方案中没有对应的事项。"
            yield Finding(Code.ASKED_ABOVE, message, None, Field.TASK, (one.text,), one.text, place=source)


def _is_taken_up(text: str, index: PairIndex) -> bool:
    """Returns whether an item holds enough of the pairs of characters of a text: it may ask for more besides."""
    pairs = count_character_pairs(text)
    return max(index.count_common(pairs).values(), default=0) >= TAKEN_UP * pairs.total()


def _check_day(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    if item.due_on and document.as_of and item.due_on < document.as_of:
        day = format_chinese_date(item.due_on)
        message = f"完成时限{day}在方案日期{format_chinese_date(document.as_of)}以前。"
        yield Finding(Code.DAY_PASSED, message, item, Field.TASK, (day,), item.text)


def _build_key(measure: str, unit: str, kind: IndicatorKind) -> _KEY | None:
    name = extract_name_core(measure)
    is_named = len(name) >= SHORTEST_MEASURE and not is_general(measure)
    return (name, parse_unit(unit).base, kind) if is_named and unit else None


def _list_promises(text: str) -> Iterator[tuple[_KEY, Commitment]]:
    for one in read_commitments(text):
        key = _build_key(one.measure, one.unit, one.kind)
        is_asked = (
            one.kind in (IndicatorKind.CUMULATIVE, IndicatorKind.LEVEL) and one.comparison is not Comparison.AT_MOST
        )
        if key and is_asked and one.doubt is None:
            yield key, one


def _index_former_promises(document: CheckedDocument) -> dict[_KEY, list[tuple[EarlierItem, Commitment]]]:
    found: dict[_KEY, list[tuple[EarlierItem, Commitment]]] = defaultdict(list)
    for earlier in document.earlier:
        for key, one in _list_promises(earlier.text):
            found[key].append((earlier, one))
    return found


def _check_promises(item: CheckedItem, former: dict[_KEY, list[tuple[EarlierItem, Commitment]]]) -> Iterator[Finding]:
    """Finds a promise below that of the year before; a smaller number of new works may be meant, so it is only noted."""
    for key, one in _list_promises(item.text):
        value = one.value * parse_unit(one.unit).factor
        for earlier, was in former.get(key, ()):
            if value < was.value * parse_unit(was.unit).factor:
                message = (
                    f"“{one.measure}”{format_amount(one.value)}{one.unit}，"
                    f"低于{earlier.year}年的目标 {format_amount(was.value)}{was.unit}。"
                )
                weight = None if one.kind is IndicatorKind.LEVEL else FindingSeverity.NOTE
                source = CheckedText(item.text, item, Field.TASK)
                finding = source.build_finding_at(Code.WEAKER, message, one.span, weight=weight)
                yield replace(finding, other=OtherSide(f"{earlier.year}年 {Field.TASK.label}", earlier.text))
                break


def _check_outcomes(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    """Finds a level promised below the one that was reached in the year before."""
    promised = {key: one for key, one in _list_promises(item.text) if key[2] is IndicatorKind.LEVEL}
    if not promised:
        return
    for earlier in document.earlier:
        for figure in read_stated_figures(earlier.progress):
            one = promised.get(_build_key(figure.measure, figure.unit, figure.kind) or ("", "", figure.kind))
            if one and figure.state is FigureState.ACHIEVED and not figure.is_partial and one.value < figure.value:
                message = (
                    f"“{one.measure}”{format_amount(one.value)}{one.unit}，"
                    f"低于{earlier.year}年已达到的 {format_amount(figure.value)}{figure.unit}。"
                )
                finding = CheckedText(item.text, item, Field.TASK).build_finding_at(Code.WEAKER, message, one.span)
                yield replace(finding, other=OtherSide(f"{earlier.year}年 {Field.PROGRESS.label}", figure.quote))
                return
