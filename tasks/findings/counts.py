"""Numbers of items: the narrative, the titles and the rows must agree; parts must give the whole.

Published reports are known to print a number in the text, another in a title, and a third number of rows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from tasks.enums import TaskKind
from tasks.findings.codes import Code, Field
from tasks.findings.evidence import found_at
from tasks.findings.narrative import (
    Run,
    Total,
    body,
    item_of,
    listed_titles,
    number_of,
    runs,
    state_of,
    totals,
)
from tasks.findings.records import Document, Finding, Item
from tasks.lagging.evidence import plain

_IN_TITLE = re.compile(r"(?<![\d.])(\d{1,4})\s*(?:项|件|个(?=重点|民生|预期|指标|任务|目标))")
_COUNT = re.compile(r"(?<![\d.])(\d{1,4})[项件个](?:具体|目标|重点|工作|任务|指标|事项|民生|[，,。；;])")
_SHARE = re.compile(
    r"(?<![\d.])(?P<count>\d{1,4})[项件个][^，,。；;\d]{0,8}[，,]?占(?:(?:全部|总)(?:任务|事项|项目|指标)?(?:数|量)?|(?:任务|事项|项目|指标)总(?:数|量))的?(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
)
_OF_THESE = re.compile(r"中\s*[，,：:]|其中")


def check(document: Document) -> Iterator[Finding]:
    """The findings of this family that concern whole tables."""
    yield from _titles(document)
    yield from _listed_titles(document)
    stated = totals(document.paragraphs)
    yield from _totals(document, stated)
    yield from _parts(document, stated)
    yield from _shares(document)
    for run in runs(document.paragraphs):
        yield from _length(document, run, stated)
        yield from _listed(document, run)


def _titles(document: Document) -> Iterator[Finding]:
    for attachment in document.attachments:
        found = _IN_TITLE.search(attachment.title)
        if found and int(found[1]) != len(attachment.items):
            message = f"标题写 {found[1]} 项，表中有 {len(attachment.items)} 行。"
            yield Finding(
                Code.COUNT_TITLE,
                message,
                None,
                Field.TITLE,
                (found[0],),
                attachment.title,
                place=attachment.name,
            )


def _listed_titles(document: Document) -> Iterator[Finding]:
    titles = listed_titles(document.paragraphs)
    if len(titles) != len(document.attachments):
        return
    for title, attachment in zip(titles, document.attachments, strict=True):
        printed = attachment.title.strip()
        if printed and title and _plain(title) != _plain(printed):
            message = f"附件说明写“{title}”，{attachment.name}标题为“{printed}”。"
            yield Finding(
                Code.TITLE_DIFFERS, message, None, Field.TITLE, (title,), title, place=attachment.name
            )


def _plain(title: str) -> str:
    return re.sub(r"[\s—–－-]", "", title)


def _totals(document: Document, stated: list[Total]) -> Iterator[Finding]:
    """Each stated total against the rows of its kind and state; one said twice is told once."""
    seen = set()
    for total in stated:
        rows = _rows(document, total)
        same = (total.count, total.kind, total.is_behind)
        if rows is None or rows == total.count or same in seen or _is_one_of_several(total, stated):
            continue
        seen.add(same)
        words = {None: "", True: "滞后", False: "正常推进"}[total.is_behind]
        message = f"正文写 {total.count} 项，附件中{words}的{total.kind.label}有 {rows} 项。"
        yield Finding(
            Code.COUNT_NARRATIVE, message, None, Field.NARRATIVE, (total.quote,), document.paragraphs[total.paragraph]
        )  # fmt: skip


def _rows(document: Document, total: Total) -> int | None:
    """The rows a total must agree with; None where the total says too little, or the tables do."""
    if total.kind is None or not total.is_comparable:
        return None
    items = [item for item in document.items if item.kind is total.kind]
    if not items:
        return None
    if total.is_behind is None:
        return len(items)
    if any(item.outcome is None for item in items):
        return None
    return sum(item.is_behind is total.is_behind for item in items)


def _is_one_of_several(total: Total, stated: list[Total]) -> bool:
    """已完成20项、正常推进60项: neither is all that is on track."""
    alike = [one for one in stated if one.paragraph == total.paragraph and one.is_behind is False]
    return total.is_behind is False and len(alike) > 1


def _parts(document: Document, stated: list[Total]) -> Iterator[Finding]:
    """A项…中，B项…，C项…: B and C are A."""
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
        if total != whole.count:
            sum_of = " + ".join(str(part.count) for part in parts)
            message = f"{sum_of} = {total}，总数写 {whole.count} 项。"
            quotes = (whole.quote, *(part.quote for part in parts))
            yield Finding(Code.COUNT_PARTS, message, None, Field.NARRATIVE, quotes, paragraph)


def _shares(document: Document) -> Iterator[Finding]:
    """B项，占总数的C%: C is B of the largest number of items stated so far."""
    whole = 0
    for paragraph in body(document.paragraphs):
        if number_of(paragraph) is not None:
            continue
        for found in _SHARE.finditer(paragraph):
            before = [int(count) for count in _COUNT.findall(paragraph[: found.start()])]
            total = max([whole, *before])
            stated, part = Decimal(found["share"]), Decimal(found["count"])
            step = Decimal(1).scaleb(stated.as_tuple().exponent)
            if total >= part > 0 and abs(part / total * 100 - stated) > step:
                share = plain(part / total * 100)
                message = f"{part} ÷ {total} = {share}%，正文写 {stated}%。"
                yield found_at(Code.RATIO, message, None, Field.NARRATIVE, paragraph, found.span())
        whole = max([whole, *(int(count) for count in _COUNT.findall(paragraph))])


def _length(document: Document, run: Run, stated: list[Total]) -> Iterator[Finding]:
    announcing = [total for total in stated if total.paragraph == run.announced_by]
    behind = [total for total in announcing if total.is_behind] or announcing[-1:]
    if not behind:
        return
    total = behind[-1]
    if total.count != len(run.numbers):
        message = f"写明 {total.count} 项，其后只列 {len(run.numbers)} 条。"
        if total.count < len(run.numbers):
            message = f"写明 {total.count} 项，其后列了 {len(run.numbers)} 条。"
        source = document.paragraphs[run.announced_by]
        yield Finding(Code.COUNT_LISTED, message, None, Field.NARRATIVE, (total.quote,), source)
    expected = tuple(range(1, len(run.numbers) + 1))
    if run.numbers != expected:
        printed = "、".join(map(str, run.numbers))
        yield Finding(
            Code.NUMBERING, f"正文列举的序号为 {printed}。", None, Field.NARRATIVE, (printed,), printed
        )


def _listed(document: Document, run: Run) -> Iterator[Finding]:
    """The items a run lists as lagging are those of the lagging table."""
    announced = body(document.paragraphs)[run.announced_by] if run.announced_by >= 0 else ""
    keys = tuple(item for item in document.items if item.kind is TaskKind.KEY)
    if not state_of(announced) or not any(item.is_behind for item in keys):
        return
    listed: list[Item] = []
    for paragraph in document.paragraphs[run.first : run.first + len(run.numbers)]:
        item = item_of(paragraph, keys)
        if item is None or not item.is_behind:
            where = f"附件中为“{item.outcome.label}”" if item and item.outcome else "附件中没有这一事项"
            message = f"正文列为滞后，{where}。"
            yield Finding(Code.LISTED_ELSEWHERE, message, item, Field.NARRATIVE, (paragraph[:40],), paragraph)
        listed += [item] if item else []
    for item in keys:
        if item.is_behind and item not in listed:
            yield Finding(Code.NOT_LISTED, "研判为滞后，正文所列滞后事项中没有。", item, Field.JUDGEMENT)
