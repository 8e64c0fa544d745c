"""Slips of the pen: doubled words, order of numbered items, missing stops, mixed widths, copied texts.

Marks after GB/T 15834-2011 (标点符号用法): Chinese text takes full-width marks, a statement ends with a stop.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from tasks.findings.codes import Code, Field, FindingSeverity
from tasks.findings.evidence import found_at
from tasks.findings.reading import HAN, bare, sentences, similarity, squeezed
from tasks.findings.records import Document, Finding, Item

_TWICE = re.compile(rf"([{HAN}]{{2,8}})\1")
_REDUPLICATED = re.compile(
    r"^(?:[一逐][个项件条次步户家年天]|点对点|面对面|许多|非常|层层|步步|人人|时时|处处|年年|多多|好好)"
)
_VERB_TWICE = re.compile(
    r"(完成)(?:(?!和|及|与|或|提前|后)[^，,。；;、：:“”（）()\d%]){2,14}完成(?=约|近|了?\d)|(?:已|正在)(编制|制定|拟定)(?:(?!后|再|待|的)[^，,。；;、：:“”（）()]){4,20}\2(?=并|工作|[，。；])"
)
_UNIT_TWICE = re.compile(r"(?<![\d万亿])(公里|平方米|立方米|万元|亿元|亩|千米)\d[\d.]*\1")
_STACKED = re.compile(r"推动推进|推进推动|实现达到|达到实现|进行开展|开展进行")
_SAID_TWICE = re.compile(r"([^\n。；;]{8,80}?[。；;，,])\1")
_CIRCLED = {char: at for at, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1)}
_SPOKEN = re.compile(r"(?:^|[\n。；;，,：:])\s*([一二三四五六七八九])是")
_CHINESE = {char: at for at, char in enumerate("一二三四五六七八九", start=1)}
_HALF = re.compile(rf"(?<=[{HAN}”》）%])[,;:?!](?=[{HAN}“《（\d])|(?<=[{HAN}])[()](?=[{HAN}])")
_FULL = re.compile(r"[，；：？！（）]")
_ENDED = re.compile(r"[。！？!?；;…][”’）)》]*$")
_PUNCTUATION = re.compile(
    rf"[，,、；;：:][，,、；;：:。]|。[，,、；;。]|(?<=[{HAN}]) +(?=[{HAN}])|(?<=\d) +(?=[%％])"
)
_QUOTED = re.compile(r"[“《][^”》]*[”》]")
_ABOUT_TWICE = re.compile(
    r"(?:近|(?<![签合预违节履公协])约|将近)\d[\d.,]*[万亿]?余[万亿]?|(?:超|超过|近|(?<![签合预违节履公协])约)\d[\d.,]*[万亿]?(?:余|多)?[万亿]?[^，。；\d]{0,3}(?:左右|以上)|\d[\d.,]*余[万亿]?[^，。；\d]{0,3}左右"
)
_UNTIL = re.compile(r"截止(?=\d|目前|20|[上本]半?[年月]|[一二三四]季度|[今去本]年|日前)")
SHORTEST_SENTENCE = 12
SHORTEST_COPY = 30
"""Characters: shorter texts are alike by chance."""
SAME_SUBJECT = 0.5
COMMON = 0.5
"""A slip that most texts of a document share is told once, not for every item."""


def check(document: Document) -> Iterator[Finding]:
    """The findings on the wording of items and paragraphs."""
    for item, where, text in _texts(document):
        yield from _doubled(text, item, where)
        yield from _order(text, item, where)
        yield from _patterns(text, item, where)
    yield from _one_name_twice(document)
    yield from _shared(
        document, Code.NO_STOP, _unstopped, "句末没有句号。", "{count} 个事项的进展句末没有句号。"
    )
    yield from _widths(document)
    yield from _copied(document)


def _texts(document: Document) -> Iterator[tuple[Item | None, Field, str]]:
    for item in document.items:
        yield item, Field.TASK, item.text
        yield item, Field.PROGRESS, item.words
    for paragraph in document.paragraphs:
        yield None, Field.NARRATIVE, paragraph


def _doubled(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    for found in _TWICE.finditer(text):
        if not _REDUPLICATED.match(found[1]) and len(set(found[1])) > 1:
            yield found_at(Code.DOUBLED, f"“{found[1]}”重复。", item, where, text, found.span())
    for found in _VERB_TWICE.finditer(text):
        message = f"“{found[1] or found[2]}”在一句中重复。"
        yield Finding(Code.DOUBLED, message, item, where, (found[0],), text)
    for found in (*_UNIT_TWICE.finditer(text), *_STACKED.finditer(text)):
        yield Finding(Code.DOUBLED, f"“{found[0]}”用词重复。", item, where, (found[0],), text)
    yield from _said_twice(text, item, where)


def _said_twice(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    seen = {found[1] for found in _SAID_TWICE.finditer(text)}
    known = set()
    for sentence in sentences(text):
        plain = bare(sentence)
        if len(plain) >= SHORTEST_SENTENCE and plain in known:
            seen.add(sentence.strip())
        known.add(plain)
    for words in sorted(seen):
        yield Finding(Code.DOUBLED, "同一句话重复。", item, where, (words,), text)


def _order(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    circled = [char for char in text if char in _CIRCLED]
    if circled and not _counts_up([_CIRCLED[char] for char in circled]):
        yield Finding(Code.ORDER, f"序号依次为 {''.join(circled)}。", item, where, tuple(circled[:1]), text)
    for line in text.split("\n"):
        spoken = _SPOKEN.findall(line)
        if len(spoken) > 1 and not _counts_up([_CHINESE[char] for char in spoken]):
            printed = "、".join(f"{char}是" for char in spoken)
            yield Finding(Code.ORDER, f"序数依次为 {printed}。", item, where, (f"{spoken[-1]}是",), text)


def _counts_up(numbers: list[int]) -> bool:
    """1, 2, 3 …, beginning anew as often as it likes."""
    return numbers[0] == 1 and all(now in (1, before + 1) for before, now in itertools.pairwise(numbers))


def _patterns(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    unquoted = _QUOTED.sub(lambda found: "“" + "“" * (len(found[0]) - 2) + "”", text)
    for pattern, code, message in (
        (_PUNCTUATION, Code.PUNCTUATION, "标点重复或空格多余。"),
        (_ABOUT_TWICE, Code.APPROXIMATE_TWICE, "“近”“约”“超”与“余”“左右”“以上”不并用。"),
        (_UNTIL, Code.UNTIL, "表示统计时点用“截至”。"),
    ):
        for found in pattern.finditer(unquoted):
            yield found_at(code, message, item, where, text, found.span())


def _one_name_twice(document: Document) -> Iterator[Finding]:
    """Two passages of one item under the same heading: one of them is another project."""
    for item in document.items:
        heads = defaultdict(int)
        for line in item.words.split("\n"):
            head = re.match(r"\s*[①-⑳]?\s*([^，,。；;：:]{3,24})[：:]", line)
            if head:
                heads[squeezed(head[1])] += 1
        for name, count in heads.items():
            if count > 1:
                message = f"“{name}”作了 {count} 段的标题，其中一段疑为另一项目。"
                yield Finding(Code.ONE_NAME_TWICE, message, item, Field.PROGRESS, (name,), item.words)


def _unstopped(item: Item) -> str:
    said = item.words.strip()
    return "" if not said or _ENDED.search(said) else said[-14:]


def _shared(document: Document, code: Code, test, one: str, many: str) -> Iterator[Finding]:
    """Each item that fails a test; one finding for the document where most do."""
    said = [item for item in document.items if item.words.strip()]
    failed = [(item, quote) for item in said if (quote := test(item))]
    if said and len(failed) / len(said) > COMMON:
        yield Finding(code, many.format(count=len(failed)), None, Field.DOCUMENT)
        return
    for item, quote in failed:
        yield Finding(code, one, item, Field.PROGRESS, (quote,), item.words)


def _widths(document: Document) -> Iterator[Finding]:
    """Texts that mix; where a whole document is typed in half-width marks, that is said once."""
    texts = [(item, where, text) for item, where, text in _texts(document) if text]
    half = [(item, where, text) for item, where, text in texts if _HALF.search(text)]
    if len(half) > COMMON * len(
        [text for *_place, text in texts if _HALF.search(text) or _FULL.search(text)]
    ):
        yield Finding(Code.WIDTH, f"{len(half)} 处文字用半角标点，公文应用全角。", None, Field.DOCUMENT)
        return
    for item, where, text in half:
        spans = [found.span() for found in list(_HALF.finditer(text))[:3]]
        yield found_at(Code.WIDTH, "中文中夹有半角标点。", item, where, text, *spans)


def _copied(document: Document) -> Iterator[Finding]:
    first: dict[str, Item] = {}
    for item in document.items:
        plain = bare(item.words)
        if len(plain) < SHORTEST_COPY:
            continue
        other = first.setdefault(plain, item)
        if other is not item and similarity(item.text, other.text) < SAME_SUBJECT:
            message = f"进展与{other.attachment or ''}第{other.number}项完全相同。"
            yield Finding(Code.COPIED, message, item, Field.PROGRESS, (item.words[:30],), item.words)
        if item.previous and bare(item.previous) == plain:
            yield _unchanged(item)
    for item in document.items:
        is_close = (
            item.previous
            and len(bare(item.words)) >= SHORTEST_COPY
            and bare(item.previous) != bare(item.words)
        )
        if is_close and similarity(item.previous, item.words) >= 0.97:
            yield _unchanged(item)


def _unchanged(item: Item) -> Finding:
    weight = FindingSeverity.LOOK
    return Finding(
        Code.UNCHANGED, "进展与上期几乎相同。", item, Field.PROGRESS, (item.words[:30],), item.words, weight
    )
