"""量化指标: reads the quantities of a text, and leaves out names, ordinals, dates, document numbers and specifications."""

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal

from tasks.assessing.quantities.certainty import Doubt
from tasks.assessing.quantities.numbers import (
    MAGNITUDES,
    SPACES,
    Number,
    find_numbers,
    fold_text,
    list_group_parts,
    read_chinese_numeral,
    read_number,
)
from tasks.assessing.quantities.records import Quantity, Span
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.shapes import RATES, Candidate, is_believable
from tasks.assessing.quantities.units import match_unit, parse_unit, round_decimal

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
_SLASHED = re.compile(
    r"(?:(?<=[达超过近约成的为逾足占到少率余])|(?=\d/\d{1,2}(?:以上|左右|的|强|多)))(?<![\d/.A-Za-z])([1-9])/([2-9]|10)(?![\d/.年月日])"
)
_BEFORE_MINUS = re.compile(r"[\u4e00-\u9fff:,，、( ]")
_TENTHS_END = "立员果为效功绩本品就长年熟都型套交份人群色新批件才风不因"
_WORDS = {
    "番": re.compile(r"(?P<doubled>翻了?(?P<times>[一两二三])?番)"),
    "半": re.compile(
        r"(?P<half>过半(?!数)|近半(?!年|个|小时|天|日|月|径|世)|超?过?半数(?:以上)?|(?<![一二三四五六七八九十])一半(?:以上)?)"
    ),
    "成": re.compile(
        rf"(?P<tenths>[1-9一二三四五六七八九])(?<![\d.第一二两三四五六七八九十百].)成(?P<fifth>[半五])?(?![{_TENTHS_END}])"
    ),
    "位": re.compile(
        r"(?P<digits>(?<=增长)[^,，。;；\d]{0,4}两位数|(?<=增[速幅])[^,，。;；\d]{0,6}两位数|两位数以?上?的?(?:增长|增速|增幅))"
    ),
    "平": re.compile(
        r"(?P<level>(?:[与较同和](?:上年|去年|往年|前年|20\d{2}年)(?:同期)?(?:水平)?|[同环]比)(?:总体|大体)?(?:基本)?(?:保持)?持平)"
        r"|(?P<par>[与和同]全[国省市区县](?:平均)?(?:水平|增速)?(?:总体|大体)?(?:基本)?(?:保持)?持平)"
    ),
    "零": re.compile(
        r"(?P<none>(?:动态|全面|全部|基本|存量)?清零(?!行动|攻坚|专项|计划|政策|方案|[战台仗机])|零(?:发生|事故|新增|死亡|伤亡|投诉|上访))"
    ),
    "全": re.compile(r"(?P<whole>全覆盖|全域覆盖|全面覆盖|(?<![安国健完])全部(?![门署委队件分]))"),
}
"""A character of the words that state a number → the words; a text without the character need not be searched."""
_WORD_VALUES = {"half": 50, "digits": 10, "level": 0, "par": 0, "none": 0, "whole": 100}
_WORD_UNITS = {"none": "", "par": "个百分点"}
"""The unit of the words that state no percentage."""
_DOUBLED = {"两": 300, "二": 300, "三": 700}
"""How much is added, in percent, by so many doublings; once without a numeral."""


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
    slashed = [_read_slashed(found) for found in _SLASHED.finditer(folded)] if "/" in folded else []
    words = [_read_word(found) for char, said in _WORDS.items() if char in folded for found in said.finditer(folded)]
    return [share for share in (*shares, *slashed) if share] + words


def _read_slashed(found: re.Match[str]) -> Quantity | None:
    above, below = Decimal(found[1]), Decimal(found[2])
    return Quantity(round_decimal(above * 100 / below), "%", Span(*found.span())) if above < below else None


def _read_word(found: re.Match[str]) -> Quantity:
    name = found.lastgroup if found.lastgroup in _WORD_VALUES else ""
    start = found.start()
    if name == "digits" and found[0].endswith("两位数"):
        start = found.end() - len("两位数")
    doubt = Doubt.WORDED if name == "digits" else None
    value = Decimal(_WORD_VALUES[name]) if name else _read_counted_word(found)
    return Quantity(value, _WORD_UNITS.get(name, "%"), Span(start, found.end()), doubt=doubt)


def _read_counted_word(found: re.Match[str]) -> Decimal:
    """Reads in percent what 翻两番 adds, or 七成五 says."""
    parts = found.groupdict()
    if "doubled" in parts:
        return Decimal(_DOUBLED.get(parts["times"], 100))
    return (_read_value(parts["tenths"]) or Decimal(0)) * 10 + (5 if parts["fifth"] else 0)


def _read_share(found: re.Match[str]) -> Quantity | None:
    below = MAGNITUDES.get(found[1]) or {"百": Decimal(100), "千": Decimal(1000)}.get(found[1]) or _read_value(found[1])
    above = _read_value(found[2])
    if not below or above is None:
        return None
    return Quantity(round_decimal(above * 100 / below), "%", Span(*found.span()))


def _read_value(written: str) -> Decimal | None:
    return read_chinese_numeral(written) if written == "十" else read_number(written)


def _read_measured(folded: str) -> list[Quantity]:
    built = [each for number in find_numbers(folded) for each in _build_candidates(folded, number)]
    candidates = _join_ranges(folded, built)
    candidates = _lend_units(folded, candidates)
    return [_build_quantity(folded, each) for each in candidates if is_believable(folded, each)]


_GROUPED = (Doubt.COMMA, Doubt.SPACED, Doubt.RUN_ON)


def _build_candidates(folded: str, number: Number) -> list[Candidate]:
    """Builds the candidate of a numeral; groups of digits without a unit behind them are numbers of their own."""
    one = _build_candidate(folded, number)
    if one.unit or number.doubt not in _GROUPED or folded[number.end : number.end + 1] == "、":
        return [one]
    return [_build_candidate(folded, part) for part in list_group_parts(folded, number)]


def _build_candidate(folded: str, number: Number) -> Candidate:
    number = _split_generation(folded, number)
    at, is_vague = number.end, number.is_vague
    if folded[at : at + 1] in tuple(SPACES):
        at += 1
    if folded[at : at + 1] in ("余", "多", "几", "来"):
        number = replace(number, doubt=Doubt.SPOKEN) if folded[at] == "几" else number
        is_vague, at = True, at + 1
    if folded.startswith(("个亿", "个万"), at):
        number, at = (
            replace(number, magnitude=folded[at + 1], value=number.value * MAGNITUDES[folded[at + 1]]),
            at + 2,
        )
    unit = match_unit(folded, at)
    end = at + len(unit) if unit or is_vague else max(number.end, at - 1 if folded[at - 1] in SPACES else at)
    return Candidate(number, number.magnitude + unit, end, number.upper, is_vague)


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
    before = folded[max(0, start - 1) : start]
    if before == "负":
        return each.unit in RATES
    if before not in ("-", "−"):
        return False
    if each.unit in RATES:
        return True
    further = folded[max(0, start - 2) : start - 1]
    # a dash that opens a line in front of a count is a bullet
    return bool(each.unit) and bool(_BEFORE_MINUS.fullmatch(further) or (not further and parse_unit(each.unit).family))


def _build_quantity(folded: str, each: Candidate) -> Quantity:
    start, value = each.number.start, each.number.printed
    if _is_negative(folded, each):
        start, value = start - 1, -value
    return Quantity(value, each.unit, Span(start, each.end), each.upper, each.is_vague, each.number.doubt)
