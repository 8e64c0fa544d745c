"""Checks that the parts listed after 其中 do not exceed their whole."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, islice

from tasks.assessing.quantities import Quantity, read_quantities
from tasks.checking.checks.codes import Code
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN, get_exponent, is_count
from tasks.checking.checks.records import CheckedDocument
from tasks.decimals import format_amount

_THEREOF = re.compile(
    r"(?<!在)其中(?:包括|含)?[，,：:]?|(?:分别|包括|含)(?:是|为)?[：:]?(?=[^，。]{1,12}\d)|[（(](?=[^）)]{1,30}\d)"
)
#: 3个片区，甲片区1.2万亩、乙片区0.9万亩、丙片区0.8万亩
_COUNTED = re.compile(r"(?<![\d.第])(?P<count>\d{1,2}|[两三四五六七八九十])个[一-鿿]{1,8}[，,：:]")
_CHINESE = {char: at for at, char in enumerate("三四五六七八九十", start=3)} | {"两": 2}
_COMPARED = re.compile(r"(?:较|比|同比|增|减|多|少|超)[^，,、；;]{0,8}$")
#: a part by time
_TIMED = re.compile(r"[一二三四]季度|[上下]半年|本[月季周期年]|当[月季年]|\d月|今年|去年|上年")
_PAIR = re.compile(rf"[{HAN}]{{1,8}}\d[\d.]*[{HAN}㎡]{{1,4}}[，,、；;和][{HAN}]{{1,8}}\d[\d.]*[{HAN}㎡]{{1,4}}")
_LONGEST_TAIL = 400
#: of one line; more are no report
_MOST_MARKERS = 60
_LEAST = Decimal("0.0001")
#: parts that add up to less of the whole than this are another matter
_NEAR = Decimal("0.5")
_WHOLE_GAP = 24
"""Largest number of characters between a whole and its parts."""


def check_sums(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_checked_texts(document):
        for line in source.text.split("\n"):
            yield from _check_line(source, line)
            yield from _check_counted_list(source, line)


def _check_line(source: CheckedText, line: str) -> Iterator[Finding]:
    counts = [one for one in read_quantities(line) if is_count(one)] if _THEREOF.search(line) else []
    ends = [one.span.end for one in counts]
    for marker in islice(_THEREOF.finditer(line), _MOST_MARKERS):
        wholes = counts[bisect_left(ends, marker.start() - _WHOLE_GAP) : bisect_right(ends, marker.start())]
        if not wholes:
            continue
        tail = _get_tail(line, marker)
        yield from _check_parts(source, line, marker, wholes, tail)


def _check_counted_list(source: CheckedText, line: str) -> Iterator[Finding]:
    """Checks 3.1万亩，落在3个片区，甲片区1.2万亩、乙片区0.9万亩、丙片区0.8万亩: as many parts as were counted are the whole."""
    for found in islice(_COUNTED.finditer(line), _MOST_MARKERS):
        start = max(line.rfind(stop, 0, found.start()) for stop in "。；;") + 1
        wholes = [one for one in read_quantities(line[start : found.start()]) if is_count(one)]
        tail = re.split(r"[。；;]", line[found.end() : found.end() + _LONGEST_TAIL])[0]
        parts = [one for one in read_quantities(tail) if is_count(one)]
        count = _CHINESE.get(found["count"]) or int(found["count"])
        same = [one for one in wholes if parts and one.unit == parts[0].unit]
        is_list = len(parts) == count > 1 and len({one.unit for one in parts}) == 1 and not _is_mixed(tail, parts)
        if not same or not is_list or any(one.is_vague or _is_compared(tail, one) for one in (*same, *parts)):
            continue
        total = sum((one.value for one in parts), Decimal(0))
        # all of them are never rounded one way by the most that is possible
        slack = _compute_rounding(parts) + _compute_rounding(same[:1])
        if all(abs(total - one.value) >= max(slack, _LEAST) for one in same) and total > same[0].value * _NEAR:
            sum_of = " + ".join(format_amount(one.value) for one in parts)
            message = f"{sum_of} = {format_amount(total)}，总数写 {format_amount(same[0].value)}{same[0].unit}。"
            quote = line[start + same[0].span.start : found.end() + parts[-1].span.end]
            yield source.build_finding(Code.STATES_SUM, message, quote.strip())


def _get_tail(line: str, marker: re.Match[str]) -> str:
    rest = line[marker.end() : marker.end() + _LONGEST_TAIL]
    if marker[0] in "（(":
        return re.split(r"[）)]", rest)[0]
    return re.split(r"[。；;]", rest)[0]


def _check_parts(
    source: CheckedText, line: str, marker: re.Match[str], wholes: list[Quantity], tail: str
) -> Iterator[Finding]:
    unit = wholes[-1].unit
    if source.item is None and unit == "项":
        return
    parts = [one for one in read_quantities(tail) if one.unit == unit and not _is_compared(tail, one)]
    fewest = 3 if marker[0] in "（(" and not _is_plain_pair(tail, parts, wholes[-1]) else 2
    if len(parts) < fewest or any(one.is_vague or one.value < 0 for one in parts) or _is_mixed(tail, parts):
        return
    total = sum((one.value for one in parts), Decimal(0))
    slack = _compute_rounding(parts) + _compute_rounding(wholes[-1:])
    same = [one for one in wholes if one.unit == unit]
    running = list(accumulate(one.value for one in parts))
    if any(_is_complete(running, one.value, slack) for one in same):
        return
    biggest = max(one.value for one in same)
    if total - biggest > slack and not any(one.is_vague for one in same):
        sum_of = " + ".join(format_amount(one.value) for one in parts)
        message = f"{sum_of} = {format_amount(total)}，大于总数 {format_amount(biggest)}{unit}。"
        start, end = wholes[-1].span.start, marker.end() + parts[-1].span.end
        yield source.build_finding(Code.PARTS_SUM, message, line[start:end].strip())


def _is_compared(tail: str, one: Quantity) -> bool:
    """Returns whether a number is a difference and no part: 较去年多0.2万吨."""
    return bool(_COMPARED.search(tail[: one.span.start]))


def _is_plain_pair(tail: str, parts: list[Quantity], whole: Quantity) -> bool:
    """Returns whether brackets hold two named parts and nothing else: 南片19座，北片21座."""
    named = _PAIR.fullmatch(tail.strip())
    return bool(named) and len(parts) == 2 and all(0 < one.value < whole.value for one in parts)


def _is_mixed(tail: str, parts: list[Quantity]) -> bool:
    """Returns whether the numbers are no parts of one sum: one clause has two of the unit (52家已完成47家), or some are parts
    by time and others not (二季度完成3.5公里，凤凰溪段3.2公里已通水)."""
    cuts = [found.start() for found in re.finditer(r"[，,、；;（(]|和|及", tail)]
    places = [sum(cut < one.span.start for cut in cuts) for one in parts]
    bounds = [0, *cuts, len(tail)]
    timed = [bool(_TIMED.search(tail[bounds[place] : bounds[place + 1]])) for place in places]
    return len(set(places)) < len(parts) or len(set(timed)) > 1


def _is_complete(running: list[Decimal], whole: Decimal, slack: Decimal) -> bool:
    """Returns whether all parts add up to the whole, or the first ones do and at least two more follow as a second
    breakdown."""
    reached = [at for at, total in enumerate(running, start=1) if abs(total - whole) <= slack]
    return any(at == len(running) or len(running) - at >= 2 for at in reached)


def _compute_rounding(parts: list[Quantity]) -> Decimal:
    """Returns the rounding that a sum may contain: half of the last printed digit of each part with decimals."""
    exponents = [get_exponent(one.value) for one in parts]
    return sum((Decimal(5).scaleb(exponent - 1) for exponent in exponents if exponent < 0), Decimal(0))
