"""Compares the numbers of items in the narrative with the rows of the tables and with each other.

Some published reports state one number in the text, another in a title, and print a third number of rows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import (
    StatedTotal,
    get_body_paragraphs,
    list_stated_totals,
    read_paragraph_number,
)
from tasks.checking.checks.reading import get_exponent
from tasks.checking.checks.records import CheckedDocument
from tasks.decimals import format_amount

_COUNT = re.compile(r"(?<![\d.])(\d{1,4})[项件个](?:具体|目标|重点|工作|任务|指标|事项|民生|[，,。；;])")
_SHARE = re.compile(
    r"(?<![\d.])(?P<count>\d{1,4})[项件个][^，,。；;\d]{0,8}[，,]?占(?:(?:全部|总)(?:任务|事项|项目|指标)?(?:数|量)?|(?:任务|事项|项目|指标)总(?:数|量))的?(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
)
_OF_THESE = re.compile(r"中\s*[，,：:]|其中")


def check_stated_totals(document: CheckedDocument) -> Iterator[Finding]:
    stated = list_stated_totals(document.paragraphs)
    yield from _check_totals(document, stated)
    yield from _check_parts(document, stated)
    yield from _check_shares(document)


def _check_totals(document: CheckedDocument, stated: list[StatedTotal]) -> Iterator[Finding]:
    """Compares each stated total with the rows of its kind and state; a repeated total gets one finding."""
    seen = set()
    for total in stated:
        rows = _count_rows(document, total, stated)
        same = (total.count, total.kind, total.is_behind)
        if rows in (None, total.count) or same in seen:
            continue
        if _is_one_of_several(total, stated):
            continue
        seen.add(same)
        words = {None: "", True: "滞后", False: "正常推进"}[total.is_behind]
        named = total.kind.label if total.kind else "事项"
        message = f"正文写 {total.count} 项，附件中{words}的{named}有 {rows} 项。"
        yield Finding(
            Code.COUNT_NARRATIVE, message, None, Field.NARRATIVE, (total.quote,), document.paragraphs[total.paragraph]
        )  # fmt: skip


def _count_rows(document: CheckedDocument, total: StatedTotal, stated: list[StatedTotal]) -> int | None:
    """Returns how many rows a total must equal; None when the total or the tables say too little."""
    if total.kind is None and not _is_of_all(document, total, stated):
        return None
    if not total.is_comparable:
        return None
    items = [item for item in document.items if total.kind in (None, item.kind)]
    if not items:
        return None
    if total.is_behind is None:
        return len(items)
    if any(item.outcome is None for item in items):
        return None
    return sum(item.is_behind is total.is_behind for item in items)


def _is_of_all(document: CheckedDocument, total: StatedTotal, stated: list[StatedTotal]) -> bool:
    """Returns whether a total that names no kind is a part of all rows: 20项任务中，18项…，2项…."""
    wholes = [one for one in stated if one.paragraph == total.paragraph and one.is_behind is None]
    return total.is_behind is not None and any(one.count == len(document.items) for one in wholes)


def _is_one_of_several(total: StatedTotal, stated: list[StatedTotal]) -> bool:
    """Returns whether the paragraph splits the items on track (已完成20项、正常推进60项), so that no total is all of them."""
    alike = [one for one in stated if one.paragraph == total.paragraph and one.is_behind is False]
    return total.is_behind is False and len(alike) > 1


def _check_parts(document: CheckedDocument, stated: list[StatedTotal]) -> Iterator[Finding]:
    """Checks A项…中，B项…，C项…: B and C add up to A."""
    for number, group in groupby(stated, key=lambda total: total.paragraph):
        paragraph = document.paragraphs[number]
        whole, *rest = list(group)
        ends = paragraph.find("。", whole.start) % (len(paragraph) + 1)
        parts = [part for part in rest if part.is_behind is not None and part.start < ends]
        if len({part.is_behind for part in parts}) < 2 or whole.is_behind is not None:
            continue
        if not _OF_THESE.search(paragraph[whole.start : parts[0].start]):
            continue
        total = sum(part.count for part in parts)
        # 132项尚未研判 is a part too, though neither on track nor behind
        others = sum(part.count for part in rest if part.is_behind is None and part.start < ends)
        if whole.count not in (total, total + others):
            sum_of = " + ".join(str(part.count) for part in parts)
            message = f"{sum_of} = {total}，总数写 {whole.count} 项。"
            quotes = (whole.quote, *(part.quote for part in parts))
            yield Finding(Code.COUNT_PARTS, message, None, Field.NARRATIVE, quotes, paragraph)


def _check_shares(document: CheckedDocument) -> Iterator[Finding]:
    """Checks B项，占总数的C%: C is the share of B in the largest number of items stated before it."""
    whole = 0
    for paragraph in get_body_paragraphs(document.paragraphs):
        if read_paragraph_number(paragraph) is not None:
            continue
        for found in _SHARE.finditer(paragraph):
            before = [int(count) for count in _COUNT.findall(paragraph[: found.start()])]
            total = max([whole, *before])
            stated, part = Decimal(found["share"]), Decimal(found["count"])
            step = Decimal(1).scaleb(get_exponent(stated))
            if total >= part > 0 and abs(part / total * 100 - stated) > step:
                share = format_amount(part / total * 100)
                message = f"{part} ÷ {total} = {share}%，正文写 {stated}%。"
                source = CheckedText(paragraph, None, Field.NARRATIVE)
                yield source.build_finding_at(Code.RATIO, message, found.span())
        whole = max([whole, *(int(count) for count in _COUNT.findall(paragraph))])
