"""A judgement against the item's own figures and words.

Cumulative figures are held against the elapsed share of the year (时间过半、任务过半), in a whole year against the
target itself. Only what is far from the course is called a contradiction: a checker is no second judge.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.enums import Comparison, FigureState, IndicatorKind, Outcome
from tasks.findings.codes import Code, Field
from tasks.findings.reading import figures, sentences
from tasks.findings.records import Document, Finding, Item
from tasks.lagging import IndicatorFacts
from tasks.lagging.clauses import clauses_of, first_asserted
from tasks.lagging.evidence import percent, plain
from tasks.lagging.vocabulary import ADMITTED
from tasks.quantities import commitments
from tasks.quantities.similarity import likeness
from tasks.quantities.units import affinity, parse_unit

SURE = 0.75
FAR = Decimal("0.5")
"""A cumulative figure below this part of its expected course contradicts 正常推进."""
NEAR_NOTHING = Decimal("1000")
"""A figure so many times smaller than its target has more likely lost its 万 than its work."""
_WHOLE_YEAR = 4
_LATER = r"(?:预计|计划|拟|将|力争)[^，。；]{0,12}"
_UNDONE = re.compile(
    r"尚未(?:开工|启动|完成|建成|完工)|未(?:能)?按期完成|(?:仍在|正在)?办理前期手续|重新开展招标"
)
_EFFORT = re.compile(r"\s*(?:加快|推进|推动|启动|开展|促进|支持|加强)")
_FINISHED = re.compile(r"建成|完成|完工|竣工|投用")
_AVERAGE = re.compile(r"平均|人均|户均|每|百[起件个人户]|千[人户]|万[人户]")
_COUNTABLE = set("个家座所条项户人名栋幢件台辆")
_CONFUSED = ({"体积", "面积"}, {"长度", "面积"}, {"户", "栋"}, {"户", "幢"}, {"户", "人"}, {"株", "面积"})


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family that concern single items."""
    for item in document.items:
        yield from _short(item, document)
        yield from _admitted(item)
        yield from _undone(item, document)
        yield from _passed(item, document)
        yield from _fell(item)
        yield from _units(item)
        yield from _magnitude(item)


def _known(item: Item) -> list[IndicatorFacts]:
    """Indicators whose figure is surely read and said to be done."""
    return [
        one
        for one in item.indicators
        if one.value is not None and one.confidence >= SURE and one.state is FigureState.ACHIEVED
    ]


def _expected(one: IndicatorFacts, document: Document) -> Decimal | None:
    """What must be reached for the judgement to stand; None where the figure says nothing yet."""
    if one.comparison is Comparison.AT_MOST or one.target <= 0 or one.kind is IndicatorKind.EVENT:
        return None
    if document.quarter.number == _WHOLE_YEAR:
        return one.target
    if one.is_accumulated:
        return one.target * document.quarter.share_of_year * FAR
    return one.target * FAR if one.kind is not IndicatorKind.RELATIVE else None


def _short(item: Item, document: Document) -> Iterator[Finding]:
    if not item.is_fine:
        return
    for one in _known(item):
        expected = _expected(one, document)
        if expected is None or one.value >= expected or _is_close(one, document) or _is_effort(one, item):
            continue
        if _added_up(one, item) >= expected:
            continue
        share = percent(one.value / one.target)
        message = (
            f"“{one.measure}”{plain(one.value)} ÷ {plain(one.target)}{one.unit} = {share}，"
            f"{document.quarter.label}研判为“{item.outcome.label}”。"
        )
        yield Finding(Code.FINE_BUT_SHORT, message, item, Field.JUDGEMENT, _quote(one, item), item.words)


def _is_close(one: IndicatorFacts, document: Document) -> bool:
    """A target that says 左右 is reached within a twentieth; single pieces are not a share."""
    if one.comparison is Comparison.ABOUT and one.value >= one.target * Decimal("0.95"):
        return True
    is_year = document.quarter.number == _WHOLE_YEAR
    return not is_year and one.is_accumulated and one.target <= 5 and one.value > 0


def _is_effort(one: IndicatorFacts, item: Item) -> bool:
    """加快…109条道路建设 promises that they are worked on, not that they are finished."""
    start = one.span[0] if one.span else item.text.find(one.measure)
    clause = re.split(r"[，,。；;]", item.text[: max(start, 0)])[-1]
    return bool(_EFFORT.match(clause)) and not _FINISHED.search(clause)


def _added_up(one: IndicatorFacts, item: Item) -> Decimal:
    """Everything done of that measure: 新建8个基地，提档升级16个基地."""
    done = [
        each
        for each in figures(item.words)
        if each.state is FigureState.ACHIEVED and each.unit == one.unit and not each.is_partial
    ]
    return sum((each.value for each in done if likeness(each.measure, one.measure) >= 0.5), Decimal(0))


def _quote(one: IndicatorFacts, item: Item) -> tuple[str, ...]:
    return (one.quote,) if one.quote and one.quote in item.words else ()


