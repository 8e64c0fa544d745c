"""Finds repeated words, verbs, units and sentences."""

import re
from collections import Counter
from collections.abc import Iterator

from tasks.assessing.likeness import remove_marks
from tasks.checking.checks.codes import Code
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN, list_clause_places, split_sentences
from tasks.checking.checks.records import CheckedDocument

_TWICE = re.compile(rf"([{HAN}]{{2,8}})\1")
_REDUPLICATED = re.compile(
    r"^(?:[一逐][个项件条次步户家年天]|点对点|面对面|许多|非常|层层|步步|人人|时时|处处|年年|多多|好好)"
)
_VERB_TWICE = re.compile(
    r"(完成)(?:(?!和|及|与|或|提前|后)[^，,。；;、：:“”（）()\d%]){2,14}完成(?=约|近|了?\d)|(?:已|正在)(编制|制定|拟定)(?:(?!后|再|待|的)[^，,。；;、：:“”（）()]){4,20}\2(?=并|工作|[，。；])"
)
_UNIT_TWICE = re.compile(r"(?<![\d万亿])(公里|平方米|立方米|万元|亿元|亩|千米)\d[\d.]*\1")
_STACKED = re.compile(r"推动推进|推进推动|实现达到|达到实现|进行开展|开展进行")
_SAID_TWICE = re.compile(r"([^\n。；;]{8,80}?[。；;，,])\1")
SHORTEST_SENTENCE = 12
SHORTEST_CLAUSE = 7
_CUT_OFF = re.compile(r"^(?:剩余|其余|其中|分别)|截[至止]|\d月|同比|%")


def check_repetitions(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_all_texts(document):
        yield from _check_words(source)
        yield from _check_sentences(source)


def _check_words(source: CheckedText) -> Iterator[Finding]:
    text = source.text
    for found in _TWICE.finditer(text):
        if not _REDUPLICATED.match(found[1]) and len(set(found[1])) > 1:
            yield source.build_finding_at(Code.DOUBLED, f"“{found[1]}”重复。", found.span())
    for found in _VERB_TWICE.finditer(text):
        message = f"“{found[1] or found[2]}”在一句中重复。"
        yield source.build_finding(Code.DOUBLED, message, found[0])
    for found in (*_UNIT_TWICE.finditer(text), *_STACKED.finditer(text)):
        yield source.build_finding(Code.DOUBLED, f"“{found[0]}”用词重复。", found[0])


def _check_sentences(source: CheckedText) -> Iterator[Finding]:
    seen = {found[1] for found in _SAID_TWICE.finditer(source.text)}
    known = set()
    for sentence in split_sentences(source.text):
        plain = remove_marks(sentence)
        if len(plain) >= SHORTEST_SENTENCE and plain in known:
            seen.add(sentence.strip())
        known.add(plain)
    for words in sorted(seen | _find_clauses_twice(source.text)):
        yield source.build_finding(Code.DOUBLED, "同一句话重复。", words)


def _find_clauses_twice(text: str) -> set[str]:
    """Returns the clauses with a number that stand twice in a text, in different sentences."""
    counted = Counter(
        clause for start, end in list_clause_places(text) if len(clause := text[start:end].strip()) >= SHORTEST_CLAUSE
    )
    return {
        clause
        for clause, count in counted.items()
        if count > 1 and re.search(r"[1-9]", clause) and not _CUT_OFF.search(clause)
    }
