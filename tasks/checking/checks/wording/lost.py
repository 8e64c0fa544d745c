"""Finds lost characters: a unit of measurement, the 月 of a date, the 一 of 一是."""

import re
from collections.abc import Iterator

from tasks.assessing.quantities import read_quantities
from tasks.assessing.quantities.numbers import fold_text
from tasks.checking.checks.codes import Code, FindingSeverity
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument

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
_ITEM_WITHOUT_NUMBER = re.compile(
    rf"(?:^|[\n。；])[^\S\n]{{0,4}}[①-⑳]?[^\S\n]{{0,4}}(是(?=[{HAN}]{{2}}))(?!否|的|以|因|由)"
)
#: the number is part of a word
_NOTHING = re.compile(r"[清归为]零$")
REACH = 12
_REFERENCE = re.compile(r"(?:附件|附表|附录|表|图|页|条款|编号|代码|热线|电话)\s*$")


def check_lost_characters(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_all_texts(document):
        yield from _check_units(source)
        yield from _check_words(source)


def _check_units(source: CheckedText) -> Iterator[Finding]:
    text = source.text
    for one in read_quantities(text):
        is_word = bool(_NOTHING.search(text, max(0, one.span.start - 1), one.span.end))
        if (
            one.unit
            or one.is_vague
            or is_word
            or _REFERENCE.search(text[max(0, one.span.start - REACH) : one.span.start])
        ):
            continue
        message = f"“{text[one.span.start : one.span.end]}”后缺计量单位。"
        yield source.build_finding_at(Code.LOST_UNIT, message, one.span)


def _check_words(source: CheckedText) -> Iterator[Finding]:
    folded = fold_text(source.text)
    for found in _DATE_RUN_TOGETHER.finditer(folded):
        if _is_run_together(found, source.text):
            message, weight = "日期缺“年”或“月”。", FindingSeverity.MUST
            yield source.build_finding_at(Code.LOST_WORD, message, found.span(), weight=weight)
    for pattern, message in (
        (_DAY_WITHOUT_DAY, "日期缺“日”。"),
        (_MONTHS_WITHOUT_MONTH, "月份后缺“月”。"),
        (_YEAR_WITHOUT_YEAR, "年份后缺“年”。"),
        (_HALF_WITHOUT_YEAR, "“半”后疑缺“年”。"),
        (_ITEM_WITHOUT_NUMBER, "“是”前疑缺序数（一是、二是）。"),
    ):
        for found in pattern.finditer(folded):
            span = found.span(1) if pattern.groups else found.span()
            yield source.build_finding_at(Code.LOST_WORD, message, span)


def _is_run_together(found: re.Match[str], text: str) -> bool:
    """Returns whether the digits before 日 are a month and a day (815日), and no number of days (120日内, 45日)."""
    digits = found["day"]
    if digits is None:
        return True
    if _SPAN_BEFORE.search(text[: found.start()]) or (len(digits) == 2 and int(digits) <= 31 and not found["year"]):
        return False
    cuts = ((digits[:at], digits[at:]) for at in range(1, len(digits)))
    return any(day[0] != "0" and int(month) <= 12 and int(day) <= 31 for month, day in cuts)
