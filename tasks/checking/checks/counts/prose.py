"""数目: the arithmetic of a sentence: shares of a total, parts without 其中, changes between two values, ranks."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.assessing.quantities import Quantity, read_quantities
from tasks.checking.checks.codes import Code
from tasks.checking.checks.counts.ratios import HUNDRED, find_whole_and_part, is_share_of_any
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import get_exponent, is_count
from tasks.checking.checks.records import CheckedDocument
from tasks.decimals import format_amount

_SENTENCE = re.compile(r"[^。！!？?\n]{6,600}")
_SHARE = re.compile(r"占(?:比|总数的?|全部的?)?(?:达到?|为|约)?$")
_CHANGE = re.compile(
    r"(?P<word>增长|增加|增幅|提高|提升|上升|上涨|扩大|下降|降低|降幅|减少|压缩率?|压减|缩短|缩减)了?(?:达到?|为|约)?$"
)
_FROM = re.compile(r"[由从][^，。；\d]{0,10}$")
_TO = re.compile(r"[^，。；\d]{0,10}?(?:至|到|为)$")
#: between a value and that of the year before, which stands behind it
_FORMER_BEHIND = re.compile(r"[，,（(]?(?:而|比|较)?(?:上年|去年)(?:同期)?(?:数|值)?(?:为|是|的)?")
_STATED_AT = re.compile(r"\s*[，,、（(]?\s*(?:同比|净|共|累计|总体|平均|[较比][^，。；\d]{1,4})?")
_RANK = re.compile(
    r"(?<![\d.])(?P<of>\d{1,3})个[^，。；\d]{0,3}?(?:区县|县区|县市区|县（市、区）|县市|区市|市州|地市|市区|区|县|市|镇街|乡镇|街镇|街道|镇|省)(?:中|里)?[^，。；\d]{0,8}第(?P<place>\d{1,3})(?![\d.])"
    r"|(?<![\d.])(?P<all>\d{1,3})[个家][^，。；\d]{1,24}?(?:[中里内]|考核|评比|排名)[^，。；\d]{0,6}?(?:[列居]|排名?)第(?P<among>\d{1,3})(?:位|名)"
)
#: 由第5位前移3位至第2位, 第3位再前移3位
_MOVED = re.compile(
    r"第(?P<was>\d{1,3})[位名][^，。；\d第]{0,8}?(?P<way>前移|前进|上升|提升|后移|下降|后退)了?(?P<by>\d{1,3})[个]?[位名]?(?:[^，。；\d第]{0,6}第(?P<now>\d{1,3})[位名])?"
)
_UPWARDS = ("前移", "前进", "上升", "提升")
#: what a part says of itself, so that it is one of the states in which the whole is
_STATE = re.compile(r"已|正在|尚未|未|按|快于|慢于|列入|达到|整改|竣工|完成|终止|完工|开工|在建|销号|办结|滞后|推进")
_FOREIGN = re.compile(r"新增|其中|同比|较|比上|去年|上年|涉及|累计|另|平均|每")


def check_prose(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_checked_texts(document):
        for found in _SENTENCE.finditer(source.text):
            sentence = found[0]
            if "第" in sentence:
                yield from _check_ranks(source, sentence)
            has_rate = any(word in sentence for word in ("占", "由", "从", "上年", "去年"))
            numbers = read_quantities(sentence) if has_rate or _STATE.search(sentence) else []
            if len(numbers) > 2:
                yield from _check_shares(source, sentence, numbers)
                yield from _check_changes(source, sentence, numbers)
                yield from _check_states(source, sentence, numbers)


def _check_ranks(source: CheckedText, sentence: str) -> Iterator[Finding]:
    for found in _RANK.finditer(sentence):
        whole, place = found["of"] or found["all"], found["place"] or found["among"]
        if int(place) > int(whole):
            message = f"只有 {whole} 个，不会排第 {place}。"
            yield source.build_finding(Code.RANK, message, found[0])
    for found in _MOVED.finditer(sentence):
        was, by = int(found["was"]), int(found["by"])
        now = was - by if found["way"] in _UPWARDS else was + by
        if now < 1:
            yield source.build_finding(Code.RANK, f"第 {was} 位不能再前移 {by} 位。", found[0])
        elif found["now"] and int(found["now"]) != now:
            message = f"第 {was} 位{found['way']} {by} 位是第 {now} 位，文中写第 {found['now']} 位。"
            yield source.build_finding(Code.RANK, message, found[0])


def _is_plain(one: Quantity) -> bool:
    return is_count(one) and not one.is_vague and one.doubt is None


def _check_shares(source: CheckedText, sentence: str, numbers: Sequence[Quantity]) -> Iterator[Finding]:
    """Checks A件中，B件…占X%；C件…占Y%: each share is of A, or of a part before it."""
    for at, stated in enumerate(numbers):
        if stated.unit != "%" or stated.is_vague or stated.upper is not None or at < 2:
            continue
        part = numbers[at - 1]
        between = sentence[part.span.end : stated.span.start]
        if not _is_plain(part) or not _SHARE.search(between) or len(between) > 16 or "。" in between:
            continue
        if "其中" in between:
            # the share is that of the part named behind it: 投资97亿元，其中技改投资占37%
            continue
        wholes = [
            one for one in numbers[: at - 1] if _is_plain(one) and one.unit == part.unit and one.value >= part.value
        ]
        if (
            not wholes
            or find_whole_and_part(sentence[: part.span.end + len(between)], stated.span.start)
            or part.value <= 0
            or is_share_of_any(stated.value, part.unit, sentence, stated.span.start)
        ):
            continue
        whole = wholes[0]
        share = part.value / whole.value * HUNDRED
        if abs(share - stated.value) <= 20:
            message = (
                f"{format_amount(part.value)} ÷ {format_amount(whole.value)} = {format_amount(share)}%，"
                f"文中写 {format_amount(stated.value)}%。"
            )
            yield source.build_finding(Code.RATIO, message, sentence[part.span.start : stated.span.end])


def _check_changes(source: CheckedText, sentence: str, numbers: Sequence[Quantity]) -> Iterator[Finding]:
    """Checks 由A增加到B，增长C: C follows from A and B, in percent, in points or in their unit."""
    for first, second, stated in zip(numbers, numbers[1:], numbers[2:], strict=False):
        before = sentence[max(0, first.span.start - 12) : first.span.start]
        middle = sentence[first.span.end : second.span.start]
        after = sentence[second.span.end : stated.span.start]
        word = _CHANGE.search(after)
        if word and _FORMER_BEHIND.fullmatch(middle) and first.unit == second.unit:
            first, second = second, first
        elif not (_FROM.search(before) and _TO.fullmatch(middle) and word):
            continue
        if not _STATED_AT.fullmatch(after[: word.start()]) or any(
            one.is_vague or one.upper for one in (first, second, stated)
        ):
            continue
        fault = _describe_change_fault(first, second, stated)
        if fault:
            start = min(first.span.start, second.span.start)
            yield source.build_finding(Code.CHANGE, fault, sentence[start : stated.span.end])


def _describe_change_fault(first: Quantity, second: Quantity, stated: Quantity) -> str:
    """Describes why a change does not follow from two values; "" if it does or cannot be told."""
    if (first.unit and first.unit != second.unit) or not first.value:
        return ""
    difference = abs(second.value - first.value)
    step = Decimal(1).scaleb(max(get_exponent(one.value) for one in (first, second, stated)))
    reckoned = (
        f"{format_amount(second.value)} − {format_amount(first.value)} = {format_amount(second.value - first.value)}"
    )
    is_rate = second.unit == "%"
    if is_rate and "点" in stated.unit:
        return (
            ""
            if abs(difference - stated.value) <= step
            else f"{reckoned}个百分点，文中写 {format_amount(stated.value)}个百分点。"
        )
    if is_rate and stated.unit == "%":
        return f"{reckoned}，两个百分数之差应写“个百分点”。" if difference == stated.value else ""
    if stated.unit == "%":
        share = difference / abs(first.value) * HUNDRED
        rounding = _compute_rounding(first, second)
        if abs(share - stated.value) <= Decimal(1).scaleb(get_exponent(stated.value)) + rounding:
            return ""
        return f"从 {format_amount(first.value)} 到 {format_amount(second.value)} 是 {format_amount(share)}%，文中写 {format_amount(stated.value)}%。"
    if stated.unit != second.unit or abs(difference - stated.value) < step:
        return ""
    return f"{reckoned}，文中写 {format_amount(stated.value)}{stated.unit}。"


def _compute_rounding(first: Quantity, second: Quantity) -> Decimal:
    """Returns by how many percent points the rounding of two values can change their growth."""
    slack = [
        Decimal(5).scaleb(get_exponent(one.value) - 1) if get_exponent(one.value) < 0 else Decimal(0)
        for one in (first, second)
    ]
    return sum(slack, Decimal(0)) / abs(first.value) * HUNDRED


def _check_states(source: CheckedText, sentence: str, numbers: Sequence[Quantity]) -> Iterator[Finding]:
    """Checks A件，已…B件，正在…C件，…D件: parts that tell their states, without 其中, add up to A."""
    whole, *rest = numbers
    if not _is_plain(whole) or "其中" in sentence or "（" in sentence[: rest[-1].span.end]:
        return
    parts = []
    for one in rest:
        clause = _get_clause(sentence, one)
        if one.unit != whole.unit or not _is_plain(one) or not _STATE.search(clause) or _FOREIGN.search(clause):
            break
        parts.append(one)
    total = sum((one.value for one in parts), Decimal(0))
    # several numbers of the unit behind the parts are another breakdown
    if len(parts) < 3 or len(parts) < len([one for one in rest if one.unit == whole.unit]) or total == whole.value:
        return
    if any(one.value >= whole.value for one in parts) or len({_get_clause(sentence, one) for one in parts}) < len(
        parts
    ):
        return
    sum_of = " + ".join(format_amount(one.value) for one in parts)
    message = f"{sum_of} = {format_amount(total)}，总数写 {format_amount(whole.value)}{whole.unit}。"
    yield source.build_finding(Code.STATES_SUM, message, sentence[whole.span.start : parts[-1].span.end])


def _get_clause(sentence: str, one: Quantity) -> str:
    left = max(sentence.rfind(mark, 0, one.span.start) for mark in "，,、；;：:") + 1
    ends = [at for mark in "，,、；;：:" if (at := sentence.find(mark, one.span.end)) >= 0]
    return sentence[left : min([*ends, len(sentence)])]
