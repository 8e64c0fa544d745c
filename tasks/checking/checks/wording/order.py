"""Finds numbers of list items out of order, and two passages of an item under one heading."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import remove_spaces
from tasks.checking.checks.records import CheckedDocument

_CIRCLED = {char: at for at, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1)}
_SPOKEN = re.compile(r"(?:^|[\n。；;，,：:])\s*([一二三四五六七八九])是")
#: what begins an enumeration, with all that may go on with it
_FIRSTS = (
    ("一是", re.compile(r"(?:^|(?<=[\n。；;：:])|(?<=[，,])(?=[二三四五]))\s*([一二三四五六七八九]是)")),
    ("第一，", re.compile(r"(?:^|(?<=[\n。；;，,：:]))\s*(第[一二三四五六七八九]，)")),
)
_SECONDS = {"一是": "二是", "第一，": "第二"}
_CHINESE = {char: at for at, char in enumerate("一二三四五六七八九", start=1)}


def check_ordinals(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_all_texts(document):
        yield from _check_order(source)
    yield from _check_headings(document)


def _check_order(source: CheckedText) -> Iterator[Finding]:
    circled = [char for char in source.text if char in _CIRCLED]
    if circled and not _is_counting_up([_CIRCLED[char] for char in circled]):
        yield source.build_finding(Code.ORDER, f"序号依次为 {''.join(circled)}。", circled[0])
    for line in source.text.split("\n"):
        spoken = _SPOKEN.findall(line)
        if len(spoken) > 1 and not _is_counting_up([_CHINESE[char] for char in spoken]):
            printed = "、".join(f"{char}是" for char in spoken)
            yield source.build_finding(Code.ORDER, f"序数依次为 {printed}。", f"{spoken[-1]}是")
    for first, pattern in _FIRSTS:
        found = pattern.findall(source.text) if first in source.text else []
        if len(found) == 1 and found[0] == first:
            second = _SECONDS[first]
            yield source.build_finding(Code.ORDER, f"有“{first}”，没有“{second}”。", first)


def _is_counting_up(numbers: list[int]) -> bool:
    """Returns whether the numbers are 1, 2, 3 …; they may restart at 1."""
    return numbers[0] == 1 and all(now in (1, before + 1) for before, now in itertools.pairwise(numbers))


def _check_headings(document: CheckedDocument) -> Iterator[Finding]:
    """Finds two passages of one item under the same heading; one of them is probably about another project."""
    for item in document.items:
        heads: Counter[str] = Counter()
        for line in item.words.split("\n"):
            head = re.match(r"[①-⑳]?([^，,。；;：:①-⑳]{3,24})[：:]", line.lstrip())
            if head:
                heads[remove_spaces(head[1])] += 1
        for name, count in heads.items():
            if count > 1:
                message = f"“{name}”作了 {count} 段的标题，其中一段疑为另一项目。"
                yield Finding(Code.ONE_NAME_TWICE, message, item, Field.PROGRESS, (name,), item.words)
