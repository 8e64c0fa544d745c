"""上级目标: reads the target that the upper level handed down beside the own one: 89亿元（市级下达70亿元）."""

import re
from collections.abc import Sequence
from decimal import Decimal

from tasks.assessing.quantities.clauses import ClauseIndex
from tasks.assessing.quantities.numbers import fold_text
from tasks.assessing.quantities.records import Quantity, Span, UpperTarget
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.enums import UpperLevel

_LEVELS = {
    "国": UpperLevel.NATION,
    "省": UpperLevel.PROVINCE,
    "自": UpperLevel.PROVINCE,
    "市": UpperLevel.CITY,
    "上": UpperLevel.ABOVE,
}
_HANDED_DOWN = re.compile(
    r"(?<!超)(?<!超出)(?P<level>国家级?|(?<!全)省(?:级|里|委|政府)?|自治区|(?<![全城])市(?:级|里|委|政府)?|上级)"
    r"(?:有关)?(?:部门)?(?:下达|分解|任务|目标|要求|指标|考核|核定|定目标|定任务|计划)(?!资金|补助|专项)(?P<what>[^,，。;；、:()\d]{0,16})$"
)
_MONEY = re.compile(r"资金|补助|专项|经费|债券")
TOO_LARGE = Decimal(10) ** 16
"""Values from here on cannot be kept."""
REACH = 30
"""The number of characters before a number in which the upper level is looked for."""


@cache_by_text
def read_upper_targets(text: str) -> tuple[UpperTarget, ...]:
    """Reads the targets of an upper level that stand beside an own one in a sentence, in their order; never raises.

    A handed down target that the sentence names alone (完成市级下达的就业1.2万人任务) is the own one, and no upper target.
    """
    folded = fold_text(text)
    index, tokens = ClauseIndex(folded), read_quantities(text)
    levels = [_find_level(folded, tokens, number) for number in range(len(tokens))]
    own = [token for token, level in zip(tokens, levels, strict=True) if level is None]
    return tuple(
        UpperTarget(level, token.value, token.unit, token.span, text[start : token.span.end], beside.span)
        for token, found in zip(tokens, levels, strict=True)
        if found and (beside := _find_own(index, own, token))
        for level, start in (found,)
    )


def find_upper_target(text: str, span: Span, unit: str) -> tuple[UpperLevel, Decimal] | None:
    """Finds the first upper target beside the commitment at a span, as its level and its value in ``unit``.

    Returns:
        None where there is none, or none that can be expressed in ``unit``.
    """
    beside = [one for one in read_upper_targets(text) if span.start <= one.own.start < span.end]
    if not beside or compute_unit_affinity(beside[0].unit, unit) < 1:
        return None
    value = convert_unit(beside[0].value, beside[0].unit, unit)
    return (beside[0].level, value) if abs(value) < TOO_LARGE else None


def _find_level(folded: str, tokens: Sequence[Quantity], number: int) -> tuple[UpperLevel, int] | None:
    """Finds the level that handed a number down and where its words begin; None where no level did."""
    at = tokens[number].span.start
    first = max(at - REACH, tokens[number - 1].span.end if number else 0)
    found = _HANDED_DOWN.search(folded, first, at)
    if found is None or _MONEY.search(found["what"]):
        return None
    return _LEVELS[found["level"][0]], found.start()


def _find_own(index: ClauseIndex, own: Sequence[Quantity], token: Quantity) -> Quantity | None:
    """Finds the number of the same sort in the sentence: the last one before, or else the first one behind."""
    sentence = index.get_clause_at(token.span.start).sentence
    alike = [
        each
        for each in own
        if index.get_clause_at(each.span.start).sentence == sentence
        and each.unit
        and compute_unit_affinity(each.unit, token.unit) == 1.0
    ]
    before = [each for each in alike if each.span.end <= token.span.start]
    return before[-1] if before else next(iter(alike), None)
