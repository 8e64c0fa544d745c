"""Compares the judgement with the words of the progress."""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.clauses import find_asserted_cue, list_clauses
from tasks.assessing.lagging.vocabulary import ADMITTED
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import split_sentences
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import Outcome
from tasks.terms import terms

_LATER = r"(?:预计|计划|拟|将|力争)[^，。；]{0,12}"
_UNDONE = re.compile(r"尚未(?:开工|启动|完成|建成|完工)|未(?:能)?按期完成|(?:仍在|正在)?办理前期手续|重新开展招标")


def check_judgement_by_words(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        yield from _check_admitted_gap(item)
        yield from _check_undone(item, document)


def _check_admitted_gap(item: CheckedItem) -> Iterator[Finding]:
    """Finds an item judged on track whose progress admits a gap."""
    if not item.is_fine:
        return
    said = [clause.text for clause in list_clauses(item.words) if find_asserted_cue(clause, ADMITTED)]
    if said:
        message = f"文字自述存在差距，{terms.judging}为“{item.judged}”。"
        yield Finding(Code.FINE_BUT_WORDS, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)


def _check_undone(item: CheckedItem, document: CheckedDocument) -> Iterator[Finding]:
    """Finds an item judged as reached at the end of the year whose progress announces the completion for later."""
    if item.outcome is not Outcome.REACHED or not document.quarter.is_last:
        return
    year = document.quarter.year
    later = re.compile(
        rf"{_LATER}(?:{year + 1}|{year + 2})年[^，。；]{{0,14}}|(?:计划|预计|拟)(?:年后|明年|次年)[^，。；]{{0,14}}"
    )
    said = [hit[0] for sentence in split_sentences(item.words) for hit in later.finditer(sentence)]
    said += [hit[0] for hit in _UNDONE.finditer(item.words)]
    if said:
        message = f"{terms.judging}为已完成，文字说的是以后完成或尚未完成。"
        yield Finding(Code.REACHED_BUT_UNDONE, message, item, Field.JUDGEMENT, tuple(said[:3]), item.words)
