"""Sums inside a text: parts behind 其中 must not exceed their whole, lists must have the announced length, and a
stated ratio must follow from the two numbers before it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.findings.codes import Code
from tasks.findings.evidence import Source, sources
from tasks.findings.reading import quantities, sentences
from tasks.findings.records import Document, Finding
from tasks.lagging.evidence import plain
from tasks.quantities import Quantity

_THEREOF = re.compile(
    r"(?<!在)其中(?:包括|含)?[，,：:]?|(?:分别|包括|含)(?:是|为)?[：:]?(?=[^，。]{1,12}\d)|[（(](?=[^）)]{1,30}\d)"
)
_WHOLE_GAP = 24
"""Characters between a whole and its parts: more, and they no longer belong together."""
_RATE = re.compile(r"(?:率|占比|比例|占全[区市县年][^，。；]{0,6})(?:达到|达|为|约|均|：|:)?(?:了)?(?=\d)")
_DONE = re.compile(
    r"已|完成|整改|办结|化解|解决|到位|其中|销号|办理|受理|建成|开工|签约|拆除|满意|交地|占|纳入|配置|安装|整治|改造"
)
_NAMED = re.compile(
    r"(?P<count>\d{1,3})(?P<unit>[个家条座所处项名位])[^，。；、（(\d]{0,10}(?:[，,]?(?:分别是|分别为|即)[：:]?|[（(])(?P<list>[^。；;\n]{4,200})"
)
_ETC = re.compile(
    r"(?P<list>(?:[^，。；;：:、\n（(”]{2,24}(?:（[^（）]{0,12}）)?、){1,30}[^，。；;：:、\n]{2,24}?)等(?P<count>\d{1,3})(?P<unit>[个家条座所处项名位])"
)
HUNDRED = Decimal(100)


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family that concern single texts."""
    for source in sources(document):
        for sentence in sentences(source.text):
            yield from _ratios(source, sentence)
        for line in source.text.split("\n"):
            yield from _sums(source, line)
            yield from _lists(source, line)


def _is_count(one: Quantity) -> bool:
    return bool(one.unit) and "%" not in one.unit and "点" not in one.unit and one.upper is None


def _sums(source: Source, line: str) -> Iterator[Finding]:
    for marker in _THEREOF.finditer(line):
        wholes = [one for one in quantities(line[: marker.start()]) if _is_count(one)]
        wholes = [one for one in wholes if marker.start() - one.span.end <= _WHOLE_GAP]
        if not wholes or marker.start() - wholes[-1].span.end > _WHOLE_GAP:
            continue
        tail = _tail(line, marker)
        yield from _against(source, line, marker, wholes, tail)


def _tail(line: str, marker: re.Match[str]) -> str:
    rest = line[marker.end() :]
    if marker[0] in "（(":
        return re.split(r"[）)]", rest)[0]
    return re.split(r"[。；;]", rest)[0]


def _against(source: Source, line: str, marker, wholes: list[Quantity], tail: str) -> Iterator[Finding]:
    unit = wholes[-1].unit
    if source.item is None and unit == "项":
        return
    parts = [one for one in quantities(tail) if one.unit == unit]
    fewest = 3 if marker[0] in "（(" else 2
    if len(parts) < fewest or any(one.is_vague or one.value < 0 for one in parts) or _is_mixed(tail, parts):
        return
    total = sum((one.value for one in parts), Decimal(0))
    slack = _rounding(parts) + _rounding(wholes[-1:])
    same = [one for one in wholes if one.unit == unit]
    running = _running_sums(parts)
    if any(_is_complete(running, one.value, slack) for one in same):
        return
    biggest = max(one.value for one in same)
    if total - biggest > slack and not any(one.is_vague for one in same):
        sum_of = " + ".join(plain(one.value) for one in parts)
        message = f"{sum_of} = {plain(total)}，大于总数 {plain(biggest)}{unit}。"
        start, end = wholes[-1].span.start, marker.end() + parts[-1].span.end
        yield source.finding(Code.PARTS_SUM, message, line[start:end])


def _is_mixed(tail: str, parts: list[Quantity]) -> bool:
    """Two numbers of the unit in one clause: 326家已完成320家 is no part of a sum."""
    clauses = [len(tail[: one.span.start]) - len(tail[: one.span.start].lstrip()) for one in parts]
    cuts = [found.start() for found in re.finditer(r"[，,、；;（(]|和|及", tail)]
    places = [sum(cut < one.span.start for cut in cuts) for one in parts]
    return len(set(places)) < len(clauses)


