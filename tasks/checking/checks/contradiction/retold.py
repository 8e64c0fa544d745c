"""Compares a numbered paragraph of the narrative with the row that it retells: its clauses and its lead units."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tasks.assessing.likeness import compute_text_similarity, remove_marks
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.form.unit_names import is_shortened_name
from tasks.checking.checks.narrative import find_paragraph_item, get_body_paragraphs, read_paragraph_number
from tasks.checking.checks.reading import list_clause_places
from tasks.checking.checks.records import CheckedDocument, CheckedItem, CheckedUnit
from tasks.enums import ResponsibilityRole, TaskKind
from tasks.terms import terms

_BETWEEN = re.compile(r"[、，,；;和\s]+")
_COUNT = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)(?P<unit>[一-鿿]{1,2}?)(?=[一-鿿])")
#: what tells in which state something is
_STATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"尚未|未(?!来|成年)|没有|暂未",
        r"停止|停产|停工|暂停|终止|关停|争议|撤销|退出",
        r"正在|正(?=[试施办开推])",
    )
)
ALIKE = 0.5
_NUMBER = re.compile(r"(?:\s*[（(]?\d{1,3}[.．、)）]\s*)?")
NUMBER_WITHIN = 3


def _find_leads(text: str) -> re.Match[str] | None:
    """Finds the lead units in brackets, under the name that the place has for them or one of the usual ones."""
    return _build_leads_pattern(terms.lead_unit).search(text)


@lru_cache(maxsize=16)
def _build_leads_pattern(title: str) -> re.Pattern[str]:
    usual = "(?:牵头|责任|主办|负责)(?:责任)?单位"
    return re.compile(rf"[（(](?:{re.escape(title)}|{usual})[：:]\s*(?P<names>[^（()）]{{2,120}})[）)]")


def check_retold_items(document: CheckedDocument) -> Iterator[Finding]:
    keys = tuple(item for item in document.items if item.kind is TaskKind.KEY)
    for paragraph in get_body_paragraphs(document.paragraphs):
        item = find_paragraph_item(paragraph, keys) if read_paragraph_number(paragraph) is not None else None
        if item:
            yield from _check_clauses(paragraph, item)
            yield from _check_leads(paragraph, item)


def _check_clauses(paragraph: str, item: CheckedItem) -> Iterator[Finding]:
    """Finds a clause that tells another state of the same thing than the row does: 7家试产, 7家停产."""
    row = f"{remove_marks(item.text)}\n{remove_marks(item.words)}"
    here = CheckedText(paragraph, item, Field.NARRATIVE)
    there = CheckedText(item.words, item, Field.PROGRESS)
    own = [
        span
        for span in list_clause_places(item.words)
        if remove_marks(item.words[slice(*span)]) not in remove_marks(paragraph)
    ]
    for start, end in list_clause_places(paragraph):
        # the number of the paragraph is none of its words
        number = _NUMBER.match(paragraph[start:end]) if start < NUMBER_WITHIN else None
        start += number.end() if number else 0
        clause = paragraph[start:end]
        if remove_marks(clause) in row or _find_leads(clause):
            continue
        rival = next((span for span in own if _is_told_otherwise(clause, item.words[slice(*span)])), None)
        if rival:
            message = f"正文写“{clause.strip()}”，附件写“{item.words[slice(*rival)].strip()}”。"
            yield replace(here.build_finding_at(Code.RETOLD, message, (start, end)), other=there.build_side(*rival))


def _is_told_otherwise(clause: str, other: str) -> bool:
    """Returns whether two clauses tell two states of one thing: they begin with one number, or are alike."""
    one, rival = _COUNT.match(clause), _COUNT.match(other)
    if one and rival:
        is_same = one.group("number", "unit") == rival.group("number", "unit")
    else:
        is_same = not (one or rival) and compute_text_similarity(clause, other) >= ALIKE
    return is_same and _read_states(clause) != _read_states(other)


def _read_states(clause: str) -> tuple[bool, ...]:
    return tuple(bool(pattern.search(clause)) for pattern in _STATES)


def _check_leads(paragraph: str, item: CheckedItem) -> Iterator[Finding]:
    """Finds lead units that the paragraph names and the row does not, and the other way round."""
    found = _find_leads(paragraph)
    leads = [unit for unit in item.units if unit.role == ResponsibilityRole.LEAD]
    if not found or not leads or "等" in found["names"]:
        return
    named = [name for name in _BETWEEN.split(found["names"].strip()) if name]
    strange = [name for name in named if not any(is_named_as(name, unit) for unit in leads)]
    missing = [unit.short for unit in leads if not any(is_named_as(name, unit) for name in named)]
    if not strange and not missing:
        return
    told = "、".join(unit.short for unit in leads)
    alike = [
        (name, short) for name in strange for short in missing if is_shortened_name(*sorted((name, short), key=len))
    ]
    message = (
        f"正文写“{alike[0][0]}”，附件写“{alike[0][1]}”，名称不一。"
        if alike
        else f"正文写的{terms.lead_unit}是“{found['names'].strip()}”，附件是“{told}”。"
    )
    finding = CheckedText(paragraph, item, Field.NARRATIVE).build_finding_at(
        Code.LEADS_DIFFER, message, found.span("names")
    )
    yield replace(finding, other=OtherSide(CheckedText(told, item, Field.UNITS).place, told))


def is_named_as(name: str, unit: CheckedUnit) -> bool:
    """Returns whether a name is the unit's: as printed, without its brackets, or as registered."""
    return name in (unit.short, unit.label, unit.name)
