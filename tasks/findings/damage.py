"""What a conversion or a hurried hand has lost: a unit, a date's 月, a mark between clauses, half a bracket."""

import re
from collections.abc import Iterator

from tasks.findings.codes import Code, Field, FindingSeverity
from tasks.findings.reading import HAN, around, quantities
from tasks.findings.records import Document, Finding, Item
from tasks.quantities.numbers import fold

_DATE_RUN_TOGETHER = re.compile(r"(?<![\d.])(?:20\d\d)?[1-9]\d{1,3}日(?!均|产|处理|供|照|间|夜)|(?<!\d)20\d\d[01]?\d月")
_MONTHS_WITHOUT_MONTH = re.compile(r"(?<![\d\-—－+.])1\s*[-—–－]\s*(?:[2-9]|1[0-2])(?=[，,、])")
_YEAR_WITHOUT_YEAR = re.compile(
    r"(?<![\d〔\[（(/.\-—])20\d\d(?=(?:全年|上半年|下半年|区?县?市?政府|年度|度(?!假)|财政|预算|[一二三四]季度|工作))"
)
_HALF_WITHOUT_YEAR = re.compile(r"(?<![\u4e00-\u9fff])(?:上|下)半(?=[新完开共已实累全签引建])")
_ITEM_WITHOUT_NUMBER = re.compile(
    rf"(?:^|[\n。；])\s*[①-⑳]?\s*(是(?=[{HAN}]{{2}}))(?!否|的|以|因|由)"
)
_PERCENT_RUNS_ON = re.compile(
    rf"[%％](?=[\dA-Za-z])|[%％](?=[{HAN}])(?!以[上下内]|的|左右|和|及|与|或|至|到|、|[（(])"
)
_MARKS_SOON = re.compile(r"[，,。；;：:、\n]")
_NEXT_RATE = re.compile(rf"^[{HAN}]{{4,20}}?-?\d+(?:\.\d+)?[%％]")
_PAIRS = {"（": "）", "《": "》", "〔": "〕", "“": "”", "【": "】"}
_SAME = str.maketrans("()", "（）")


def check(document: Document) -> Iterator[Finding]:
    """The findings on lost characters, in every item and paragraph."""
    for item in document.items:
        for where, text in ((Field.TASK, item.text), (Field.PROGRESS, item.words)):
            yield from of_text(text, item, where)
    for paragraph in document.paragraphs:
        yield from of_text(paragraph, None, Field.NARRATIVE)


def of_text(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    """What one text has lost."""
    yield from _units(text, item, where)
    yield from _dates(text, item, where)
    yield from _marks(text, item, where)
    yield from _brackets(text, item, where)


def _units(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    for one in quantities(text):
        if one.unit or one.is_vague:
            continue
        words = around(text, one.span.start, one.span.end, 10)
        message = f"“{text[one.span.start : one.span.end]}”后缺计量单位。"
        yield Finding(Code.LOST_UNIT, message, item, where, (words,), text)


def _dates(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    lost = (
        (_DATE_RUN_TOGETHER, "日期缺“年”或“月”。", FindingSeverity.MUST),
        (_MONTHS_WITHOUT_MONTH, "月份后缺“月”。", FindingSeverity.LOOK),
        (_YEAR_WITHOUT_YEAR, "年份后缺“年”。", FindingSeverity.LOOK),
        (_HALF_WITHOUT_YEAR, "“半”后疑缺“年”。", FindingSeverity.LOOK),
        (_ITEM_WITHOUT_NUMBER, "“是”前疑缺序数（一是、二是）。", FindingSeverity.LOOK),
    )
    for pattern, message, weight in lost:
        for found in pattern.finditer(fold(text)):
            start, end = found.span(1) if pattern.groups else found.span()
            quote = around(text, start, end, 6)
            yield Finding(Code.LOST_WORD, message, item, where, (quote,), text, weight)


def _marks(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    """A rate that runs into the next statement: 增长4.4%工业增加值增长3.5%."""
    for found in _PERCENT_RUNS_ON.finditer(text):
        rest = text[found.end() :]
        is_digit = rest[:1].isdigit() or rest[:1].isascii()
        if is_digit or _NEXT_RATE.match(rest):
            quote = around(text, found.start(), found.end(), 8)
            yield Finding(Code.LOST_MARK, "“%”后疑缺标点。", item, where, (quote,), text)


def _brackets(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    opened: list[tuple[str, int]] = []
    plain = text.translate(_SAME)
    for at, char in enumerate(plain):
        if char in _PAIRS:
            opened.append((char, at))
        elif char in _PAIRS.values():
            if opened and _PAIRS[opened[-1][0]] == char:
                opened.pop()
            elif not _is_listing(plain, at):
                yield _unpaired(text, at, item, where)
    for _char, at in opened:
        yield _unpaired(text, at, item, where)


def _is_listing(text: str, at: int) -> bool:
    """1）, 一）: a numbered item needs no opening bracket."""
    return text[at] == "）" and bool(re.search(r"(?:^|\n|[。；])\s*[\d一二三四五六七八九十]{1,2}$", text[:at]))


def _unpaired(text: str, at: int, item: Item | None, where: Field) -> Finding:
    return Finding(Code.BRACKETS, f"“{text[at]}”不成对。", item, where, (around(text, at, at + 1, 10),), text)