def _is_complete(running: list[Decimal], whole: Decimal, slack: Decimal) -> bool:
    """The parts give the whole, or their beginning does and a second breakdown of at least two follows."""
    reached = [at for at, total in enumerate(running, start=1) if abs(total - whole) <= slack]
    return any(at == len(running) or len(running) - at >= 2 for at in reached)


def _running_sums(parts: list[Quantity]) -> list[Decimal]:
    sums, total = [], Decimal(0)
    for one in parts:
        total += one.value
        sums.append(total)
    return sums


def _rounding(parts: list[Quantity]) -> Decimal:
    """Half a unit of the last printed digit for each part."""
    return sum(
        (Decimal(5).scaleb(one.value.as_tuple().exponent - 1) for one in parts if _decimals(one)), Decimal(0)
    )


def _decimals(one: Quantity) -> bool:
    return one.value.as_tuple().exponent < 0


def _ratios(source: Source, sentence: str) -> Iterator[Finding]:
    """A件…，完成B件，完成率C%: C is B of A."""
    for rate in _RATE.finditer(sentence):
        stated = next((one for one in quantities(sentence) if one.span.start == rate.end()), None)
        if stated is None or stated.unit != "%" or stated.is_vague or stated.upper is not None:
            continue
        pair = _whole_and_part(sentence, rate.start())
        if pair is None or _gives(stated.value, *pair):
            continue
        whole, part = pair
        share = part.value / whole.value * HUNDRED
        if not Decimal(1) <= share <= Decimal(130) or abs(share - stated.value) > 20:
            continue
        message = (
            f"{plain(part.value)} ÷ {plain(whole.value)} = {plain(share)}%，文中写 {plain(stated.value)}%。"
        )
        yield source.finding(Code.RATIO, message, sentence[whole.span.start : stated.span.end])


def _whole_and_part(sentence: str, before: int) -> tuple[Quantity, Quantity] | None:
    """The two nearest numbers of one unit before the rate, with no other rate between, the second said to be done."""
    near = [one for one in quantities(sentence) if one.span.end <= before]
    last_rate = max((at for at, one in enumerate(near) if not _is_count(one)), default=-1)
    near = near[last_rate + 1 :]
    if len(near) < 2:
        return None
    whole, part = near[-2:]
    between = sentence[whole.span.end : part.span.start]
    is_pair = whole.unit == part.unit and whole.value >= part.value > 0 and bool(_DONE.search(between))
    is_sure = not (whole.is_vague or part.is_vague) and "同比" not in sentence[part.span.end : before]
    return (whole, part) if is_pair and is_sure and before - part.span.end <= 12 else None


def _gives(stated: Decimal, whole: Quantity, part: Quantity) -> bool:
    """Rounded or cut off, either way to the last printed digit."""
    step = Decimal(1).scaleb(stated.as_tuple().exponent)
    share = part.value / whole.value * HUNDRED
    return abs(share - stated) <= step


def _lists(source: Source, line: str) -> Iterator[Finding]:
    for found in _NAMED.finditer(line):
        listed = (
            re.split(r"[）)]", found["list"])[0] if "（" in found[0] or "(" in found[0] else found["list"]
        )
        lengths = _lengths(listed)
        is_open = "等" in line[found.start() :].split("。")[0]
        if int(found["count"]) > 1 and lengths and int(found["count"]) not in lengths and not is_open:
            message = f"写明 {found['count']}{found['unit']}，列出 {max(lengths)} {found['unit']}。"
            yield source.finding(Code.LIST_LENGTH, message, found[0])
    for found in _ETC.finditer(line):
        longest = found["list"].count("、") + 1
        if 1 < int(found["count"]) < longest:
            message = f"写“等{found['count']}{found['unit']}”，列出 {longest} {found['unit']}。"
            yield source.finding(Code.LIST_LENGTH, message, found[0])


def _lengths(listed: str) -> set[int]:
    """The lengths a list may be said to have; empty where it is open, has numbers of its own, or is no list."""
    if "等" in listed or re.search(r"\d", listed) or "、" not in listed:
        return set()
    plain_list = re.sub(r"“[^”]*”|（[^）]*）", "x", listed)
    by_comma = len(re.split(r"[，,]", plain_list))
    ways = {len(re.split(r"[、，,]", plain_list)), len(re.split(r"[、，,和及与]", plain_list))}
    first = re.split(r"[，,]", plain_list)[0]
    return ways | {by_comma, len(first.split("、")), len(re.split(r"[、和及与]", first))}
