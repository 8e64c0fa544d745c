"""Restores the automatic numbers of Word lists inside a cell, which the file does not contain as text."""

import re
from collections import defaultdict

from docx.oxml.ns import qn

from tasks.importing.numbers import read_xml_number

_CHINESE = "零一二三四五六七八九十"
_LIMIT = 99


def format_list_number(number: int, form: str) -> str | None:
    """Formats a number as Word does; returns None for an unknown format.

    Args:
        form: ``w:numFmt``, e.g. decimal, chineseCounting, decimalEnclosedCircle.
    """
    if not 0 < number <= _LIMIT:
        return None
    if form in ("decimal", "decimalFullWidth", "decimalHalfWidth"):
        return str(number)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional"):
        return _format_chinese(number)
    if form in ("lowerLetter", "upperLetter") and number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return None


def _format_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones else "")


class WordLists:
    """Counts the numbered paragraphs of a document.

    Args:
        numbering: the root of ``numbering.xml``, None when the document has none.
        styles: the root of ``styles.xml``, whose styles may number their paragraphs.
    """

    def __init__(self, numbering, styles=None):
        self.style_numbers = _read_style_numbers(styles) if styles is not None else {}
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            abstract = {
                one.get(qn("w:abstractNumId")): _read_levels(one) for one in numbering.findall(qn("w:abstractNum"))
            }
            for one in numbering.findall(qn("w:num")):
                reference = one.find(qn("w:abstractNumId"))
                self.levels[one.get(qn("w:numId"))] = abstract.get(reference.get(qn("w:val")), {})

    def is_numbered(self, paragraph) -> bool:
        """Returns whether Word prints a number before a paragraph."""
        place = self.find_place(paragraph)
        return place is not None and place[0] != "0"

    def find_place(self, paragraph) -> tuple[str, int] | None:
        """Returns list and level of a paragraph, from itself or from its style; None for one without a number."""
        if own := _read_own_place(paragraph):
            return own
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.style_numbers.get(style.get(qn("w:val"), "")) if style is not None else None

    def build_label(self, paragraph) -> str | None:
        """Returns what Word prints before a paragraph; "" for a bullet, None if it cannot be known."""
        identity, level = self.find_place(paragraph) or ("", 0)
        counters = self.counters[identity]
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        form, pattern, start = self.levels.get(identity, {}).get(level, ("", "", 1))
        counters[level] = counters.get(level, start - 1) + 1
        if form in ("bullet", "none"):
            return ""
        if not form or re.findall(r"%(\d)", pattern) != [str(level + 1)]:
            return None
        number = format_list_number(counters[level], form)
        return None if number is None else pattern.replace(f"%{level + 1}", number)


def _read_levels(abstract) -> dict[int, tuple[str, str, int]]:
    """Returns level → format, pattern, first number."""
    found = {}
    for level in abstract.findall(qn("w:lvl")):
        values = {name: level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start")}
        form, pattern, start = (
            element.get(qn("w:val"), "") if element is not None else "" for element in values.values()
        )
        found[read_xml_number(level.get(qn("w:ilvl")))] = (form, pattern, read_xml_number(start, 1))
    return found


def _read_style_numbers(styles) -> dict[str, tuple[str, int]]:
    """Returns style → list and level that it gives its paragraphs, also through the style that it is based on."""
    own, bases = {}, {}
    for style in styles.findall(qn("w:style")):
        identity, based = style.get(qn("w:styleId"), ""), style.find(qn("w:basedOn"))
        bases[identity] = based.get(qn("w:val"), "") if based is not None else ""
        if place := _read_own_place(style):
            own[identity] = place
    found = {}
    for identity in bases:
        at, seen = identity, set()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = bases.get(at, "")
        if at in own and own[at][0] not in ("", "0"):
            found[identity] = own[at]
    return found


def _read_own_place(element) -> tuple[str, int] | None:
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    number = properties.find(qn("w:numId")) if properties is not None else None
    if number is None:
        return None
    level = properties.find(qn("w:ilvl"))
    return number.get(qn("w:val"), ""), read_xml_number(level.get(qn("w:val"))) if level is not None else 0
