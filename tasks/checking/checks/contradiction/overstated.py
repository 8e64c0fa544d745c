"""Compares the office's wording with the unit's own text: what the unit only plans must not be printed as done.

Source: 《政府督查工作条例》第二十五条：不得弄虚作假.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.lagging.clauses import list_clauses
from tasks.assessing.likeness import compute_text_similarity
from tasks.assessing.quantities import read_stated_figures
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import FigureState

_NOT_ACHIEVED = (FigureState.ESTIMATED, FigureState.PLANNED, FigureState.UNDERWAY)
_CLAIM = re.compile(
    r"(?<![未待能])(?:已|成功)?(?:获批|通过|建成|完成|完工|竣工|投用|开通|通车|落地|签约|达到|实现|获评|入选|创成)"
)
_HEDGE = re.compile(r"预计|计划|拟|正在|力争|争取|待|申报|将于|有望|准备|筹备|尚未|暂未|未")


def check_overstatement(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        if item.published and item.published != item.progress:
            yield from _check_overstated_figures(item)
            yield from _check_overstated_words(item)


def _check_overstated_figures(item: CheckedItem) -> Iterator[Finding]:
    """Finds a figure that the unit only expects and the office prints as achieved."""
    own = read_stated_figures(item.progress)
    for one in read_stated_figures(item.published):
        same = [other for other in own if other.value == one.value and other.unit == one.unit]
        if one.state is FigureState.ACHIEVED and same and all(other.state in _NOT_ACHIEVED for other in same):
            message = f"单位原文为“{same[0].quote}”，报告用语写成已完成。"
            source = CheckedText(item.published, item, Field.PROGRESS)
            finding = source.build_finding_at(Code.OVERSTATED, message, one.span)
            yield replace(finding, other=OtherSide("单位原文", same[0].quote))


def _check_overstated_words(item: CheckedItem) -> Iterator[Finding]:
    """Finds a clause that claims what the unit's clause on the same matter only plans or applies for."""
    own = [clause.text for clause in list_clauses(item.progress)]
    for clause in list_clauses(item.published):
        claim = _CLAIM.search(clause.text)
        if not claim or _HEDGE.search(clause.text) or clause.text in own:
            continue
        hedged = [text for text in own if _HEDGE.search(text) and _is_same_subject(clause.text, text)]
        firm = [text for text in own if not _HEDGE.search(text) and _is_same_subject(clause.text, text)]
        if hedged and not firm:
            message = f"单位原文为“{hedged[0]}”，报告用语写成“{clause.text}”。"
            other = OtherSide("单位原文", hedged[0])
            yield Finding(Code.OVERSTATED, message, item, Field.PROGRESS, (clause.text,), item.published, other=other)


def _is_same_subject(claimed: str, own: str) -> bool:
    """Returns whether two clauses are alike once claims and hedges are removed."""
    return compute_text_similarity(_remove_claims(claimed), _remove_claims(own)) >= 0.5


def _remove_claims(text: str) -> str:
    return _HEDGE.sub("", _CLAIM.sub("", text))
