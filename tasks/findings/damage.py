"""What a conversion or a hurried hand has lost: a unit, a date's 月, a mark between clauses, half a bracket."""

import re
from collections.abc import Iterator

from tasks.findings.codes import Code, Field, FindingSeverity
from tasks.findings.evidence import found_at
from tasks.findings.reading import HAN, quantities
from tasks.findings.records import Document, Finding, Item
from tasks.quantities.numbers import fold

_DATE_RUN_TOGETHER = re.compile(
    r"(?<![\d.月])(?P<year>20\d\d)?(?P<day>[1-9]\d{1,3})日(?![均产处供照间夜内之]|以内)|(?<!\d)20\d\d(?:1[0-2]|[1-9])月"
)
_SPAN_BEFORE = re.compile(r"(?:[满共逾近约过第内]|连续|累计|合计|压缩至|工期)$")
_DAY_WITHOUT_DAY = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])(?=[，,。；;、）)\s]|$)")
_MONTHS_WITHOUT_MONTH = re.compile(r"(?<![\d\-—－+.])1\s*[-—–－]\s*(?:[2-9]|1[0-2])(?=[，,、])")
_YEAR_WITHOUT_YEAR = re.compile(
    r"(?<![\d〔\[（(/.\-—])20\d\d(?=(?:全年|上半年|下半年|[区县市]?政府|度(?!假)|财政|预算|[一二三四]季度|工作))"
)
_HALF_WITHOUT_YEAR = re.compile(r"(?<![\u4e00-\u9fff])(?:上|下)半(?=[新完开共已实累全签引建])")
_ITEM_WITHOUT_NUMBER = re.compile(rf"(?:^|[\n。；])\s*[①-⑳]?\s*(是(?=[{HAN}]{{2}}))(?!否|的|以|因|由)")
_PERCENT_RUNS_ON = re.compile(
    rf"[%％](?=[\dA-Za-z])|[%％](?=[{HAN}])(?!以[上下内]|的|左右|和|及|与|或|至|到|、|[（(])"
)
_REFERENCE = re.compile(r"(?:附件|附表|附录|表|图|页|条款|编号|代码|热线|电话)\s*$")
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
        if one.unit or one.is_vague or _REFERENCE.search(text[: one.span.start]):
            continue
        message = f"“{text[one.span.start : one.span.end]}”后缺计量单位。"
        yield found_at(Code.LOST_UNIT, message, item, where, text, one.span)


def _dates(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    for found in _DATE_RUN_TOGETHER.finditer(fold(text)):
        if _is_run_together(found, text):
            message, weight = "日期缺“年”或“月”。", FindingSeverity.MUST
            yield found_at(Code.LOST_WORD, message, item, where, text, found.span(), weight=weight)
    lost = (
        (_DAY_WITHOUT_DAY, "日期缺“日”。", FindingSeverity.LOOK),
        (_MONTHS_WITHOUT_MONTH, "月份后缺“月”。", FindingSeverity.LOOK),
        (_YEAR_WITHOUT_YEAR, "年份后缺“年”。", FindingSeverity.LOOK),
        (_HALF_WITHOUT_YEAR, "“半”后疑缺“年”。", FindingSeverity.LOOK),
        (_ITEM_WITHOUT_NUMBER, "“是”前疑缺序数（一是、二是）。", FindingSeverity.LOOK),
    )
    for pattern, message, weight in lost:
        for found in pattern.finditer(fold(text)):
            span = found.span(1) if pattern.groups else found.span()
            yield found_at(Code.LOST_WORD, message, item, where, text, span, weight=weight)


def _is_run_together(found: re.Match[str], text: str) -> bool:
    """Whether the digits before 日 are month and day in one: 630日, not 120日内 or 45日."""
    digits = found["day"]
    if digits is None:
        return True
    if _SPAN_BEFORE.search(text[: found.start()]) or (
        len(digits) == 2 and int(digits) <= 31 and not found["year"]
    ):
        return False
    cuts = ((digits[:at], digits[at:]) for at in range(1, len(digits)))
    return any(day[0] != "0" and int(month) <= 12 and int(day) <= 31 for month, day in cuts)


def _marks(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    """A rate that runs into the next statement: 增长4.4%工业增加值增长3.5%."""
    spans = [
        found.span()
        for found in _PERCENT_RUNS_ON.finditer(text)
        if text[found.end()].isascii() or _NEXT_RATE.match(text[found.end() :])
    ]
    if spans:
        message = f"“%”后疑缺标点（{len(spans)} 处）。"
        yield found_at(Code.LOST_MARK, message, item, where, text, *spans)


def _brackets(text: str, item: Item | None, where: Field) -> Iterator[Finding]:
    places = unpaired(text)
    if places:
        marks = "".join(dict.fromkeys(text[at] for at in places))
        message = f"“{marks}”不成对（{len(places)} 处）。"
        yield found_at(Code.BRACKETS, message, item, where, text, *((at, at + 1) for at in places))


def unpaired(text: str) -> list[int]:
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
