"""Finds reasons of judgements that hold the words in which 预警 speaks: agreeing once stored them."""

from collections.abc import Iterator

from tasks.assessing.lagging.official import find_machine_words
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument
from tasks.terms import terms


def check_machine_words(document: CheckedDocument) -> Iterator[Finding]:
    message = f"{terms.judging}理由中有系统预警的提示或算式，报告中不印；请改用正式用语写明原因。"
    for item in document.items:
        if found := find_machine_words(item.reason):
            yield Finding(Code.MACHINE_WORDS, message, item, Field.JUDGEMENT, tuple(found[:3]), item.reason)
