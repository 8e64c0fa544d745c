"""量化指标: reads the quantities of a text, and leaves out names, ordinals, dates, document numbers and specifications."""

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal

from tasks.assessing.quantities.numbers import (
    MAGNITUDES,
    Number,
    find_numbers,
    fold_text,
    read_chinese_numeral,
    read_number,
)
from tasks.assessing.quantities.records import Quantity, Span
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.shapes import RATES, Candidate, is_believable
from tasks.assessing.quantities.units import match_unit, round_decimal

LONGEST_QUOTED_NAME = 14
LONGEST_TITLE = 80
_CONNECTORS = ("-", "~", "—", "–", "--", "——", "至", "到")
_QUOTED = re.compile(
    rf"《[^《》]{{0,{LONGEST_TITLE}}}》|〔[^〔〕]{{0,12}}〕|[“「『][^“”「」『』]{{0,{LONGEST_QUOTED_NAME}}}[”」』]"
    rf"|“[^”\n]{{0,40}}\+[^”\n]{{0,40}}”|\"[^\"\n]{{1,{LONGEST_QUOTED_NAME}}}\""
)
_FRACTION = re.compile(
    r"([百千万]|[二三四五六七八九十]{1,3}|\d{1,4})分之([零一二三四五六七八九十百点]{1,9}|\d{1,6}(?:\.\d{1,4})?)"
)
_BEFORE_MINUS = re.compile(r"[\u4e00-\u9fff:,，、( ]")
_WORDS = re.compile(
    r"(?P<doubled>翻(?P<times>[一两二])?番)|(?P<half>过半(?!数)|超?过?半数(?:以上)?|(?<![一二三四五六七八九十])一半(?:以上)?)"
    r"|(?P<whole>全覆盖|全域覆盖|全面覆盖|(?<![安国健完])全部(?![门署委队件分]))"
)


