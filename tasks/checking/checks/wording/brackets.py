"""Half a bracket, and a mark lost between two statements."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import build_finding_at, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_PERCENT_RUNS_ON = re.compile(
    rf"[%％](?=[\dA-Za-z])|[%％](?=[{HAN}])(?!以[上下内]|的|左右|和|及|与|或|至|到|、|[（(])"
)
_NEXT_RATE = re.compile(rf"^(?:[{HAN}]{{4,20}}?|[{HAN}]{{2}}率)-?\d+(?:\.\d+)?[%％]")
_PAIRS = {"（": "）", "《": "》", "〔": "〕", "“": "”", "【": "】"}
_SAME = str.maketrans("()", "（）")


def check_brackets(document: CheckedDocument) -> Iterator[Finding]:
    """Lost marks and lonely brackets."""
    for text, item, where in iterate_all_texts(document):
        yield from _check_percent_marks(text, item, where)
        yield from _check_pairs(text, item, where)


def _check_percent_marks(text: str, item: CheckedItem | None, where: Field) -> Iterator[Finding]:
    """A rate that runs into the next statement: 增长4.4%工业增加值增长3.5%."""
    spans = [
        found.span()
        for found in _PERCENT_RUNS_ON.finditer(text)
        if text[found.end()].isascii() or _NEXT_RATE.match(text[found.end() :])
    ]
    if spans:
        message = f"“%”后疑缺标点（{len(spans)} 处）。"
        yield build_finding_at(Code.LOST_MARK, message, item, where, text, *spans)


def _check_pairs(text: str, item: CheckedItem | None, where: Field) -> Iterator[Finding]:
    places = list_unpaired_marks(text)
    if places:
        marks = "".join(dict.fromkeys(text[at] for at in places))
        message = f"“{marks}”不成对（{len(places)} 处）。"
        yield build_finding_at(Code.BRACKETS, message, item, where, text, *((at, at + 1) for at in places))


def list_unpaired_marks(text: str) -> list[int]:
    """Where brackets and quotation marks stand without their partner."""
    opened: list[tuple[str, int]] = []
    lonely: list[int] = []
    plain = text.translate(_SAME)
    for at, char in enumerate(plain):
        if char in _PAIRS:
            opened.append((char, at))
        elif char in _PAIRS.values():
            partners = [place for place, (mark, _at) in enumerate(opened) if _PAIRS[mark] == char]
            if partners:
                lonely += [place for _mark, place in opened[partners[-1] + 1 :]]
                del opened[partners[-1] :]
            elif not _is_listing(plain, at):
                lonely.append(at)
    return sorted(lonely + [at for _mark, at in opened])


def _is_listing(text: str, at: int) -> bool:
    """1）, 一）: a numbered item needs no opening bracket."""
    return text[at] == "）" and bool(
        re.search(r"(?:^|\n|[。；])\s*[\d一二三四五六七八九十]{1,2}$", text[:at])
    )
