"""Marks after GB/T 15834-2011 (标点符号用法): full width in Chinese, a stop at the end, none too many; and set phrases."""

import re
from collections.abc import Callable, Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import build_finding_at, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem

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
COMMON = 0.5
"""A slip that most texts of a document share is told once, not for every item."""


def check_punctuation(document: CheckedDocument) -> Iterator[Finding]:
    """Marks and set phrases."""
    for text, item, where in iterate_all_texts(document):
        yield from _check_patterns(text, item, where)
    yield from _check_each_item(
        document, Code.NO_STOP, _find_unstopped_end, "句末没有句号。", "{count} 个事项的进展句末没有句号。"
    )
    yield from _check_widths(document)


def _check_patterns(text: str, item: CheckedItem | None, where: Field) -> Iterator[Finding]:
    unquoted = _QUOTED.sub(lambda found: "“" + "“" * (len(found[0]) - 2) + "”", text)
    for pattern, code, message in (
        (_PUNCTUATION, Code.PUNCTUATION, "标点重复或空格多余。"),
        (_ABOUT_TWICE, Code.APPROXIMATE_TWICE, "“近”“约”“超”与“余”“左右”“以上”不并用。"),
        (_UNTIL, Code.UNTIL, "表示统计时点用“截至”。"),
    ):
        for found in pattern.finditer(unquoted):
            yield build_finding_at(code, message, item, where, text, found.span())


def _find_unstopped_end(item: CheckedItem) -> str:
    said = item.words.strip()
    return "" if not said or _ENDED.search(said) else said[-14:]


def _check_each_item(
    document: CheckedDocument, code: Code, test: Callable[[CheckedItem], str], one: str, many: str
) -> Iterator[Finding]:
    """Each item that fails a test; one finding for the document where most do."""
    said = [item for item in document.items if item.words.strip()]
    failed = [(item, quote) for item in said if (quote := test(item))]
    if said and len(failed) / len(said) > COMMON:
        yield Finding(code, many.format(count=len(failed)), None, Field.DOCUMENT)
        return
    for item, quote in failed:
        yield Finding(code, one, item, Field.PROGRESS, (quote,), item.words)


def _check_widths(document: CheckedDocument) -> Iterator[Finding]:
    """Texts that mix; where a whole document is typed in half-width marks, that is said once."""
    given = [(item, where, text) for text, item, where in iterate_all_texts(document) if text]
    half = [(item, where, text) for item, where, text in given if _HALF.search(text)]
    if len(half) > COMMON * len(
        [text for *_place, text in given if _HALF.search(text) or _FULL.search(text)]
    ):
        yield Finding(Code.WIDTH, f"{len(half)} 处文字用半角标点，公文应用全角。", None, Field.DOCUMENT)
        return
    for item, where, text in half:
        spans = [found.span() for found in list(_HALF.finditer(text))[:3]]
        yield build_finding_at(Code.WIDTH, "中文中夹有半角标点。", item, where, text, *spans)
