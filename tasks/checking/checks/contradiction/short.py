"""Compares the judgement with the figures of the item.

A cumulative figure is compared with the target's share of the elapsed year (时间过半、任务过半), at the end of the year with
the target itself. Only a large shortfall counts as a contradiction, since the check does not judge a second time.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.lagging import IndicatorFacts
from tasks.assessing.quantities import read_quantities, read_stated_figures
from tasks.assessing.quantities.similarity import compute_name_likeness
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.known import find_printed_quotes, list_known_figures
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount, format_percent
from tasks.enums import Comparison, FigureState, IndicatorKind
from tasks.terms import terms

FAR = Decimal("0.5")
"""A figure below this share of its expected value contradicts a judgement on track."""
_EFFORT = re.compile(r"\s*(?:加快|推进|推动|启动|开展|促进|支持|加强)")
_FINISHED = re.compile(r"建成|完成|完工|竣工|投用")


def check_judgement_by_figures(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        yield from _check_shortfall(item, document)
        yield from _check_behind_but_passed(item)


def _compute_expected(one: IndicatorFacts, document: CheckedDocument) -> Decimal | None:
    """Returns the value that a judgement on track requires; None when the figure decides nothing yet."""
    if one.comparison is Comparison.AT_MOST or one.target <= 0 or one.kind is IndicatorKind.EVENT:
        return None
    if document.quarter.is_last:
        return one.target
    if one.is_accumulated:
        return one.target * document.quarter.share_of_year * FAR
    return one.target * FAR if one.kind is not IndicatorKind.RELATIVE else None


def _check_shortfall(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    if not item.is_fine:
        return
    for one in list_known_figures(item):
        expected = _compute_expected(one, document)
        if expected is None or one.reported >= expected or _is_close(one, document) or _is_effort(one, item):
            continue
        if max(_compute_total_done(one, item), _compute_listed_total(one, item)) >= expected:
            continue
        share = format_percent(one.reported / one.target)
        message = (
            f"“{one.measure}”{format_amount(one.reported)} ÷ {format_amount(one.target)}{one.unit} = {share}，"
            f"{document.quarter.label}{terms.judging}为“{item.judged}”。"
        )
        yield Finding(Code.FINE_BUT_SHORT, message, item, Field.JUDGEMENT, find_printed_quotes(one, item), item.words)


def _is_close(one: IndicatorFacts, document: CheckedDocument) -> bool:
    """Returns whether a shortfall may be ignored: within 5 % of a target with 左右, or, before the end of the year,
    any progress on a cumulative target of at most 5."""
    if one.comparison is Comparison.ABOUT and one.reported >= one.target * Decimal("0.95"):
        return True
    is_year = document.quarter.is_last
    return not is_year and one.is_accumulated and one.target <= 5 and one.reported > 0


def _is_effort(one: IndicatorFacts, item: CheckedItem) -> bool:
    """Returns whether the task promises work and no completion: 加快30条道路建设."""
    start = one.span[0] if one.span else item.text.find(one.measure)
    clause = re.split(r"[，,。；;]", item.text[: max(start, 0)])[-1]
    return bool(_EFFORT.match(clause)) and not _FINISHED.search(clause)


def _compute_total_done(one: IndicatorFacts, item: CheckedItem) -> Decimal:
    """Returns the sum of all achieved figures of the measure: 新建8个基地，提档升级16个基地."""
    done = [
        each
        for each in read_stated_figures(item.words)
        if each.state is FigureState.ACHIEVED and each.unit == one.unit and not each.is_partial
    ]
    return sum((each.value for each in done if compute_name_likeness(each.measure, one.measure) >= 0.5), Decimal(0))


def _compute_listed_total(one: IndicatorFacts, item: CheckedItem) -> Decimal:
    """Returns the sum of the numbers of the unit in the list that holds the figure: 甲校（学位1080个）、乙校（学位720个）."""
    for clause in re.split(r"[，,。；;\n]", item.words):
        listed = [each for each in read_quantities(clause) if each.unit == one.unit and not each.is_vague]
        if "、" in clause and len(listed) > 1 and any(each.value == one.reported for each in listed):
            return sum((each.value for each in listed), Decimal(0))
    return Decimal(0)


def _check_behind_but_passed(item: CheckedItem) -> Iterator[Finding]:
    """Finds a lagging item whose every indicator has reached its target."""
    promised = [one for one in item.indicators if one.kind is not IndicatorKind.EVENT]
    if not item.is_behind or not promised or len(list_known_figures(item)) != len(promised):
        return
    if not all(_is_reached(one) for one in promised) or len(promised) < _count_clauses(item.text):
        return
    one = promised[0]
    message = f"“{one.measure}”已有 {format_amount(one.reported)}{one.unit}，达到目标 {format_amount(one.target)}{one.unit}，却列为滞后。"
    yield Finding(Code.BEHIND_BUT_PASSED, message, item, Field.JUDGEMENT, find_printed_quotes(one, item), item.words)


def _count_clauses(text: str) -> int:
    """Returns the number of clauses, about the number of things that a task asks for."""
    return len([clause for clause in re.split(r"[，,。；;]", text) if clause.strip()])


def _is_reached(one: IndicatorFacts) -> bool:
    if one.comparison is Comparison.AT_MOST:
        return one.reported <= one.target
    return one.reported >= one.target
