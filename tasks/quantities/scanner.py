"""From a text to its quantities: numbers with a unit, less everything that only looks like one.

Names, ordinals, dates, document numbers and technical specifications are told by their shape: what stands directly
before and behind the number, quotation marks, letters, a unit that is none.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.quantities.numbers import MAGNITUDES, Number, chinese_value, find_numbers, fold, read_number
from tasks.quantities.records import Quantity, Span
from tasks.quantities.units import believes_arabic, believes_chinese, match_unit, tidy

LONGEST_QUOTED_NAME = 14
LONGEST_TITLE = 80
_CONNECTORS = ("-", "~", "—", "–", "--", "——", "至", "到")
_CLAUSE_END = "。,，;；、!！?？\n\r\t )"
_RATES = ("%", "‰", "个百分点", "百分点")
_QUOTED = re.compile(
    rf"《[^《》]{{0,{LONGEST_TITLE}}}》|〔[^〔〕]{{0,12}}〕|[“「『][^“”「」『』]{{0,{LONGEST_QUOTED_NAME}}}[”」』]"
    rf"|\"[^\"\n]{{1,{LONGEST_QUOTED_NAME}}}\""
)
_FRACTION = re.compile(
    r"([百千万]|[二三四五六七八九十]{1,3}|\d{1,4})分之([零一二三四五六七八九十百点]{1,9}|\d{1,6}(?:\.\d{1,4})?)"
)
_WORDS = re.compile(
    r"(?P<doubled>翻(?P<times>[一两二])?番)|(?P<half>过半(?!数)|超?过?半数(?:以上)?|(?<![一二三四五六七八九十])一半(?:以上)?)"
    r"|(?P<whole>全覆盖|全域覆盖|全面覆盖|(?<![安国健完])全部(?![门署委队件分]))"
)
# 两个维护, 三个方面: a Chinese numeral before an abstract noun belongs to a phrase.
_ABSTRACT = re.compile(
    r"[个项条件](?:[一不]|方面|层面|环节|维度|角度|意识|自信|维护|确立|全面|代表|坚持|文明|转变|统一|结合|必须|毫不|大局|规定|大?事)"
)
_BUILDING_ONE = re.compile(
    r"(?:新建|建成|新增|引进|打造|创建|开工|投用|完成|培育|建设|改造|改建|扩建|新设|成立|落地)了?$"
)
_ONE_OF_THESE = set("所 座 家 条 栋 幢 处 台 辆 公里 户 名".split())
_SESSION = re.compile(r"(?:全体)?(?:会议|全会|党代会|常委会)")
_INDEX_BEFORE = re.compile(
    r"(?:率|指数|系数|强度|比|评分|得分)(?:控制在|达到?|稳定在|保持在|不超过|低于|为|在)*$"
)
_INDEX_AFTER = re.compile(r"(?:以内|以下|以上|左右|之内)?(?:[。,，;；、)\s]|$)")
_AFTER_TIME = re.compile(r"压缩|压减|缩短|减|降|以?内|以上|以下|左右|[。,，;；、)\s]|$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number with what stands behind it, not yet believed."""

    number: Number
    unit: str
    end: int
    upper: Decimal | None = None
    is_vague: bool = False


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text in the order of the text.

    Args:
        text: of any length; the time needed grows with it in proportion.

    Returns:
        Quantities whose spans do not overlap; years, ordinals, document numbers and names are left out.
    """
    folded = fold(text)
    names = _quoted_spans(folded)
    found = _spoken(folded) + _measured(folded)
    outside = [each for each in found if not _is_inside(names, each.span)]
    return _without_overlaps(sorted(outside, key=lambda each: (each.span.start, -each.span.end)))


def _quoted_spans(folded: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(folded)]


def _is_inside(names: list[tuple[int, int]], span: Span) -> bool:
    index = bisect_right(names, (span.start, float("inf"))) - 1
    return index >= 0 and names[index][0] <= span.start < names[index][1]


def _without_overlaps(ordered: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for each in ordered:
        if not kept or each.span.start >= kept[-1].span.end:
            kept.append(each)
    return kept


def _spoken(folded: str) -> list[Quantity]:
    """Fractions and words that state a share: 四分之三, 过半, 翻番, 全覆盖."""
    shares = [_share(found) for found in _FRACTION.finditer(folded)]
    words = [Quantity(_word_value(found), "%", Span(*found.span())) for found in _WORDS.finditer(folded)]
    return [share for share in shares if share] + words


def _share(found: re.Match[str]) -> Quantity | None:
    below = (
        MAGNITUDES.get(found[1])
        or {"百": Decimal(100), "千": Decimal(1000)}.get(found[1])
        or _value(found[1])
    )
    above = _value(found[2])
    if not below or above is None:
        return None
    return Quantity(tidy(above * 100 / below), "%", Span(*found.span()))


def _value(written: str) -> Decimal | None:
    return chinese_value(written) if written == "十" else read_number(written)


def _word_value(found: re.Match[str]) -> Decimal:
    if found["doubled"]:
        return Decimal(300) if found["times"] in ("两", "二") else Decimal(100)
    return Decimal(50) if found["half"] else Decimal(100)


def _measured(folded: str) -> list[Quantity]:
    candidates = _join_ranges(folded, [_with_unit(folded, number) for number in find_numbers(folded)])
    candidates = _lend_units(folded, candidates)
    return [_believed(folded, each) for each in candidates if _is_believable(folded, each)]


def _with_unit(folded: str, number: Number) -> _Candidate:
    number = _before_generation(folded, number)
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
    return _Candidate(number, number.magnitude + unit, end, is_vague=is_vague)


def _before_generation(folded: str, number: Number) -> Number:
    """A count whose unit got lost in front of a mobile generation: 8005G基站 is 800."""
    digits = folded[number.start : number.end]
    if (
        folded[number.end : number.end + 1] == "G"
        and digits.isdigit()
        and len(digits) > 2
        and digits[-1] in "3456"
    ):
        return replace(number, value=Decimal(digits[:-1]), end=number.end - 1)
    return number


def _join_ranges(folded: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """5-10个百分点, 5%—10%, 三至五家 as one candidate each."""
    joined: list[_Candidate] = []
    for each in candidates:
        last = joined[-1] if joined else None
        if last and last.upper is None and _is_range(folded, last, each):
            joined[-1] = _range(last, each)
        else:
            joined.append(each)
    return joined


def _is_range(folded: str, low: _Candidate, high: _Candidate) -> bool:
    between = folded[low.end : high.number.start]
    same_unit = low.unit in ("", low.number.magnitude, high.unit)
    return (
        between in _CONNECTORS
        and same_unit
        and bool(high.unit)
        and low.number.value < high.number.value * 10**8
    )


def _range(low: _Candidate, high: _Candidate) -> _Candidate:
    lower = (
        low.number.value / MAGNITUDES[high.number.magnitude]
        if low.number.magnitude or low.unit
        else low.number.value
    )
    number = replace(
        high.number, start=low.number.start, value=lower * MAGNITUDES[high.number.magnitude],
        is_chinese=low.number.is_chinese and high.number.is_chinese,
    )  # fmt: skip
    return _Candidate(number, high.unit, high.end, upper=high.number.printed)


def _lend_units(folded: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """In 1313、952、141列 the unit at the end counts for the whole list."""
    lent = list(candidates)
    for index in range(len(lent) - 2, -1, -1):
        this, following = lent[index], lent[index + 1]
        is_list = folded[this.end : following.number.start] == "、"
        if is_list and not this.unit and following.unit and not this.number.is_chinese:
            lent[index] = replace(this, unit=following.unit)
    return lent


def _is_believable(folded: str, each: _Candidate) -> bool:
    if _touches_name(folded, each) or _is_ordinal(folded, each):
        return False
    if folded[each.end : each.end + 1] == "级" or _is_pace(folded, each):
        return False
    base = each.unit.removeprefix(each.number.magnitude)
    if not base:
        return _is_bare_count(folded, each)
    if each.number.is_chinese:
        return _is_chinese_count(folded, each, base)
    digits = folded[each.number.start : each.number.end]
    has_leading_zero = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    return believes_arabic(base, each.number.magnitude) and not has_leading_zero


def _touches_name(folded: str, each: _Candidate) -> bool:
    """C3-1, M7, 1+14, 5·12, 7×24, 3:7: the number is a piece of something longer."""
    start = each.number.start
    before, further = (
        folded[start - 1 : start] if start else "",
        folded[start - 2 : start - 1] if start > 1 else "",
    )
    after, beyond = folded[each.end : each.end + 1], folded[each.end + 1 : each.end + 2]
    if _is_letter(before) or before in ("#", "+", "×", "*", "№", "_", "@"):
        return True
    if (
        before in ("-", "/", ".", "·", "•", ":")
        and (further.isdigit() or _is_letter(further))
        and further not in "%"
    ):
        return not (before == "-" and each.unit in _RATES and not further.isdigit())
    if not each.unit and (_is_letter(after) or after == "#"):
        return True
    return after in ("+", "×", "*") or (after in ("·", "•", ":", "/") and beyond.isdigit())


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_ordinal(folded: str, each: _Candidate) -> bool:
    start = each.number.start
    before = folded[start - 1 : start] if start else ""
    if before in ("第", "初"):
        return True
    if before == "前" and each.unit[-1:] in ("", "名", "位", "个", "家", "强"):
        return True
    return each.number.is_chinese and before in ("数", "几", "好", "星", "期", "周")


def _is_pace(folded: str, each: _Candidate) -> bool:
    """15分钟生活圈, 24小时热线: a span of time used as a name."""
    if each.unit not in ("小时", "个小时", "分钟", "天"):
        return False
    before = folded[max(0, each.number.start - 8) : each.number.start]
    return "天数" not in before and not _AFTER_TIME.match(folded, each.end)


def _is_bare_count(folded: str, each: _Candidate) -> bool:
    """A number at the end of a clause whose unit got lost (培育企业200。), or an amount (1000万资金)."""
    if each.number.is_chinese:
        return False
    if each.number.magnitude:
        return each.upper is None and not folded[each.end : each.end + 1].isdigit()
    start, digits = each.number.start, folded[each.number.start : each.number.end]
    before, after = folded[start - 1 : start] if start else "", folded[each.end : each.end + 1]
    if _is_generation_count(folded, each):
        return True
    if folded.startswith("项目", each.end):
        return before in ("等", "的") and digits.isdigit()
    if _INDEX_AFTER.match(folded, each.end) and _INDEX_BEFORE.search(folded[max(0, start - 10) : start]):
        return True
    stands_last = after == "" or after in _CLAUSE_END
    is_number = digits[0] != "0" and each.number.value >= 2 and each.upper is None
    return stands_last and is_number and _may_precede_a_count(before)


def _may_precede_a_count(char: str) -> bool:
    is_word = "\u4e00" <= char <= "\u9fff" and char not in "至到于自在截年月日号第为按附表图"
    return is_word or char in ("”", ")")


def _is_generation_count(folded: str, each: _Candidate) -> bool:
    return folded[each.end : each.end + 2] in ("3G", "4G", "5G", "6G")


def _is_chinese_count(folded: str, each: _Candidate, base: str) -> bool:
    if not believes_chinese(base) or _ABSTRACT.match(folded, each.end - len(base)):
        return False
    if base in ("元", "吨", "倍") and not each.number.magnitude:
        return base == "倍"
    if base == "次" and _SESSION.match(folded, each.end):
        return False
    if each.number.value != 1:
        return each.number.value > 1
    before = folded[max(0, each.number.start - 4) : each.number.start]
    return base in _ONE_OF_THESE and bool(_BUILDING_ONE.search(before))


def _believed(folded: str, each: _Candidate) -> Quantity:
    start, value = each.number.start, each.number.printed
    if each.unit in _RATES and folded[start - 1 : start] in ("-", "−") and start:
        start, value = start - 1, -value
    return Quantity(value, each.unit, Span(start, each.end), each.upper, each.is_vague)
