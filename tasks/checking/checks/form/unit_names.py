"""Finds a unit under two names in one document: a name and its alias, or a name and its short form."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_UNIT = re.compile(rf"([区县市州]?)([{HAN}]{{2,}}?)([局委办部公司会院所处队集团]+)")


def check_unit_names(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each pair of names once for the document, at the rarer name."""
    used: dict[str, list[CheckedItem]] = defaultdict(list)
    for item in document.items:
        for label in dict.fromkeys(unit.short for unit in item.units):
            used[label].append(item)
    same = _find_same_unit_pairs(document)
    names = sorted(used, key=lambda name: (len(name), name))
    for at, short in enumerate(names):
        for long in names[at + 1 :]:
            if frozenset((short, long)) in same or is_shortened_name(short, long):
                rare, common = sorted((short, long), key=lambda name: len(used[name]))
                item = used[rare][0]
                numbers = "、".join(f"第{one.number}项" for one in used[rare][:5])
                message = f"“{rare}”（{numbers}）与“{common}”（{len(used[common])} 处）疑为同一单位。"
                yield Finding(Code.UNIT_TWO_NAMES, message, item, Field.UNITS, (rare, common), rare)


def _find_same_unit_pairs(document: CheckedDocument) -> set[frozenset[str]]:
    """Returns the pairs of labels that belong to one registered unit."""
    labels = defaultdict(set)
    for item in document.items:
        for unit in item.units:
            labels[unit.name].add(unit.short)
    return {frozenset((one, other)) for shorts in labels.values() for one in shorts for other in shorts if one < other}


def is_shortened_name(short: str, long: str) -> bool:
    """Returns whether ``short`` shortens ``long``: 县文旅局 and 县文化旅游局, 水投公司 and 县水投公司."""
    if re.sub(r"^[区县市州]", "", long) == short:
        return len(short) >= 4
    left, right = _UNIT.fullmatch(short), _UNIT.fullmatch(long)
    if not left or not right or left[1] != right[1] or left[3] != right[3] or len(left[2]) < 2:
        return False
    return _is_cut_from(left[2], right[2])


def _is_cut_from(short: str, long: str) -> bool:
    """Returns whether ``short`` consists of the first characters of words of one to three characters that make up
    ``long``: 文旅 of 文化旅游."""
    if not short:
        return not long
    return long[:1] == short[0] and any(_is_cut_from(short[1:], long[size:]) for size in (1, 2, 3))
