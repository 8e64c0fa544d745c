"""Compares the sentences of the narrative with the items whose things they name: the judgement, and the lead unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.checking.checks.claims import read_things
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.retold import is_named_as
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.narrative import get_body_paragraphs, read_paragraph_number
from tasks.checking.checks.reading import HAN, list_clause_places
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import ResponsibilityRole
from tasks.terms import terms

_FINE = re.compile(
    r"进展(?:正常|顺利)|推进(?:正常|顺利)|总体受控|按(?:序时|时序|计划|节点|期|时)(?:进度|要求)?(?:顺利|有序|如期)?(?:推进|完成)|顺利推进|(?<!即将)(?<!将)投入(?:运行|使用|运营)|如期|(?:已|全面|全部)(?:建成|完成|投用|完工|竣工|通车|开放)|(?<!将)建成(?:投用|通车|开放)"
)
_ENDED = re.compile(r"建成(?:通车|投用|开放)|通车|投用|投入(?:运行|使用|运营)|完工|竣工|全部完成")
_LEFT = re.compile(
    r"(?:余下|剩余|其余)[^，。；]{0,16}(?:明年|次年|年后|正在|尚未|计划|预计)|尚未(?:通车|投用|完工|竣工|建成|完成)"
)
_TROUBLE = re.compile(r"部分|未|尚|滞后|落后|困难|影响|不|力争|确保|计划|预计|拟|将")
_LED = re.compile(
    rf"由(?P<unit>[{HAN}]{{3,14}}?)(?:牵头|负责|主办)(?:的|(?:启动|实施|建设|推进|开展)的?)(?P<thing>[{HAN}]{{4,30}})"
)
#: in characters, of the beginning of a task that names the thing of a sentence
_SHORTEST_START = 6
_TWO_NAMES = re.compile(r"[、和与]")


def check_narrated_items(document: CheckedDocument) -> Iterator[Finding]:
    if document.narrative is None:
        return
    named = [(item, read_things(item.text)) for item in document.items]
    for paragraph in get_body_paragraphs(document.paragraphs):
        if read_paragraph_number(paragraph) is None:
            yield from _check_states(paragraph, named)
            yield from _check_leads(paragraph, named)


def _check_states(paragraph: str, named: list[tuple[CheckedItem, tuple[str, ...]]]) -> Iterator[Finding]:
    """Finds a clause that praises a thing of which the item is judged behind, or opens one of which something is left."""
    source = CheckedText(paragraph, None, Field.NARRATIVE)
    for start, end in list_clause_places(paragraph):
        clause = paragraph[start:end]
        said = _FINE.search(clause)
        if not said or _TROUBLE.search(clause[: said.start()]):
            continue
        for item, things in named:
            if not _is_named_in(clause[: said.start()].strip(), item, things):
                continue
            left = _LEFT.search(item.words) if _ENDED.search(clause) and not item.is_behind else None
            if left:
                message = f"正文写“{clause.strip()}”，附件的进展还有没有做完的。"
                finding = replace(source.build_finding_at(Code.RETOLD, message, (start, end)), item=item)
                yield replace(finding, other=CheckedText(item.words, item, Field.PROGRESS).build_side(*left.span()))
            if item.is_behind:
                place = CheckedText("", item, Field.JUDGEMENT).place
                message = f"正文写“{clause.strip()}”，附件{terms.judging}为“{item.judged}”。"
                finding = replace(source.build_finding_at(Code.RETOLD, message, (start, end)), item=item)
                yield replace(finding, other=OtherSide(place, "：".join(filter(None, (item.judged, item.words)))))


def _is_named_in(subject: str, item: CheckedItem, things: tuple[str, ...]) -> bool:
    is_beginning = len(subject) >= _SHORTEST_START and item.text.startswith(subject)
    return is_beginning or any(thing in subject for thing in things)


def _check_leads(paragraph: str, named: list[tuple[CheckedItem, tuple[str, ...]]]) -> Iterator[Finding]:
    """Finds 由某局牵头的某工程, where the item of the thing names other lead units."""
    source = CheckedText(paragraph, None, Field.NARRATIVE)
    for found in _LED.finditer(paragraph):
        if _TWO_NAMES.search(found["unit"]):
            continue
        about = [item for item, things in named if _is_about(found["thing"], item, things)]
        leads = [unit for item in about for unit in item.units if unit.role == ResponsibilityRole.LEAD]
        if len(about) != 1 or not leads or any(is_named_as(found["unit"], unit) for unit in leads):
            continue
        told = "、".join(unit.short for unit in leads)
        message = f"正文写的{terms.lead_unit}是“{found['unit']}”，附件是“{told}”。"
        finding = replace(source.build_finding_at(Code.LEADS_DIFFER, message, found.span("unit")), item=about[0])
        yield replace(finding, other=OtherSide(CheckedText(told, about[0], Field.UNITS).place, told))


def _is_about(thing: str, item: CheckedItem, things: tuple[str, ...]) -> bool:
    return any(name in thing for name in things) or thing[:_SHORTEST_START] in item.text
