"""Numbered items that do not count up, and two passages under one heading."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import remove_spaces
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_CIRCLED = {char: at for at, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1)}
_SPOKEN = re.compile(r"(?:^|[\n。；;，,：:])\s*([一二三四五六七八九])是")
_CHINESE = {char: at for at, char in enumerate("一二三四五六七八九", start=1)}


def check_ordinals(document: CheckedDocument) -> Iterator[Finding]:
    """Numbers out of order, headings that come again."""
    for text, item, where in iterate_all_texts(document):
        yield from _check_text(text, item, where)
    yield from _check_headings(document)


def _check_text(text: str, item: CheckedItem | None, where: Field) -> Iterator[Finding]:
    circled = [char for char in text if char in _CIRCLED]
    if circled and not _is_counting_up([_CIRCLED[char] for char in circled]):
        yield Finding(Code.ORDER, f"序号依次为 {''.join(circled)}。", item, where, tuple(circled[:1]), text)
    for line in text.split("\n"):
        spoken = _SPOKEN.findall(line)
        if len(spoken) > 1 and not _is_counting_up([_CHINESE[char] for char in spoken]):
            printed = "、".join(f"{char}是" for char in spoken)
            yield Finding(Code.ORDER, f"序数依次为 {printed}。", item, where, (f"{spoken[-1]}是",), text)


def _is_counting_up(numbers: list[int]) -> bool:
    """1, 2, 3 …, beginning anew as often as it likes."""
    return numbers[0] == 1 and all(now in (1, before + 1) for before, now in itertools.pairwise(numbers))


def _check_headings(document: CheckedDocument) -> Iterator[Finding]:
    """Two passages of one item under the same heading: one of them is another project."""
    for item in document.items:
        heads: Counter[str] = Counter()
        for line in item.words.split("\n"):
            head = re.match(r"\s*[①-⑳]?\s*([^，,。；;：:]{3,24})[：:]", line)
            if head:
                heads[remove_spaces(head[1])] += 1
        for name, count in heads.items():
            if count > 1:
                message = f"“{name}”作了 {count} 段的标题，其中一段疑为另一项目。"
                yield Finding(Code.ONE_NAME_TWICE, message, item, Field.PROGRESS, (name,), item.words)
