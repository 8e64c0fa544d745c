"""Reads the paragraphs of an official document from a rendered template, and numbers them.

A template writes one paragraph a line, after its level: ``【一级】预期目标情况``. A second word names the paragraph,
``【正文 开头】`` or ``【条目 滞后12】``, so that the office's own wording is matched to it. A line without a level
continues the paragraph above on a new line. Templates contain no numbers: 一、 （一） 1. follow from the levels
(GB/T 9704-2012, 7.3.3).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

DIGITS = "〇一二三四五六七八九"


class Level(StrEnum):
    """The level of a paragraph; the value is the word that templates write."""

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
    """A text whose first line has no level; the message is in Chinese."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of an official document.

    Attributes:
        key: names the paragraph; unique in a document and independent of its words.
        text: the words without the number; may hold line feeds.
        number: what is printed before the text: 一、 or 1. or 附件：2., with a space where one follows; empty until
            ``number_paragraphs`` fills it in.
        unfilled: names of what the template prints here and nothing is known of.
    """

    key: str
    level: Level
    text: str
    number: str = ""
    unfilled: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The number and the text in one line, as a reader sees the paragraph."""
        return self.number + self.text.replace("\n", "")


def read_paragraphs(text: str) -> list[Paragraph]:
    """Reads the paragraphs of a rendered template; blank lines are ignored.

    Raises:
        MissingLevelError: the first line has no level.
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


#: the number that each level prints, as a person may have typed it before his own words
_NUMBERS = {
    Level.HEADING_1: re.compile(r"[一二三四五六七八九十]+、\s*"),
    Level.HEADING_2: re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*"),
    Level.ITEM: re.compile(r"\d{1,3}(?:[.．](?!\d)|、)\s*"),
}


def leave_out_number(level: Level, text: str) -> str:
    """Leaves out the number that a person typed before the words; the level prints its own."""
    typed = _NUMBERS[level].match(text) if level in _NUMBERS else None
    return text[typed.end() :] if typed else text


def find_printed_level(line: str) -> Level:
    """Finds the level of a printed paragraph by the number that it begins with; one without is 正文."""
    return next((level for level, number in _NUMBERS.items() if number.match(line)), Level.BODY)


def build_unique_key(key: str, found: Sequence[Paragraph]) -> str:
    """Returns ``key``, with a number appended if an earlier paragraph has it."""
    taken = {paragraph.key for paragraph in found}
    candidates = (f"{key}（{number}）" for number in range(2, len(found) + 3))
    return key if key not in taken else next(each for each in candidates if each not in taken)


def number_paragraphs(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Numbers the paragraphs; items restart after any other paragraph, second headings after a first heading."""
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
        found.append(replace(paragraph, number=number))
    return found


def format_paragraph_number(level: Level, count: int, attachments: int) -> str:
    """Formats the number of the ``count``-th paragraph of a level."""
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
    """Formats 1 to 99 in Chinese: 一, 十二, 三十."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return ten + (DIGITS[ones] if ones else "")
