"""另一口径: reads the figure that restates another one on a second basis: 下降6.2%，剔除减税因素后增长2.1%."""

import re
from collections.abc import Sequence

from tasks.assessing.quantities.clauses import ClauseIndex
from tasks.assessing.quantities.figures import read_stated_figures
from tasks.assessing.quantities.numbers import fold_text
from tasks.assessing.quantities.records import Figure, SecondBasis
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.units import compute_unit_affinity
from tasks.enums import FigureState, IndicatorKind

_LEFT_OUT = r"(?:若|如|如果)?(?:扣除|剔除|还原|不含|不考虑|不计|排除|去除|刨除)[^,，。;；:()\d]{1,20}?"
_MEASURED_BY = (
    r"(?:按照?|以)?(?:同比|调整后)?(?:可比|同|同比|自然|账面|不变|现行|原|老|新|统一|全)(?:价格?|口径)(?:计算|计|测算|下|调整后|相比)*"
    r"|(?<![\u4e00-\u9fff])(?:按照?|以)?[\u4e00-\u9fff]{1,4}口径(?:计算|计|下)?"
    r"|(?:按照?|以)(?:美元|人民币|欧元|现价|不变价格?)(?:计价|计算|计)"
)
_SAID = r"(?:则|实际|同比|环比|仍|可|约|增速|增幅|占比|比重|达到|达|为|是|增长|上升|提高|下降|降低|减少|回落|增|降|了|至|到)*"
_BASIS = re.compile(
    rf"(?P<basis>{_LEFT_OUT}(?:以?后|之后)|{_MEASURED_BY})[,，]?[^,，。;；:()\d]{{0,10}}$"
    rf"|(?P<bare>{_LEFT_OUT})[,，]?{_SAID}$"
)
FIGURES_BACK = 8
"""The number of figures before a figure among which the one that it restates is looked for."""
REACH = 48
"""The number of characters before a figure in which the words of its basis are looked for."""


@cache_by_text
def read_second_bases(text: str) -> tuple[SecondBasis, ...]:
    """Reads the figures of a progress text that restate an earlier figure of their sentence; never raises.

    A figure whose sentence says no other of the same sort is no second one: 收入31亿元，同口径增长3.1% states one growth.
    """
    folded = fold_text(text)
    index, figures = ClauseIndex(folded), read_stated_figures(text)
    found: list[SecondBasis] = []
    for number, figure in enumerate(figures):
        words = _find_basis(folded, index, figures, number)
        main = _find_main(folded, index, figures[:number], figure, found) if words else None
        if words and main:
            basis = text[words[0] : words[1]].strip()
            start = min(words[0], figure.span.start)
            found.append(
                SecondBasis(basis, figure.value, figure.unit, figure.span, text[start : figure.span.end], main)
            )
    return tuple(found)


def _find_basis(folded: str, index: ClauseIndex, figures: Sequence[Figure], number: int) -> tuple[int, int] | None:
    """Finds the position of the words that say on which basis a figure stands; None where none do."""
    at = figures[number].span.start
    first = max(at - REACH, figures[number - 1].span.end if number else 0)
    sentence = index.get_clause_at(at).sentence
    while first < at and index.get_clause_at(first).sentence != sentence:
        first += 1
    found = _BASIS.search(folded, first, at)
    if found is None:
        return None
    return found.span("basis") if found["basis"] else found.span("bare")


def _find_main(
    folded: str, index: ClauseIndex, earlier: Sequence[Figure], figure: Figure, found: Sequence[SecondBasis]
) -> Figure | None:
    """Finds the last earlier figure of the sentence that is of the same sort and no second one itself."""
    sentence = index.get_clause_at(figure.span.start).sentence
    second = {each.span for each in found[-FIGURES_BACK:]}
    for each in reversed(earlier[-FIGURES_BACK:]):
        if index.get_clause_at(each.span.start).sentence != sentence:
            return None
        opens_behind = (
            folded[each.span.end : each.span.end + 1] == "(" and ")" not in folded[each.span.end : figure.span.start]
        )
        if each.span not in second and _is_same_sort(each, figure, is_bracketed=opens_behind):
            return each
    return None


def _is_same_sort(one: Figure, other: Figure, *, is_bracketed: bool) -> bool:
    """Tells whether two figures count the same; one in brackets behind the other need not say again that it is a growth."""
    is_change = is_bracketed or (one.kind is IndicatorKind.GROWTH) == (other.kind is IndicatorKind.GROWTH)
    is_counted = one.state is not FigureState.PLANNED and not one.is_target_share
    return is_change and is_counted and bool(one.unit) and compute_unit_affinity(one.unit, other.unit) == 1.0
