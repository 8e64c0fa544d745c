"""The paragraphs of an official document: their levels, their numbers, and reading them off a rendered template.

A template writes one paragraph a line, each behind its level: ``【一级】预期目标情况``. A second word names the
paragraph, ``【正文 开头】``, so that an office's own wording finds it again: ``【条目 滞后12】``. A line without a
level goes on with the paragraph above on a new line. Numbers are not written: 一、 （一） 1. follow from the levels
(GB/T 9704-2012, 7.3.3).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

DIGITS = "〇一二三四五六七八九"


class Level(StrEnum):
    """What a paragraph is; the value is the word that templates write."""

    NUMBER = "文号"
    TITLE = "标题"
    SALUTATION = "主送"
    BODY = "正文"
    HEADING_1 = "一级"
    HEADING_2 = "二级"
    ITEM = "条目"
    ATTACHMENT = "附件"
    ISSUER = "署名"
    DATE = "日期"
    NOTE = "附注"


MARK = re.compile(rf"【({'|'.join(Level)})(?:[ 　]+([^】]+))?】")


class MissingLevelError(Exception):
    """A text whose first paragraph does not say what it is; the message is in Chinese."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph without its number. ``key`` is unique in a document and does not depend on the words."""

    key: str
    level: Level
    text: str


@dataclass(frozen=True)
class PrintedParagraph:
    """A paragraph as it stands in the document; ``number`` is 一、 or 1. or 附件：2. with what follows it."""

    paragraph: Paragraph
    number: str

    @property
    def level(self) -> Level:
        return self.paragraph.level

    @property
    def text(self) -> str:
        """The whole paragraph in one line, as a reader sees it."""
        return self.number + self.paragraph.text.replace("\n", "")


def read_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a rendered template; lines of white space count for nothing.

    Raises:
        UnmarkedError: the first line has no level.
    """
    found: list[Paragraph] = []
    unnamed = dict.fromkeys(Level, 0)
    for line in filter(None, map(str.strip, text.splitlines())):
        mark = MARK.match(line)
        if mark:
            level = Level(mark[1])
            unnamed[level] += not mark[2]
            key = (mark[2] or f"{level}{unnamed[level]}").strip()
            found.append(Paragraph(build_unique_key(key, found), level, line[mark.end() :].strip()))
        elif found:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{line}".strip())
        else:
            raise MissingLevelError(f"“{line[:20]}”前应写明段落的层级，如【标题】【正文】。")
    return [paragraph for paragraph in found if paragraph.text]


def build_unique_key(key: str, found: Sequence[Paragraph]) -> str:
    """``key``, or with a number behind it where an earlier paragraph has it."""
    taken = {paragraph.key for paragraph in found}
    candidates = (f"{key}（{number}）" for number in range(2, len(found) + 3))
    return key if key not in taken else next(each for each in candidates if each not in taken)


def number_paragraphs(paragraphs: Iterable[Paragraph]) -> list[PrintedParagraph]:
    """The paragraphs with their numbers. A list of items or attachments begins anew behind anything else."""
    paragraphs = list(paragraphs)
    counts = dict.fromkeys(Level, 0)
    attachments = sum(each.level == Level.ATTACHMENT for each in paragraphs)
    found = []
    for paragraph in paragraphs:
        if paragraph.level != Level.ITEM:
            counts[Level.ITEM] = 0
        if paragraph.level == Level.HEADING_1:
            counts[Level.HEADING_2] = 0
        counts[paragraph.level] += 1
        number = format_paragraph_number(paragraph.level, counts[paragraph.level], attachments)
        found.append(PrintedParagraph(paragraph, number))
    return found


def format_paragraph_number(level: Level, count: int, attachments: int) -> str:
    """What stands before the ``count``-th paragraph of a level."""
    if level == Level.HEADING_1:
        return f"{format_chinese_number(count)}、"
    if level == Level.HEADING_2:
        return f"（{format_chinese_number(count)}）"
    if level == Level.ITEM:
        return f"{count}. "
    if level == Level.ATTACHMENT:
        return ("附件：" if count == 1 else "") + (f"{count}. " if attachments > 1 else "")
    return ""


def format_chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 一, 十二, 三十."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return ten + (DIGITS[ones] if ones else "")
