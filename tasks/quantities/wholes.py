"""Tells the scope a sentence begins with from what was done of it: 10件实事已完成6件, 56个项目中30个已完工."""

import re
from dataclasses import replace

from tasks.enums import FigureState, IndicatorKind
from tasks.quantities.records import Figure

NEIGHBOURS = 6
REACH = 120
_SENTENCE_END = re.compile(r"[。；;\n]")
_OUT_OF = re.compile(r"[^,，。；;\n]{0,16}中(?:[,，]|有?\d)")
_DONE_OF_IT = re.compile(
    r"^[^,，、。；;\n]{0,24}(?:已|完成|完工|建成|开工|整改|办结|通过|投用)[^,，、。；;\n]{0,12}$"
)
_FIRM = re.compile(r"已|完成|建成|累计|完工")
_OF_WHICH = re.compile(r"^[^。；;\n]{0,30}其中")


def mark_wholes(found: list[Figure], folded: str) -> list[Figure]:
    """The same figures, with scopes as planned and their parts as figures in their own right.

    Args:
        found: the figures of a text in order.
        folded: the folded text they were read from.
    """
    marked = list(found)
    for at in range(len(found) - 1):
        parts = _parts(found, at, folded)
        if parts and _is_scope(found[at], [found[part] for part in parts], folded):
            marked[at] = replace(marked[at], state=FigureState.PLANNED)
            for part in parts:
                marked[part] = replace(marked[part], is_partial=False)
    return marked


def _parts(found: list[Figure], at: int, folded: str) -> list[int]:
    """The figures behind one in its sentence that count the same and are no greater."""
    whole = found[at]
    if whole.kind is not IndicatorKind.CUMULATIVE:
        return []
    near = range(at + 1, min(len(found), at + 1 + NEIGHBOURS))
    return [
        number
        for number in near
        if found[number].unit == whole.unit
        and found[number].value <= whole.value
        and found[number].span.start - whole.span.end < REACH
        and not _SENTENCE_END.search(folded, whole.span.end, found[number].span.start)
    ]


def _is_scope(whole: Figure, parts: list[Figure], folded: str) -> bool:
    behind = folded[whole.span.end : parts[0].span.start]
    if _OUT_OF.match(folded, whole.span.end):
        return True
    clause_start = max(folded.rfind(mark, 0, whole.span.start) for mark in ",，。；;\n:")
    if "(" in behind:
        return False
    if _FIRM.search(folded, clause_start + 1, whole.span.start):
        return False
    if _DONE_OF_IT.match(behind):
        return True
    is_split = any(part.state is not FigureState.ACHIEVED for part in parts)
    adds_up = sum(part.value for part in parts) == whole.value and len(parts) > 1
    return is_split and (adds_up or bool(_OF_WHICH.match(behind)))