@cache_by_text
def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Reads the quantities of a text, in its order and in linear time; their spans do not overlap."""
    folded = fold_text(text)
    names = _list_quoted_spans(folded)
    found = _read_spoken(folded) + _read_measured(folded)
    outside = [each for each in found if not _is_inside(names, each.span)]
    return tuple(_remove_overlaps(sorted(outside, key=lambda each: (each.span.start, -each.span.end))))


def _list_quoted_spans(folded: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(folded)]


def _is_inside(names: list[tuple[int, int]], span: Span) -> bool:
    index = bisect_right(names, (span.start, float("inf"))) - 1
    return index >= 0 and names[index][0] <= span.start < names[index][1]


def _remove_overlaps(ordered: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for each in ordered:
        if not kept or each.span.start >= kept[-1].span.end:
            kept.append(each)
    return kept


def _read_spoken(folded: str) -> list[Quantity]:
    """Reads fractions and words that state a share: 四分之三, 过半, 翻番, 全覆盖."""
    shares = [_read_share(found) for found in _FRACTION.finditer(folded)]
    words = [Quantity(_get_word_value(found), "%", Span(*found.span())) for found in _WORDS.finditer(folded)]
    return [share for share in shares if share] + words


def _read_share(found: re.Match[str]) -> Quantity | None:
    below = MAGNITUDES.get(found[1]) or {"百": Decimal(100), "千": Decimal(1000)}.get(found[1]) or _read_value(found[1])
    above = _read_value(found[2])
    if not below or above is None:
        return None
    return Quantity(round_decimal(above * 100 / below), "%", Span(*found.span()))


def _read_value(written: str) -> Decimal | None:
    return read_chinese_numeral(written) if written == "十" else read_number(written)


def _get_word_value(found: re.Match[str]) -> Decimal:
    if found["doubled"]:
        return Decimal(300) if found["times"] in ("两", "二") else Decimal(100)
    return Decimal(50) if found["half"] else Decimal(100)


def _read_measured(folded: str) -> list[Quantity]:
    candidates = _join_ranges(folded, [_build_candidate(folded, number) for number in find_numbers(folded)])
    candidates = _lend_units(folded, candidates)
    return [_build_quantity(folded, each) for each in candidates if is_believable(folded, each)]


def _build_candidate(folded: str, number: Number) -> Candidate:
    number = _split_generation(folded, number)
    at, is_vague = number.end, number.is_vague
    if folded[at : at + 1] == " ":
        at += 1
    if folded[at : at + 1] in ("余", "多", "几", "来"):
        is_vague, at = True, at + 1
    if folded.startswith(("个亿", "个万"), at):
        number, at = (
            replace(number, magnitude=folded[at + 1], value=number.value * MAGNITUDES[folded[at + 1]]),
            at + 2,
        )
    unit = match_unit(folded, at)
    end = at + len(unit) if unit or is_vague else max(number.end, at - 1 if folded[at - 1] == " " else at)
    return Candidate(number, number.magnitude + unit, end, is_vague=is_vague)


def _split_generation(folded: str, number: Number) -> Number:
    """Splits a count that lost its unit from the mobile generation behind it: 8005G基站 is 800."""
    digits = folded[number.start : number.end]
    if folded[number.end : number.end + 1] == "G" and digits.isdigit() and len(digits) > 2 and digits[-1] in "3456":
        return replace(number, value=Decimal(digits[:-1]), end=number.end - 1)
    return number


def _join_ranges(folded: str, candidates: list[Candidate]) -> list[Candidate]:
    """Joins the two candidates of a range to one: 5-10个百分点, 5%—10%, 三至五家."""
    joined: list[Candidate] = []
    for each in candidates:
        last = joined[-1] if joined else None
        if last and last.upper is None and _is_range(folded, last, each):
            joined[-1] = _build_range(last, each)
        else:
            joined.append(each)
    return joined


def _is_range(folded: str, low: Candidate, high: Candidate) -> bool:
    between = folded[low.end : high.number.start]
    same_unit = low.unit in ("", low.number.magnitude, high.unit)
    return between in _CONNECTORS and same_unit and bool(high.unit) and low.number.value < high.number.value * 10**8


def _build_range(low: Candidate, high: Candidate) -> Candidate:
    lower = (
        low.number.value / MAGNITUDES[high.number.magnitude] if low.number.magnitude or low.unit else low.number.value
    )
    number = replace(
        high.number, start=low.number.start, value=lower * MAGNITUDES[high.number.magnitude],
        is_chinese=low.number.is_chinese and high.number.is_chinese,
    )  # fmt: skip
    return Candidate(number, high.unit, high.end, upper=high.number.printed)


def _lend_units(folded: str, candidates: list[Candidate]) -> list[Candidate]:
    """Gives the unit at the end of a list to all its numbers: 12、8、5列."""
    lent = list(candidates)
    for index in range(len(lent) - 2, -1, -1):
        this, following = lent[index], lent[index + 1]
        is_list = folded[this.end : following.number.start] == "、"
        if is_list and not this.unit and following.unit and not this.number.is_chinese:
            lent[index] = replace(this, unit=following.unit)
    return lent


def _is_negative(folded: str, each: Candidate) -> bool:
    """Tells whether a minus sign stands before a number. Before an amount it may be a hyphen: of a range (3-5公里), of a
    code (K1-5) or of a name; so it counts only behind Chinese words, a colon or a bracket."""
    start = each.number.start
    if folded[max(0, start - 1) : start] not in ("-", "−"):
        return False
    return each.unit in RATES or (
        bool(each.unit) and bool(_BEFORE_MINUS.fullmatch(folded[max(0, start - 2) : start - 1]))
    )


def _build_quantity(folded: str, each: Candidate) -> Quantity:
    start, value = each.number.start, each.number.printed
    if _is_negative(folded, each):
        start, value = start - 1, -value
    return Quantity(value, each.unit, Span(start, each.end), each.upper, each.is_vague)
