"""Finds a character that the same text, or another item's, writes otherwise: 困境儿童, 困镜儿童.

Most slips of the keyboard have the sound of the right character. The first level of GB 2312 stands in the order of the
sounds, so characters of one sound are neighbours there, and no dictionary is needed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from tasks.checking.checks.codes import Code
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument
from tasks.checking.checks.wording.spelling import is_telling_difference

NEIGHBOURS = 12
"""So many places apart, at most, two characters of GB 2312 are taken for ones of one sound."""
_FIRST_LEVEL = range(0xB0, 0xD8)
_ROW = 94
MOST_PLACES = 6
"""So many places of one pair of characters are compared; a pair that stands more often is an ordinary word."""
_RUN = re.compile(f"[{HAN}]{{4,}}")
_NAME = re.compile(
    rf"[{HAN}]{{2,12}}?(?:幼儿园|小学|中学|学校|医院|公司|集团|大厦|食堂|水厂|大桥|公园|广场|产业园|中心|书屋|驿站|市场|酒店|商场|基地)"
)
_GENERAL = set("科技电子信息国际实业有限集团建设投资发展社区城市区县镇村第一二三大小新老")
#: what stands before a name and is none of it
_BEFORE_NAME = re.compile(r"^.*(?:引进|建成|建设|推进|完成|签约|新建|改造|启动|与|和|及|在|为|对|由|至|到)(?=.{4})")
_LONGEST_NAME = 10


def check_slips(document: CheckedDocument) -> Iterator[Finding]:
    """Finds four characters that stand twice in a text, once with another character of the same sound."""
    for source in iterate_all_texts(document):
        yield from _check_text(source)


def _check_text(source: CheckedText) -> Iterator[Finding]:
    text = source.text
    places: dict[str, list[int]] = defaultdict(list)
    for run in _RUN.finditer(text):
        for at in range(run.start(), run.end() - 1):
            places[text[at : at + 2]].append(at)
    seen: set[tuple[int, int]] = set()
    for found in places.values():
        if 1 < len(found) <= MOST_PLACES:
            for one, other in combinations(found, 2):
                for left, right in _list_differences(text, one, other):
                    if (left, right) not in seen and is_one_sound(text[left], text[right]):
                        seen.add((left, right))
                        yield from _build_slip(source, left, right)


def _list_differences(text: str, one: int, other: int) -> Iterator[tuple[int, int]]:
    """Yields the two places of the character that differs: two before or behind a common pair, with a third in common."""
    if (
        text[one + 2 : one + 3] != text[other + 2 : other + 3]
        and text[one + 3 : one + 4] == text[other + 3 : other + 4]
    ):
        yield one + 2, other + 2
    if one >= 2 and text[one - 1] != text[other - 1] and text[one - 2] == text[other - 2]:
        yield one - 1, other - 1
    # 困境儿童保 and 困镜儿童摸: the first two of a word of four, whose last two are common
    before_one, before_other = text[one - 2 : one], text[other - 2 : other]
    if one >= 2 and before_one[:1] == before_other[:1] and before_one != before_other:
        yield one - 1, other - 1


def is_one_sound(one: str, other: str) -> bool:
    """Returns whether two characters probably have one sound; False for rare ones, which stand in another order."""
    left, right = _get_place(one), _get_place(other)
    return one != other and left is not None and right is not None and abs(left - right) <= NEIGHBOURS


def _get_place(character: str) -> int | None:
    code = character.encode("gb2312", "ignore")
    return (code[0] - 0xA1) * _ROW + code[1] - 0xA1 if len(code) == 2 and code[0] in _FIRST_LEVEL else None


def _build_slip(source: CheckedText, left: int, right: int) -> Iterator[Finding]:
    text = source.text
    if not is_telling_difference(text[left], text[right]):
        return
    # the rarer of the two is the slip; of equals the later
    wrong, good = (left, right) if _count_pair(text, left) < _count_pair(text, right) else (right, left)
    pair, usual = text[max(0, wrong - 1) : wrong + 1], text[max(0, good - 1) : good + 1]
    finding = source.build_finding_at(Code.SLIP, f"“{pair}”疑为“{usual}”。", (max(0, wrong - 1), wrong + 1))
    yield replace(finding, other=source.build_side(max(0, good - 1), good + 1))


def _count_pair(text: str, at: int) -> int:
    return text.count(text[max(0, at - 1) : at + 1])


def check_project_names(document: CheckedDocument) -> Iterator[Finding]:
    """Finds names of schools, companies and buildings in two items that differ in one character, or lack one."""
    told: dict[str, tuple[str, CheckedText, int]] = {}
    together: dict[str, set[int]] = defaultdict(set)
    for source in iterate_checked_texts(document):
        for found in _NAME.finditer(source.text):
            name = _BEFORE_NAME.sub("", found[0])[-_LONGEST_NAME:]
            if len(name) >= 6:
                told.setdefault(name, (name, source, found.end() - len(name)))
                together[name].add(id(source.item) if source.item else id(source))
    seen: dict[str, list[str]] = defaultdict(list)
    for name in told:
        for key in {name[:at] + name[at + 1 :] for at in range(1, len(name))} | {name}:
            seen[key].append(name)
    pairs = {
        tuple(sorted(pair)) for names in seen.values() if len(names) < MOST_PLACES for pair in combinations(names, 2)
    }
    for one, other in sorted(pairs):
        if not together[one] & together[other] and _is_one_name(one, other):
            yield _build_two_ways(told[one], told[other])


def _is_one_name(one: str, other: str) -> bool:
    if len(one) == len(other):
        off = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
        if len(off) != 1 or not is_telling_difference(*off[0]):
            return False
        kept = [char for char, there in zip(one, other, strict=True) if char == there]
        return len(set(kept) - _GENERAL) >= 4
    short, long = sorted((one, other), key=len)
    lost = next((at for at in range(len(long)) if long[:at] + long[at + 1 :] == short), None)
    return lost is not None and lost > 1 and long[lost] not in _GENERAL and len(set(short) - _GENERAL) >= 5


def _build_two_ways(one: tuple[str, CheckedText, int], other: tuple[str, CheckedText, int]) -> Finding:
    (name, source, at), (first, there, start) = other, one
    message = f"“{name}”与“{first}”只差一字，疑为同一名称。"
    finding = source.build_finding_at(Code.NAME_TWO_WAYS, message, (at, at + len(name)))
    return replace(finding, other=there.build_side(start, start + len(first)))
