"""量化指标: tells a quantity from a name, an ordinal, a date or a specification by the characters around the number."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessing.quantities.numbers import Number
from tasks.assessing.quantities.units import can_follow_arabic, can_follow_chinese

_CLAUSE_END = "。,，;；、!！?？\n\r\t )"
RATES = ("%", "‰", "个百分点", "百分点")
# A Chinese numeral before an abstract noun belongs to a phrase: 两个维护, 三个方面.
_ABSTRACT = re.compile(
    r"[个项条件](?:[一不]|方面|层面|环节|维度|角度|意识|自信|维护|确立|全面|代表|坚持|文明|转变|统一|结合|必须|毫不|大局|规定|大?事)"
)
_BUILDING_ONE = re.compile(
    r"(?:新建|建成|新增|引进|打造|创建|开工|投用|完成|培育|建设|改造|改建|扩建|新设|成立|落地)了?$"
)
_ONE_OF_THESE = set("所 座 家 条 栋 幢 处 台 辆 公里 户 名".split())
_SESSION = re.compile(r"(?:全体)?(?:会议|全会|党代会|常委会)")
_INDEX_BEFORE = re.compile(r"(?:率|指数|系数|强度|比|评分|得分)(?:控制在|达到?|稳定在|保持在|不超过|低于|为|在)*$")
_INDEX_AFTER = re.compile(r"(?:以内|以下|以上|左右|之内)?(?:[。,，;；、)\s]|$)")
_AFTER_TIME = re.compile(r"压缩|压减|缩短|减|降|以?内|以上|以下|左右|[。,，;；、)\s]|$")
_DATE_BEHIND = re.compile(r"\s?[年月日]")
LONGEST_BARE_COUNT = 6
"""A longer run of digits without a unit is a telephone number or a code."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with its unit that may be a quantity or a part of a name; ``end`` is the end of the unit."""

    number: Number
    unit: str
    end: int
    upper: Decimal | None = None
    is_vague: bool = False


def is_believable(folded: str, each: Candidate) -> bool:
    """Tells whether a candidate is a quantity rather than part of a name, a date or a code."""
    if _is_part_of_name(folded, each) or _is_ordinal(folded, each):
        return False
    if folded[each.end : each.end + 1] == "级" or _is_pace(folded, each):
        return False
    base = each.unit.removeprefix(each.number.magnitude)
    if not base:
        return not _DATE_BEHIND.match(folded, each.end) and _is_bare_count(folded, each)
    if each.number.is_chinese:
        return _is_chinese_count(folded, each, base)
    digits = folded[each.number.start : each.number.end]
    has_leading_zero = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    return can_follow_arabic(base, each.number.magnitude) and not has_leading_zero


def _is_part_of_name(folded: str, each: Candidate) -> bool:
    """Tells whether the number is part of something longer: C3-1, M7, 1+14, 5·12, 7×24, 3:7."""
    start = each.number.start
    before, further = (
        folded[start - 1 : start] if start else "",
        folded[start - 2 : start - 1] if start > 1 else "",
    )
    after, beyond = folded[each.end : each.end + 1], folded[each.end + 1 : each.end + 2]
    if _is_letter(before) or before in ("#", "+", "×", "*", "№", "_", "@"):
        return True
    if before in ("-", "/", ".", "·", "•", ":") and (further.isdigit() or _is_letter(further)) and further not in "%":
        return not (before == "-" and each.unit in RATES and not further.isdigit())
    if not each.unit and (_is_letter(after) or after == "#"):
        return True
    return after in ("+", "×", "*") or (after in ("·", "•", ":", "/") and beyond.isdigit())


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_ordinal(folded: str, each: Candidate) -> bool:
    start = each.number.start
    before = folded[start - 1 : start] if start else ""
    if before in ("第", "初"):
        return True
    if before == "前" and each.unit[-1:] in ("", "名", "位", "个", "家", "强"):
        return True
    return each.number.is_chinese and before in ("数", "几", "好", "星", "期", "周")


def _is_pace(folded: str, each: Candidate) -> bool:
    """Tells whether a duration is used as a name: 15分钟生活圈, 24小时热线."""
    if each.unit not in ("小时", "个小时", "分钟", "天"):
        return False
    before = folded[max(0, each.number.start - 8) : each.number.start]
    return "天数" not in before and not _AFTER_TIME.match(folded, each.end)


def _is_bare_count(folded: str, each: Candidate) -> bool:
    """Tells whether a number without unit is a count that lost its unit (培育企业200。) or an amount (1000万资金)."""
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
    if len(digits) > LONGEST_BARE_COUNT:
        return False
    stands_last = after == "" or after in _CLAUSE_END
    is_number = digits[0] != "0" and each.number.value >= 2 and each.upper is None
    return stands_last and is_number and _may_precede_a_count(before)


def _may_precede_a_count(char: str) -> bool:
    is_word = "\u4e00" <= char <= "\u9fff" and char not in "至到于自在截年月日号第为按附表图"
    return is_word or char in ("”", ")")


def _is_generation_count(folded: str, each: Candidate) -> bool:
    return folded[each.end : each.end + 2] in ("3G", "4G", "5G", "6G")


def _is_second(folded: str, each: Candidate) -> bool:
    """Tells whether 二次 is part of a name: 二次供水, 二次装修."""
    return (
        folded[each.number.start : each.number.end] == "二" and "\u4e00" <= folded[each.end : each.end + 1] <= "\u9fff"
    )


def _is_chinese_count(folded: str, each: Candidate, base: str) -> bool:
    if not can_follow_chinese(base) or _ABSTRACT.match(folded, each.end - len(base)):
        return False
    if base in ("元", "吨", "倍") and not each.number.magnitude:
        return base == "倍"
    if base == "次" and (_SESSION.match(folded, each.end) or _is_second(folded, each)):
        return False
    if each.number.value != 1:
        return each.number.value > 1
    before = folded[max(0, each.number.start - 4) : each.number.start]
    return base in _ONE_OF_THESE and bool(_BUILDING_ONE.search(before))
