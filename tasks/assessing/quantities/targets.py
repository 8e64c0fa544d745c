"""量化指标: reads the comparison, the kind and the span of a task's target, and finds numbers that are no target."""

import re

from tasks.assessing.quantities import wording
from tasks.assessing.quantities.clauses import ClauseSpan
from tasks.assessing.quantities.records import Quantity, Span
from tasks.assessing.quantities.units import parse_unit
from tasks.enums import Comparison, IndicatorKind

REACH = 8
"""The number of characters before a number in which a comparing word is looked for."""
_DESCRIBES_PROJECT = re.compile(
    r"^(?:及?以上|以下|左右)?的?(?:重大|重点|优质|产业|工业|招商|制造业|亿元)*(?:项目(?!资金)|企业|工程(?!款))"
)
_SIZE_BEFORE = re.compile(r"(?:总投资|投资额?|注册资本|营收|产值|收入|占地|用地面积|总?建筑面积|面积)[^,，]{0,4}$")
_ATTRIBUTE = re.compile(r"^(?:以上|左右)?的|^(?:以上|左右)?、[^,，。;；]{0,24}\d[^,，。;；]{0,8}的")
_BEHIND_NOUN = re.compile(r"[^\d,，。；;、(]{1,12}以上$|[^\d,，。；;、(]{1,12}以上(?=[、和])")
_TIME_TARGET = re.compile(r"天数|压缩|压减|缩短|控制|不超过|以内|降至|减至|时限|时间")
_SIZE_ALONE = re.compile(r"^(?:项目|工程|学校|园区)?(?:总投资|总?建筑面积|占地面积|总?用地面积|占地)(?:额|约|为|达)*$")
"""A separate clause that states the size of a thing: …，总建筑面积7200平方米，…"""
_STOCK = re.compile(
    r"(?:稳定|保持|维持)在|(?:总数|总量|装机)(?:规模|容量)?(?:达到?|突破|超过)*$|(?:饲养|存栏|保有)量?(?:达到?|突破|超过|稳定在)*$"
)
_GOOD_RATE = re.compile(
    r"(?:利用|处置|治理|整治|达标|修复|合格|处理|回收|化解|整改|控制|优良|改善|消除|防控|监测|收集|覆盖)率[^率]{0,8}$"
)
_RADIUS = re.compile(r"(?:半径)?(?:范围|半径|以内的|之内的)")
_CUT_OF = re.compile(r"(?:压减|削减|压缩|精简|缩减|压降)(?![^,，、]*率)[^,，、\d]{1,10}$")
_LEVEL_BEFORE = re.compile(r"人均|亩均|地均|每(?![年月季周])[^,，]{1,6}|日均|月均|平均|指数|拥有量|密度")


def is_rate(token: Quantity) -> bool:
    """Tells whether a quantity is a rate, a share, a multiple or a score rather than an amount."""
    return parse_unit(token.unit).family in ("比率", "百分点", "倍数", "得分")


def is_zero_word(token: Quantity) -> bool:
    """Tells whether a quantity is a word for none: 清零, 零发生."""
    return token.unit == "" and token.value == 0


def is_growth_word(folded: str, token: Quantity) -> bool:
    """Tells whether a quantity is a word for a rate of change: 翻番, 两位数增长, 持平."""
    printed = folded[token.span.start : token.span.end]
    return printed.startswith(("翻", "两位数")) or printed.endswith(("持平", "两位数"))


def is_background(folded: str, clause: ClauseSpan, token: Quantity, *, in_brackets: bool) -> bool:
    """Tells whether a number is no commitment: it describes the setting, what exists, a project's size or a duration."""
    before = folded[max(clause.start, token.span.start - 80) : token.span.start]
    after = folded[token.span.end : token.span.end + 40]
    family = parse_unit(token.unit).family
    if wording.BACKGROUND.match(before.lstrip("、 ")) and not wording.STRIVING.search(before):
        return True
    if wording.EXISTING.search(before[-16:]):
        return True
    if token.unit == "%" and folded[token.span.end - 1] == "%" and wording.BASIS_AFTER.match(after):
        return True
    if family in ("金额", "美元") and _DESCRIBES_PROJECT.match(after):
        return True
    if wording.FROM_BEFORE.search(before[-16:]) and wording.TO_AFTER.match(after):
        return True
    if family == "长度" and _RADIUS.match(after):
        return True
    if family in ("金额", "面积") and _SIZE_ALONE.search(before.strip()):
        return True
    if family in ("金额", "美元", "面积") and _SIZE_BEFORE.search(before):
        return in_brackets or bool(_ATTRIBUTE.match(after))
    return family == "时间" and not _TIME_TARGET.search(before[-12:] + after[:3])


