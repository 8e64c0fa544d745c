"""Compares the judgement with the words of the progress."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging import Facts
from tasks.assessing.lagging.answering import detect_unanswered_ends, list_left_clauses
from tasks.assessing.lagging.clauses import find_asserted_cue, list_clauses
from tasks.assessing.lagging.vocabulary import ADMITTED
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import split_sentences
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import Outcome
from tasks.terms import terms

_LATER = r"(?:预计|计划|拟|将|力争)[^，。；]{0,12}"
_UNDONE = re.compile(r"尚未(?:开工|启动|完成|建成|完工)|未(?:能)?按期完成|(?:仍在|正在)?办理前期手续|重新开展招标")


#: what a task asks for when it asks for the end of a work
_ASKS_FOR_END = re.compile(r"建成|投用|投入使用|竣工|完工|建好|通车")
_ENDED = re.compile(
    r"(?<!主体)(?<!主体结构)(?<!主体工程)(?<!部分)(?:建成|投用|投入使用|投入运营|投运|竣工|完工|开放|交付|通车|开园|开业|开馆|运营|投产|验收合格|全面完成|全部完成|已完成建设|建设完成)"
)
_UNDER_WAY = re.compile(
    r"正在(?!使用|运营|运行|试运|扫尾|收尾|验收|办理竣工)[^，。；]{2,14}|正(?:有序|加快|抓紧|全力)[^，。；]{2,12}|加紧施工|有序推进(?=[，。；])"
)
_ON_PLAN = re.compile(
    r"(?<![未不没])(?:正?按(?:照|计划|时序|序时|时间|节点|既定)[^，。；未滞]{0,10}(?:推进|实施|进行|施工|开展)|(?<!未)(?<!未能)(?:达到|符合|达)(?:序时|时序)(?:进度)?(?:要求)?|快于(?:序时|时序|计划))"
)
_LATER_ON = re.compile(r"将|下一?步|确保|力争|争取|要求|督促")
_TROUBLE = re.compile(r"未|滞后|落后|缓慢|困难|受|因|尚|无法|停|不足|差距|问题|影响|较慢|缺")


def check_judgement_by_words(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        yield from _check_admitted_gap(item)
        if item.outcome is Outcome.REACHED and document.quarter.is_last:
            yield from _check_reached(item, document)
        yield from _check_on_plan(item)


def _check_admitted_gap(item: CheckedItem) -> Iterator[Finding]:
    """Finds an item judged on track whose progress admits a gap."""
    if not item.is_fine:
        return
    said = [clause.text for clause in list_clauses(item.words) if find_asserted_cue(clause, ADMITTED)]
    if said:
        message = f"文字自述存在差距，{terms.judging}为“{item.judged}”。"
        yield Finding(Code.FINE_BUT_WORDS, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)


def _check_reached(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    """Finds what speaks against the judgement that an item was reached at the end of the year, the plainest words first."""
    plain = [*_check_undone(item, document), *_check_under_way(item)]
    yield from plain or _check_unanswered(item, document)


def _check_undone(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    """Finds a progress that announces the completion for later."""
    year = document.quarter.year
    later = re.compile(
        rf"{_LATER}(?:{year + 1}|{year + 2})年[^，。；]{{0,14}}|(?:计划|预计|拟)(?:年后|明年|次年)[^，。；]{{0,14}}"
    )
    said = [hit[0] for sentence in split_sentences(item.words) for hit in later.finditer(sentence)]
    said += [hit[0] for hit in _UNDONE.finditer(item.words)]
    if said:
        message = f"{terms.judging}为已完成，文字说的是以后完成或尚未完成。"
        yield Finding(Code.REACHED_BUT_UNDONE, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)


def _check_under_way(item: CheckedItem) -> Iterator[Finding]:
    """Finds an item that asks for a finished work, whose work still goes on."""
    if not _ASKS_FOR_END.search(item.text):
        return
    going_on = _UNDER_WAY.search(item.words)
    if going_on and not _ENDED.search(item.words):
        asked = _ASKS_FOR_END.search(item.text)
        message = f"任务要求“{asked[0] if asked else ''}”，{terms.judging}为“{item.judged}”，文字说的还在做。"
        source = CheckedText(item.words, item, Field.JUDGEMENT)
        yield source.build_finding_at(Code.REACHED_BUT_UNDONE, message, going_on.span())


def _check_unanswered(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    """Finds what 预警 finds at the year's end, and a task of which the words say that something is left."""
    facts = Facts(
        item.kind, item.text, document.quarter, progress=item.words, indicators=item.indicators, is_filed=item.is_filed
    )
    signals = detect_unanswered_ends(facts, document.rules)
    said = [quote.text for signal in signals for quote in signal.quotes]
    said = said or [clause.text for clause in list_left_clauses(facts, document.rules)]
    if said:
        message = f"{terms.judging}为“{item.judged}”，文字没有一句说到任务要求的结果。"
        yield Finding(Code.REACHED_BUT_UNDONE, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)


def _check_on_plan(item: CheckedItem) -> Iterator[Finding]:
    """Finds a lagging item whose progress tells nothing but that all goes as planned."""
    if not item.is_behind or _TROUBLE.search(item.words):
        return
    found = _ON_PLAN.search(item.words)
    if found and not _LATER_ON.search(item.words[max(0, found.start() - 8) : found.start()]):
        message = f"文字自述按计划推进，{terms.judging}为“{item.judged}”。"
        source = CheckedText(item.words, item, Field.JUDGEMENT)
        yield source.build_finding_at(Code.BEHIND_BUT_ON_PLAN, message, found.span())