def _admitted(item: Item) -> Iterator[Finding]:
    """Judged on track, and the text itself speaks of a gap."""
    if not item.is_fine:
        return
    said = [clause.text for clause in clauses_of(item.words) if first_asserted(clause, ADMITTED)]
    if said:
        message = f"文字自述存在差距，研判为“{item.outcome.label}”。"
        yield Finding(Code.FINE_BUT_WORDS, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)


def _undone(item: Item, document: Document) -> Iterator[Finding]:
    """Reached in a whole year, and the text puts the completion into the next one."""
    if item.outcome is not Outcome.REACHED or document.quarter.number != _WHOLE_YEAR:
        return
    year = document.quarter.year
    later = re.compile(
        rf"{_LATER}(?:{year + 1}|{year + 2})年[^，。；]{{0,14}}|(?:计划|预计|拟)(?:年后|明年|次年)[^，。；]{{0,14}}"
    )
    said = [hit[0] for sentence in sentences(item.words) for hit in later.finditer(sentence)]
    said += [hit[0] for hit in _UNDONE.finditer(item.words)]
    if said:
        message = "研判为已完成，文字说的是以后完成或尚未完成。"
        yield Finding(Code.REACHED_BUT_UNDONE, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)


def _passed(item: Item, document: Document) -> Iterator[Finding]:
    """Lagging, and every figure the item promises has been reached already."""
    promised = [one for one in item.indicators if one.kind is not IndicatorKind.EVENT]
    if not item.is_behind or not promised or len(_known(item)) != len(promised):
        return
    if not all(_is_reached(one) for one in promised) or len(promised) < _things(item.text):
        return
    one = promised[0]
    message = f"“{one.measure}”已有 {plain(one.value)}{one.unit}，达到目标 {plain(one.target)}{one.unit}，却列为滞后。"
    yield Finding(Code.BEHIND_BUT_PASSED, message, item, Field.JUDGEMENT, _quote(one, item), item.words)


def _things(text: str) -> int:
    """How many things a task asks for, roughly its clauses: figures of one do not settle the others."""
    return len([clause for clause in re.split(r"[，,。；;]", text) if clause.strip()])


def _is_reached(one: IndicatorFacts) -> bool:
    if one.comparison is Comparison.AT_MOST:
        return one.value <= one.target
    return one.value >= one.target


def _fell(item: Item) -> Iterator[Finding]:
    for one in _known(item):
        if one.is_accumulated and one.previous is not None and one.value < one.previous:
            message = f"“{one.measure}”上期 {plain(one.previous)}{one.unit}，本期 {plain(one.value)}{one.unit}，累计数减少。"
            yield Finding(Code.FELL, message, item, Field.PROGRESS, _quote(one, item), item.words)


def _units(item: Item) -> Iterator[Finding]:
    """The promise counts one thing, the report another: 立方米 and 平方米, 户 and 栋."""
    for promised in commitments(item.text):
        if not promised.unit or promised.kind is not IndicatorKind.CUMULATIVE:
            continue
        alike = [one for one in figures(item.words) if likeness(promised.measure, one.measure) >= 0.45]
        fitting = [one for one in alike if is_same_unit(promised.unit, one.unit)]
        strange = [one for one in alike if is_confused(promised.unit, one.unit)]
        if strange and not fitting and len(alike) == len(strange):
            message = f"任务以“{promised.unit}”计，进展以“{strange[0].unit}”计，不能对照。"
            quotes = (item.words[strange[0].span.start : strange[0].span.end],)
            yield Finding(Code.UNITS_DIFFER, message, item, Field.PROGRESS, quotes, item.words)


def is_same_unit(one: str, other: str) -> bool:
    """Whether figures in the two units can be held against each other."""
    return affinity(one, other) > 0 and not is_confused(one, other)


def is_confused(one: str, other: str) -> bool:
    """Whether the units count different things that offices mix up: 户 and 栋, 立方米 and 平方米."""
    left, right = parse_unit(one), parse_unit(other)
    return {left.family or left.base, right.family or right.base} in _CONFUSED


def _magnitude(item: Item) -> Iterator[Finding]:
    for one in figures(item.words):
        base = parse_unit(one.unit)
        is_piece = base.base in _COUNTABLE and not base.magnitude and one.value != int(one.value)
        clause = item.words[max(0, one.span.start - 20) : one.span.start].rpartition("，")[2]
        if (is_piece and not _AVERAGE.search(clause)) or _is_tiny(one, item):
            words = item.words[one.span.start : one.span.end]
            message = f"“{words}”疑漏“万”或单位有误，请核对。"
            yield Finding(Code.LOST_MAGNITUDE, message, item, Field.PROGRESS, (words,), item.words)


def _is_tiny(one, item: Item) -> bool:
    """Less than one 亩 or 平方米, where the promise counts thousands of them."""
    unit = parse_unit(one.unit)
    if unit.family not in ("面积", "长度") or not 0 < one.value < 1 or unit.magnitude:
        return False
    promised = [each for each in commitments(item.text) if parse_unit(each.unit).base == unit.base]
    return any(
        each.value * parse_unit(each.unit).factor >= NEAR_NOTHING * one.value * unit.factor
        for each in promised
    )
