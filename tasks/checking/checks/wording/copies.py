"""Finds words copied: from another item, whole or a passage, from the last filed entry, from the task itself."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.likeness import compute_text_similarity, is_hardly_changed, is_unchanged, remove_marks
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.terms import terms

SHORTEST_COPY = 30
"""In characters; shorter texts of two items may be the same by chance."""
SAME_SUBJECT = 0.5
"""Items whose texts are at least this similar may have the same progress."""
SHORTEST_KEPT = 8
"""In characters, of a text that equals that of the last period but for its marks."""
PASSAGE = 18
"""In characters: a common run of two items from which it is one passage."""
_STEP = PASSAGE // 2
FEW = 20
"""Up to this many common passages get a finding each; more are the manner of the place."""
_NAMED = 5
#: formulas that many items rightly repeat, and titles
_FORMULAS = re.compile(
    r"《[^》\n]{1,60}》|“[^”\n]{12,40}”|习近平[^，。；]{0,16}(?:思想|精神)|以[^，。；]{0,20}为(?:指导|引领)|党的[^，。；]{0,8}精神"
)
#: the last sentence of a part; one that others follow is their heading
_LAST_SENTENCE = re.compile(r"(?:^|(?<=[。；;\n]))[^。；;\n]+[。；;]?(?=\s*(?:$|\n|[①-⑳]))")
#: what a repeated task begins with
_ADVERBS = re.compile(r"^(?:不断|持续|积极|大力|认真|深入|扎实|全力|进一步|切实|稳步)+")
#: what is put before its verbs, so that it reads like work
_FILLERS = re.compile(
    r"(?<=[，,、；;])(?:不断|持续|积极|大力|认真|深入|扎实|全力|进一步|切实|稳步|努力|着力|加快|力争|确保|逐步|有效)+"
)
#: a number of the task behind these words is only hoped for
_AIMS = re.compile(r"努力|力争|确保|争取")
_ENDS_WORK = re.compile(r"建成|完成|开工|投用|实现|新增|新建|竣工|印发|出台|举办|召开|成立|启动|开展")


def check_copies(document: CheckedDocument) -> Iterator[Finding]:
    first: dict[str, CheckedItem] = {}
    for item in document.items:
        plain = remove_marks(item.words)
        if len(plain) < SHORTEST_COPY:
            continue
        other = first.setdefault(plain, item)
        is_linked = item.same_as is not None and item.same_as == other.same_as
        if other is not item and not is_linked and compute_text_similarity(item.text, other.text) < SAME_SUBJECT:
            message = f"进展与{other.attachment or ''}第{other.number}项完全相同。"
            yield Finding(Code.COPIED, message, item, Field.PROGRESS, (item.words[:30],), item.words)
    for item in document.items:
        if item.previous and _is_kept(item.previous, item.words):
            code, message = Code.UNCHANGED, "进展与上期几乎相同。"
            if item.behind_before and item.is_fine:
                code, message = (
                    Code.BETTER_IN_SAME_WORDS,
                    f"上期滞后，文字几乎未变，本期{terms.judging}为“{item.judged}”。",
                )
            finding = Finding(code, message, item, Field.PROGRESS, (item.words[:30],), item.words)
            yield replace(finding, other=CheckedText(item.previous, item, Field.PREVIOUS).build_side(0, 30))


def _is_kept(previous: str, words: str) -> bool:
    return is_hardly_changed(previous, words) or (
        len(remove_marks(words)) >= SHORTEST_KEPT and is_unchanged(previous, words)
    )


def check_passages(document: CheckedDocument) -> Iterator[Finding]:
    """Finds the longest common passage of two items that ask for different things; of many, one for the document."""
    found = list(_find_passages(document))
    if len(found) <= FEW:
        yield from found
        return
    items = {id(one.item): one.item for one in found if one.item}
    numbers = "、".join(f"第{item.number}项" for item in list(items.values())[:_NAMED])
    message = f"{len(items)} 项的进展中有与其他事项相同的话，如{numbers}。"
    yield Finding(Code.PASSAGE_TWICE, message, None, Field.DOCUMENT)


def _find_passages(document: CheckedDocument) -> Iterator[Finding]:
    texts = [(item, _FORMULAS.sub(_blank, item.words)) for item in document.items if len(item.words) >= PASSAGE]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (_, text) in enumerate(texts):
        for at in range(0, len(text) - _STEP + 1, _STEP):
            places[text[at : at + _STEP]].append((number, at))
    for number, (item, text) in enumerate(texts):
        longest: dict[int, tuple[int, int, int]] = {}
        for at in range(len(text) - _STEP + 1):
            for other, there in places.get(text[at : at + _STEP], ())[:_MOST]:
                if other < number and longest.get(other, (0, 0, 0))[1] <= at:
                    start, end, begins = _extend(text, at, texts[other][1], there)
                    if end - start > longest.get(other, (0, 0, 0))[1] - longest.get(other, (0, 0, 0))[0]:
                        longest[other] = (start, end, begins)
        for other, (start, end, begins) in longest.items():
            owner = texts[other][0]
            passage = item.words[start:end]
            if (
                len(remove_marks(passage)) >= PASSAGE
                and _is_strange(item, owner)
                and not _is_asked(passage, item, owner)
            ):
                message = f"这段话与{owner.attachment or ''}第{owner.number}项的相同。"
                finding = CheckedText(item.words, item, Field.PROGRESS).build_finding_at(
                    Code.PASSAGE_TWICE, message, (start, end)
                )
                source = CheckedText(owner.words, owner, Field.PROGRESS)
                yield replace(finding, other=source.build_side(begins, begins + end - start))


_MOST = 4
"""So many items of one run are looked at: a formula of all items is no copy."""


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _extend(text: str, at: int, other: str, there: int) -> tuple[int, int, int]:
    """Returns the common run of two texts around two places: its span in the first, its start in the second."""
    start, begins = at, there
    while start and begins and text[start - 1] == other[begins - 1] != "\0":
        start, begins = start - 1, begins - 1
    end, stop = at, there
    while end < len(text) and stop < len(other) and text[end] == other[stop] != "\0":
        end, stop = end + 1, stop + 1
    return start, end, begins


def _is_strange(item: CheckedItem, other: CheckedItem) -> bool:
    """Returns whether two items ask for different things, and the one is not a copy of the other as a whole."""
    is_linked = item.same_as is not None and item.same_as == other.same_as
    is_whole = remove_marks(item.words) == remove_marks(other.words)
    return not is_linked and not is_whole and compute_text_similarity(item.text, other.text) < SAME_SUBJECT


def _is_asked(passage: str, item: CheckedItem, other: CheckedItem) -> bool:
    plain = remove_marks(passage)
    return plain in remove_marks(item.text) or plain in remove_marks(other.text)


def check_task_as_result(document: CheckedDocument) -> Iterator[Finding]:
    """Finds a sentence that repeats the task's own words and tells no result."""
    for item in document.items:
        task = remove_marks(item.text)
        for found in _LAST_SENTENCE.finditer(item.words):
            words = re.sub(r"^\s*(?:[①-⑳]|[一二三四五六七八九]是|（?\d+[）.、])\s*", "", found[0]).strip()
            plain = remove_marks(_FILLERS.sub("", words))
            if (
                len(plain) >= SHORTEST_KEPT
                and _ADVERBS.sub("", plain) in task
                and not re.search("已" if _AIMS.search(words) else r"\d|已", plain)
                and not _ENDS_WORK.match(plain)
            ):
                source = CheckedText(item.words, item, Field.PROGRESS)
                finding = source.build_finding(Code.TASK_AS_RESULT, "照抄任务的原文，没有写做了什么。", words)
                yield replace(finding, other=CheckedText(item.text, item, Field.TASK).build_side(0, len(item.text)))
