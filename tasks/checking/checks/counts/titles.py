"""Compares the titles of attachments with their rows and with the list of attachments."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import list_attachment_titles
from tasks.checking.checks.records import CheckedDocument

_IN_TITLE = re.compile(r"(?<![\d.])(\d{1,4})\s*(?:项|件|个(?=重点|民生|预期|指标|任务|目标))")


def check_titles(document: CheckedDocument) -> Iterator[Finding]:
    yield from _check_title_counts(document)
    yield from _check_listed_titles(document)


def _check_title_counts(document: CheckedDocument) -> Iterator[Finding]:
    for attachment in document.attachments:
        found = _IN_TITLE.search(attachment.title)
        if found and int(found[1]) != len(attachment.items):
            message = f"标题写 {found[1]} 项，表中有 {len(attachment.items)} 行。"
            quotes, title = (found[0],), attachment.title
            yield Finding(Code.COUNT_TITLE, message, None, Field.TITLE, quotes, title, place=attachment.name)


def _check_listed_titles(document: CheckedDocument) -> Iterator[Finding]:
    titles = list_attachment_titles(document.paragraphs)
    if len(titles) != len(document.attachments):
        return
    for title, attachment in zip(titles, document.attachments, strict=True):
        printed = attachment.title.strip()
        if printed and title and _normalize_title(title) != _normalize_title(printed):
            message = f"附件说明写“{title}”，{attachment.name}标题为“{printed}”。"
            yield Finding(Code.TITLE_DIFFERS, message, None, Field.TITLE, (title,), title, place=attachment.name)


def _normalize_title(title: str) -> str:
    return re.sub(r"[\s—–－-]", "", title)
