"""Checks punctuation by GB/T 15834-2011 (标点符号用法): full width in Chinese, a stop at the end, none too many; and set phrases."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_HALF = re.compile(rf"(?<=[{HAN}”》）%])[,;:?!](?=[{HAN}“《（\d])|(?<=[{HAN}])[()](?=[{HAN}])")
_FULL = re.compile(r"[，；：？！（）]")
_ENDED = re.compile(r"[。！？!?；;…][”’）)》]*$")
_PUNCTUATION = re.compile(rf"[，,、；;：:][，,、；;：:。]|。[，,、；;。]|(?<=[{HAN}]) +(?=[{HAN}])|(?<=\d) +(?=[%％])")
# the bound keeps the time linear where nothing closes
_QUOTED = re.compile(r"[“《][^”》]{0,300}[”》]")
_ABOUT_TWICE = re.compile(
    r"(?:近|(?<![签合预违节履公协])约|将近)\d[\d.,]*[万亿]?余[万亿]?|(?:超|超过|近|(?<![签合预违节履公协])约)\d[\d.,]*[万亿]?(?:余|多)?[万亿]?[^，。；\d]{0,3}(?:左右|以上)|\d[\d.,]*余[万亿]?[^，。；\d]{0,3}左右"
)
_UNTIL = re.compile(r"截止(?=\d|目前|20|[上本]半?[年月]|[一二三四]季度|[今去本]年|日前)")
COMMON = 0.5
"""A slip in more than this share of the texts gets one finding for the document."""


def check_punctuation(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_all_texts(document):
        yield from _check_patterns(source)
    yield from _check_ends(document)
    yield from _check_widths(document)


def _check_patterns(source: CheckedText) -> Iterator[Finding]:
    unquoted = _QUOTED.sub(lambda found: "“" + "“" * (len(found[0]) - 2) + "”", source.text)
    for pattern, code, message in (
        (_PUNCTUATION, Code.PUNCTUATION, "标点重复或空格多余。"),
        (_ABOUT_TWICE, Code.APPROXIMATE_TWICE, "“近”“约”“超”与“余”“左右”“以上”不并用。"),
        (_UNTIL, Code.UNTIL, "表示统计时点用“截至”。"),
    ):
        for found in pattern.finditer(unquoted):
            yield source.build_finding_at(code, message, found.span())


def _find_unstopped_end(item: CheckedItem) -> str:
    said = item.words.strip()
    return "" if not said or _ENDED.search(said) else said[-14:]


def _check_ends(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each progress text without a final stop, or gives one finding when most have none."""
    filled = [item for item in document.items if item.words.strip()]
    failed = [(item, quote) for item in filled if (quote := _find_unstopped_end(item))]
    if filled and len(failed) / len(filled) > COMMON:
        message = f"{len(failed)} 个事项的进展句末没有句号。"
        yield Finding(Code.NO_STOP, message, None, Field.DOCUMENT)
        return
    for item, quote in failed:
        yield Finding(Code.NO_STOP, "句末没有句号。", item, Field.PROGRESS, (quote,), item.words)


def _check_widths(document: CheckedDocument) -> Iterator[Finding]:
    """Reports each text with half-width marks, or gives one finding when most texts have them."""
    sources = list(iterate_all_texts(document))
    half = [source for source in sources if _HALF.search(source.text)]
    full = [source for source in sources if _FULL.search(source.text) and not _HALF.search(source.text)]
    if len(half) > COMMON * (len(half) + len(full)):
        yield Finding(Code.WIDTH, f"{len(half)} 处文字用半角标点，公文应用全角。", None, Field.DOCUMENT)
        return
    for source in half:
        spans = [found.span() for found in list(_HALF.finditer(source.text))[:3]]
        yield source.build_finding_at(Code.WIDTH, "中文中夹有半角标点。", *spans)
