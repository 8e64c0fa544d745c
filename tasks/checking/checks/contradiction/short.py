"""The judgement against the item's own figures.

Cumulative figures are held against the elapsed share of the year (时间过半、任务过半), in a whole year against the
target itself. Only what is far from the course is called a contradiction: a checker is no second judge.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging import IndicatorFacts
from tasks.assessing.lagging.evidence import percent, plain
from tasks.assessing.quantities import figures
from tasks.assessing.quantities.similarity import likeness
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.known import known_figures, quoted_in
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import Document, Item
from tasks.enums import Comparison, FigureState, IndicatorKind
from tasks.periods import WHOLE_YEAR

FAR = Decimal("0.5")
"""A cumulative figure below this part of its expected course contradicts 正常推进."""
_EFFORT = re.compile(r"\s*(?:加快|推进|推动|启动|开展|促进|支持|加强)")
_FINISHED = re.compile(r"建成|完成|完工|竣工|投用")


def check(document: Document) -> Iterator[Finding]:
    """On track far behind the course; lagging with every target passed."""
    for item in document.items:
        yield from _short(item, document)
        yield from _passed(item)


def _expected(one: IndicatorFacts, document: Document) -> Decimal | None:
    """What must be reached for the judgement to stand; None where the figure says nothing yet."""
    if one.comparison is Comparison.AT_MOST or one.target <= 0 or one.kind is IndicatorKind.EVENT:
        return None
    if document.quarter.number == WHOLE_YEAR:
        return one.target
    if one.is_accumulated:
        return one.target * document.quarter.share_of_year * FAR
    return one.target * FAR if one.kind is not IndicatorKind.RELATIVE else None


def _short(item: Item, document: Document) -> Iterator[Finding]:
    if not item.is_fine:
        return
    for one in known_figures(item):
        expected = _expected(one, document)
        if expected is None or one.reported >= expected or _is_close(one, document) or _is_effort(one, item):
            continue
        if _added_up(one, item) >= expected:
            continue
        share = percent(one.reported / one.target)
        message = (
            f"“{one.measure}”{plain(one.reported)} ÷ {plain(one.target)}{one.unit} = {share}，"
            f"{document.quarter.label}研判为“{item.judged}”。"
        )
        yield Finding(Code.FINE_BUT_SHORT, message, item, Field.JUDGEMENT, quoted_in(one, item), item.words)


def _is_close(one: IndicatorFacts, document: Document) -> bool:
    """A target that says 左右 is reached within a twentieth; single pieces are not a share."""
    if one.comparison is Comparison.ABOUT and one.reported >= one.target * Decimal("0.95"):
        return True
    is_year = document.quarter.number == WHOLE_YEAR
    return not is_year and one.is_accumulated and one.target <= 5 and one.reported > 0


def _is_effort(one: IndicatorFacts, item: Item) -> bool:
    """加快30条道路建设 promises that they are worked on, not that they are finished."""
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


def _passed(item: Item) -> Iterator[Finding]:
    """Lagging, and every figure the item promises has been reached already."""
    promised = [one for one in item.indicators if one.kind is not IndicatorKind.EVENT]
    if not item.is_behind or not promised or len(known_figures(item)) != len(promised):
        return
    if not all(_is_reached(one) for one in promised) or len(promised) < _things(item.text):
        return
    one = promised[0]
    message = f"“{one.measure}”已有 {plain(one.reported)}{one.unit}，达到目标 {plain(one.target)}{one.unit}，却列为滞后。"
    yield Finding(Code.BEHIND_BUT_PASSED, message, item, Field.JUDGEMENT, quoted_in(one, item), item.words)


def _things(text: str) -> int:
    """How many things a task asks for, roughly its clauses: figures of one do not settle the others."""
    return len([clause for clause in re.split(r"[，,。；;]", text) if clause.strip()])


def _is_reached(one: IndicatorFacts) -> bool:
    if one.comparison is Comparison.AT_MOST:
        return one.reported <= one.target
    return one.reported >= one.target
