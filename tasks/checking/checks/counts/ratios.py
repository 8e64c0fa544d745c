"""Checks that a stated ratio agrees with the two numbers before it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tasks.assessing.quantities import Commitment, Quantity, read_commitments, read_quantities
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import get_exponent, is_count, split_sentences
from tasks.checking.checks.records import CheckedDocument
from tasks.decimals import format_amount
from tasks.enums import IndicatorKind

_RATE = re.compile(r"(?:率|占比|比例|占全[区市县年][^，。；]{0,6})(?:达到|达|为|约|均|：|:)?(?:了)?(?=\d)")
_DONE = re.compile(
    r"已|完成|整改|办结|化解|解决|到位|收|缴|其中|销号|办理|受理|建成|开工|签约|拆除|满意|交地|占|纳入|配置|安装|整治|改造|合格|逾期|异常|违规|发现|检出"
)
HUNDRED = Decimal(100)


_OF_TARGET = re.compile(
    r"[，,（(]?(?:已?(?:占|完成|达到?|为))?(?:全年|年度|年初|计划|目标|任务)[^，,。；;\d（(]{0,8}?的?(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
)


def check_target_shares(document: CheckedDocument) -> Iterator[Finding]:
    """Checks 18.6公里，占计划的62%: the share of the one target of the item with that unit."""
    for item in document.items:
        targets = [one for one in read_commitments(item.text) if one.kind is IndicatorKind.CUMULATIVE and one.unit]
        if targets and _OF_TARGET.search(item.words):
            yield from _check_target_shares(CheckedText(item.words, item, Field.PROGRESS), targets)


def _check_target_shares(source: CheckedText, targets: list[Commitment]) -> Iterator[Finding]:
    numbers = read_quantities(source.text)
    for one in numbers:
        found = _OF_TARGET.match(source.text, one.span.end)
        own = [each for each in targets if compute_unit_affinity(one.unit, each.unit) == 1]
        if not found or len(own) != 1 or not is_count(one) or one.is_vague or one.value <= 0:
            continue
        part, stated = convert_unit(one.value, one.unit, own[0].unit), Decimal(found["share"])
        # the whole may stand before its parts: 13个，其中…9个、…4个，占计划的52%
        start = max(source.text.rfind(stop, 0, one.span.start) for stop in "。；;\n")
        near = [each for each in numbers if start < each.span.start <= one.span.start and each.unit == one.unit]
        wholes = [convert_unit(each.value, each.unit, own[0].unit) for each in near]
        if any(is_share_right(stated, own[0].value, whole) for whole in wholes) or part == own[0].value:
            continue
        share = part / own[0].value * HUNDRED
        message = (
            f"{format_amount(part)} ÷ {format_amount(own[0].value)} = {format_amount(share)}%，"
            f"文中写 {format_amount(stated)}%。"
        )
        finding = source.build_finding_at(Code.RATIO, message, (one.span.start, found.end()))
        yield replace(
            finding, other=CheckedText(own[0].quote, source.item, Field.TASK).build_side(0, len(own[0].quote))
        )


def check_ratios(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_checked_texts(document):
        for sentence in split_sentences(source.text):
            yield from _check_sentence(source, sentence)


def _check_sentence(source: CheckedText, sentence: str) -> Iterator[Finding]:
    """Checks A件…，完成B件，完成率C%: C is the share of B in A."""
    for rate in _RATE.finditer(sentence):
        stated = next((one for one in read_quantities(sentence) if one.span.start == rate.end()), None)
        if stated is None or stated.unit != "%" or stated.is_vague or stated.upper is not None:
            continue
        pair = find_whole_and_part(sentence, rate.start())
        if pair is None or is_share_of_any(stated.value, pair[1].unit, sentence, rate.start()):
            continue
        whole, part = pair
        share = part.value / whole.value * HUNDRED
        if is_share_right(stated.value, whole.value, part.value * 10):
            message = (
                f"{format_amount(part.value)} ÷ {format_amount(whole.value)} = {format_amount(share)}%，"
                f"文中写 {format_amount(stated.value)}%，疑为千分之{format_amount(stated.value)}。"
            )
            yield source.build_finding(Code.RATIO, message, sentence[whole.span.start : stated.span.end].strip())
            continue
        if not Decimal(1) <= share <= Decimal(130) or abs(share - stated.value) > 20:
            continue
        message = f"{format_amount(part.value)} ÷ {format_amount(whole.value)} = {format_amount(share)}%，文中写 {format_amount(stated.value)}%。"
        yield source.build_finding(Code.RATIO, message, sentence[whole.span.start : stated.span.end].strip())


def find_whole_and_part(sentence: str, before: int) -> tuple[Quantity, Quantity] | None:
    """Returns the last two numbers before a rate, when they have one unit, the second is said to be done and no other
    rate follows them."""
    near = [one for one in read_quantities(sentence) if one.span.end <= before]
    last_rate = max((at for at, one in enumerate(near) if not is_count(one)), default=-1)
    near = near[last_rate + 1 :]
    if len(near) < 2:
        return None
    whole, part = near[-2:]
    between = sentence[whole.span.end : part.span.start]
    is_pair = whole.unit == part.unit and whole.value >= part.value > 0 and bool(_DONE.search(between))
    is_sure = not (whole.is_vague or part.is_vague) and "同比" not in sentence[part.span.end : before]
    return (whole, part) if is_pair and is_sure and before - part.span.end <= 12 else None


def is_share_of_any(stated: Decimal, unit: str, sentence: str, before: int) -> bool:
    """Returns whether a rate is that of any two numbers with a unit that stand before it: 64个中销号41个、整改23个."""
    values = [one.value for one in read_quantities(sentence) if one.span.end <= before and one.unit == unit]
    return any(
        whole > 0 and is_share_right(stated, whole, part) for whole in values for part in values if part <= whole
    )


def is_share_right(stated: Decimal, whole: Decimal, part: Decimal) -> bool:
    """Returns whether a rate in percent is right, rounded or truncated to its last printed digit."""
    step = Decimal(1).scaleb(get_exponent(stated))
    return abs(part / whole * HUNDRED - stated) <= step
