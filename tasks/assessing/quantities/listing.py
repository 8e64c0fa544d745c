"""量化指标: finds figures that a sentence lists as parts without naming their total: 甲3个、乙2个和丙1个."""

import re
from collections.abc import Sequence

from tasks.assessing.quantities.records import Figure
from tasks.enums import FigureState, IndicatorKind

REACH_OF_LIST = 30
_JOINS = re.compile(r"[、和及]")
_BREAKS_LIST = re.compile(r"[,，。；;\n]|至|到|中|其余|另")


def group_listed_parts(found: Sequence[Figure], progress: str) -> list[tuple[int, ...]]:
    """Groups achieved cumulative figures of one unit that 、, 和 or 及 joins in one clause.

    Args:
        found: the figures of the progress text, in order.

    Returns:
        The groups of two and more, as indexes of ``found``.
    """
    runs: list[tuple[int, ...]] = []
    run: list[int] = []
    for at, figure in enumerate(found):
        if run and _is_continuation(found[run[-1]], figure, progress):
            run.append(at)
            continue
        runs.append(tuple(run))
        run = [at] if _may_be_part(figure) and figure.measure else []
    runs.append(tuple(run))
    return [each for each in runs if len(each) > 1]


def _may_be_part(figure: Figure) -> bool:
    is_whole = figure.is_total or figure.is_partial or figure.is_base
    return figure.kind is IndicatorKind.CUMULATIVE and figure.state is FigureState.ACHIEVED and not is_whole


def _is_continuation(last: Figure, figure: Figure, progress: str) -> bool:
    between = progress[last.span.end : figure.span.start]
    joined = len(between) < REACH_OF_LIST and _JOINS.search(between) and not _BREAKS_LIST.search(between)
    return _may_be_part(figure) and figure.unit == last.unit and bool(joined)
