"""Checks that a stated ratio agrees with the two numbers before it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.assessing.quantities import Quantity, read_quantities
from tasks.checking.checks.codes import Code
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import get_exponent, is_count, split_sentences
from tasks.checking.checks.records import CheckedDocument
from tasks.decimals import format_amount

_RATE = re.compile(r"(?:率|占比|比例|占全[区市县年][^，。；]{0,6})(?:达到|达|为|约|均|：|:)?(?:了)?(?=\d)")
_DONE = re.compile(
    r"已|完成|整改|办结|化解|解决|到位|其中|销号|办理|受理|建成|开工|签约|拆除|满意|交地|占|纳入|配置|安装|整治|改造|合格|逾期|异常|违规|发现|检出"
)
HUNDRED = Decimal(100)


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
        if pair is None or is_share_right(stated.value, pair[0].value, pair[1].value):
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


def is_share_right(stated: Decimal, whole: Decimal, part: Decimal) -> bool:
    """Returns whether a rate in percent is right, rounded or truncated to its last printed digit."""
    step = Decimal(1).scaleb(get_exponent(stated))
    return abs(part / whole * HUNDRED - stated) <= step
