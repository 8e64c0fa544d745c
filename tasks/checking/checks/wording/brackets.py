"""Finds unpaired brackets and quotation marks, and a mark lost between two statements."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument

_PERCENT_RUNS_ON = re.compile(rf"[%％](?=[\dA-Za-z])|[%％](?=[{HAN}])(?!以[上下内]|的|左右|和|及|与|或|至|到|、|[（(])")
#: so many characters before a bracket may number a line
REACH = 12
_NEXT_RATE = re.compile(rf"^(?:[{HAN}]{{4,20}}?|[{HAN}]{{2}}率)-?\d+(?:\.\d+)?[%％]")
_PAIRS = {"（": "）", "《": "》", "〔": "〕", "“": "”", "【": "】"}
_SAME = str.maketrans("()", "（）")


def check_brackets(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_all_texts(document):
        yield from _check_percent_marks(source)
        yield from _check_pairs(source)


def _check_percent_marks(source: CheckedText) -> Iterator[Finding]:
    """Finds a rate that runs into the next statement: 增长4.4%工业增加值增长3.5%."""
    text = source.text
    spans = [
        found.span()
        for found in _PERCENT_RUNS_ON.finditer(text)
        if text[found.end()].isascii() or _NEXT_RATE.match(text[found.end() :])
    ]
    if spans:
        message = f"“%”后疑缺标点（{len(spans)} 处）。"
        yield source.build_finding_at(Code.LOST_MARK, message, *spans)


def _check_pairs(source: CheckedText) -> Iterator[Finding]:
    places = list_unpaired_marks(source.text)
    if places:
        marks = "".join(dict.fromkeys(source.text[at] for at in places))
        message = f"“{marks}”不成对（{len(places)} 处）。"
        yield source.build_finding_at(Code.BRACKETS, message, *((at, at + 1) for at in places))


def list_unpaired_marks(text: str) -> list[int]:
    """Returns the indexes of brackets and quotation marks without a partner."""
    opened: list[tuple[str, int]] = []
    unpaired: list[int] = []
    plain = text.translate(_SAME)
    for at, char in enumerate(plain):
        if char in _PAIRS:
            opened.append((char, at))
        elif char in _PAIRS.values():
            partners = [place for place, (mark, _at) in enumerate(opened) if _PAIRS[mark] == char]
            if partners:
                unpaired += [place for _mark, place in opened[partners[-1] + 1 :]]
                del opened[partners[-1] :]
            elif not _is_listing(plain, at):
                unpaired.append(at)
    return sorted(unpaired + [at for _mark, at in opened])


def _is_listing(text: str, at: int) -> bool:
    """Returns whether a bracket closes a number such as 1） or 一）, which needs no opening bracket."""
    return text[at] == "）" and bool(
        re.search(r"(?:^|\n|[。；])\s*[\d一二三四五六七八九十]{1,2}$", text[max(0, at - REACH) : at])
    )