def read_comparison(folded: str, clause: ClauseSpan, token: Quantity) -> Comparison:
    """Reads the comparison from the words next to the number; those behind it come first (控制在5%左右 is ABOUT)."""
    before = folded[max(clause.start, token.span.start - REACH) : token.span.start].rstrip()
    after = folded[token.span.end : token.span.end + 4]
    printed = folded[token.span.start : token.span.end]
    behind_noun = _BEHIND_NOUN.match(folded, token.span.end, clause.end)
    if wording.ABOUT_AFTER.match(after) or printed.endswith("持平"):
        return Comparison.ABOUT
    if is_zero_word(token):
        return Comparison.AT_MOST
    if wording.AT_LEAST_AFTER.match(after) or (behind_noun and not is_rate(token)):
        return Comparison.AT_LEAST
    if wording.AT_MOST_BEFORE.search(before) or wording.AT_MOST_AFTER.match(after):
        return Comparison.AT_MOST
    is_striven = wording.STRIVING.search(folded[max(clause.start, token.span.start - 20) : token.span.start])
    if wording.AT_LEAST_BEFORE.search(before) or is_striven or "半" in printed or "两位数" in printed:
        return Comparison.AT_LEAST
    return Comparison.ABOUT if token.is_vague or wording.ABOUT_BEFORE.search(before) else Comparison.EQUAL


def read_indicator_kind(folded: str, clause: ClauseSpan, token: Quantity, comparison: Comparison) -> IndicatorKind:
    """Reads the kind from unit and wording; ``Commitment.kind`` explains LOWER."""
    before = folded[max(clause.start, token.span.start - 30) : token.span.start]
    after = folded[token.span.end : token.span.end + 8]
    if comparison is Comparison.AT_MOST or wording.REACHING_DOWN_BEFORE.search(before):
        return IndicatorKind.LOWER
    if is_rate(token):
        return _read_rate_kind(folded, before, after, token)
    if wording.DROP_BEFORE.search(before) or wording.CUT_VERB.search(before[-10:]):
        return IndicatorKind.LOWER
    if "新增" in before[-12:] and "/" not in token.unit:
        return IndicatorKind.CUMULATIVE
    is_stock = token.unit != "天" and (_STOCK.search(before[-12:]) or wording.REACHING_BEFORE.search(before))
    if "/" in token.unit or is_stock or _LEVEL_BEFORE.search(before[-20:]):
        return IndicatorKind.LEVEL
    return IndicatorKind.CUMULATIVE


def _read_rate_kind(folded: str, before: str, after: str, token: Quantity) -> IndicatorKind:
    if is_growth_word(folded, token) or parse_unit(token.unit).family == "倍数":
        return IndicatorKind.GROWTH
    if wording.REACHING_BEFORE.search(before):
        return IndicatorKind.LEVEL
    is_cut = wording.DROP_BEFORE.search(before) or _CUT_OF.search(before)
    if is_cut or "价格涨幅" in before[-8:]:
        return IndicatorKind.LOWER
    if wording.GROWTH_BEFORE.search(before) or wording.GROWTH_AFTER.match(after):
        return IndicatorKind.GROWTH
    is_low_good = wording.LOW_IS_GOOD.search(before[-12:]) and not _GOOD_RATE.search(before)
    return IndicatorKind.LOWER if is_low_good else IndicatorKind.LEVEL


def widen_span(folded: str, clause: ClauseSpan, token: Quantity) -> Span:
    """Returns the span of the quantity with the comparing words next to it: 控制在5.5%以内."""
    before = folded[max(clause.start, token.span.start - REACH) : token.span.start]
    start, end = token.span
    for pattern in (wording.AT_LEAST_BEFORE, wording.AT_MOST_BEFORE, wording.ABOUT_BEFORE):
        if found := pattern.search(before):
            start = token.span.start - (len(before) - found.start())
            break
    for pattern in (wording.AT_LEAST_AFTER, wording.ABOUT_AFTER, wording.AT_MOST_AFTER):
        if found := pattern.match(folded, end):
            end = found.end()
            break
    return Span(start, end)
