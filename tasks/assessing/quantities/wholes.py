"""量化指标: tells the scope named in a sentence from the part that was done: 10件实事已完成6件, 56个项目中30个已完工."""

import re
from dataclasses import replace

from tasks.assessing.quantities.records import Figure
from tasks.enums import FigureState, IndicatorKind

HUNDRED = 100
NEIGHBOURS = 6
REACH = 120
_SENTENCE_END = re.compile(r"[。；;\n]")
_OUT_OF = re.compile(r"[^,，。；;\n]{0,16}中(?:[,，]|有?\d)")
_DONE_OF_IT = re.compile(
    r"^[^,，、。；;\n]{0,24}(?:已|完成|完工|建成|开工|复工|整改|办结|通过|投用)[^,，、。；;\n]{0,12}$"
)
_FIRM = re.compile(r"已|完成|建成|累计|完工")
_DONE_ITSELF = re.compile(
    r"(?:均|都|全部)?已(?:经|全部)?(?:完成|完工|竣工|建成|投用|投产|交付|开园|销号|办结)[^\d]*[,，、]"
)
_SHARE_DONE = re.compile(
    r"[^\d,，、。；;\n]{0,10}(?:项目|工程|站|厂|楼|园|管网|道路|公路|改造|建设)[^\d,，、。；;\n]{0,8}(?:完成|达到?)[^\d,，、。；;\n]{0,10}"
)
_OF_WHICH = re.compile(r"^[^。；;\n]{0,30}其中")


def mark_wholes(found: list[Figure], folded: str) -> list[Figure]:
    """Marks scopes as planned and their parts as not partial, and totals with the names of what they add up.

    Args:
        found: the figures of the text, in order.
        folded: the text, as ``fold_text`` returns it.
    """
    marked = list(found)
    for at in range(len(found) - 1):
        if _has_share_done(found, at, folded):
            marked[at] = replace(marked[at], state=FigureState.UNDERWAY)
        parts = _list_parts(found, at, folded)
        if parts and _is_scope(found[at], [found[part] for part in parts], folded):
            marked[at] = replace(marked[at], state=FigureState.PLANNED)
            for part in parts:
                marked[part] = replace(marked[part], is_partial=False)
    return _mark_totals(marked, folded)


def _has_share_done(found: list[Figure], at: int, folded: str) -> bool:
    """Tells whether the next figure is the share of this one that is done: 200兆瓦光伏项目完成支架安装60%."""
    whole, share = found[at], found[at + 1]
    if whole.kind is not IndicatorKind.CUMULATIVE or share.unit != "%" or share.is_target_share:
        return False
    is_part = share.kind is IndicatorKind.LEVEL and share.value < HUNDRED
    behind = folded[whole.span.end : share.span.start]
    clause_start = max(folded.rfind(mark, 0, whole.span.start) for mark in ",，。；;\n:")
    is_told = _FIRM.search(folded, clause_start + 1, whole.span.start)
    return is_part and not is_told and bool(_SHARE_DONE.fullmatch(behind))


def _mark_totals(found: list[Figure], folded: str) -> list[Figure]:
    """Gives a total (甲3亿元、乙5亿元，合计8亿元) the names of its summands and marks these as partial."""
    marked = list(found)
    for at, total in enumerate(found):
        parts = _list_summands(found, at, folded) if total.is_total else []
        if parts:
            name = "、".join(dict.fromkeys(found[part].measure for part in parts))
            marked[at] = replace(total, measure=name, is_partial=False)
            for part in parts:
                marked[part] = replace(marked[part], is_partial=True)
    return marked


def _list_summands(found: list[Figure], at: int, folded: str) -> list[int]:
    """Lists the figures before a total in its sentence that add up to it; empty if none do."""
    total, parts, left = found[at], [], found[at].value
    for number in range(at - 1, max(-1, at - 1 - NEIGHBOURS), -1):
        if found[number].unit != total.unit or _SENTENCE_END.search(folded, found[number].span.end, total.span.start):
            break
        parts.append(number)
        left -= found[number].value
        if left <= 0:
            break
    return parts[::-1] if left == 0 and len(parts) > 1 else []


def _list_parts(found: list[Figure], at: int, folded: str) -> list[int]:
    """Lists the figures that follow in the same sentence, have the same unit and are not greater."""
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
    if _DONE_ITSELF.match(behind):
        return False
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
