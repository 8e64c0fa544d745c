"""Reads the numbers of items in a report's narrative: stated totals, numbered paragraphs, the list of attachments.

Progress reports write: 一、10项…指标情况; 131项重点工作任务中，124项任务正常推进，7项任务滞后; 1. …（牵头单位：…）;
附件：1. …情况表.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.checking.checks.reading import compute_containment
from tasks.checking.checks.records import CheckedItem
from tasks.enums import TaskKind

_TOTAL = re.compile(r"(?<![\d.年第至\-—])(\d{1,4})([项件个])([^，,。；;：:、（(\d]{0,18})")
_NUMBERED = re.compile(r"^\s*[（(]?(\d{1,3})[.．、)）]\s*(?=\D)")
_LIST = re.compile(r"^\s*附件\s*[:：]?\s*(?:1\s*[.．、]\s*)?(.*)")
_BEHIND = re.compile(r"滞后|未完成|未达|不达|不符合|落后|未能完成|未实现|进度缓慢|推进缓慢")
_FINE = re.compile(r"正常|完成既定|已完成|达成|顺利|如期|按期|符合|超进度|超?序时|达?时序|达到|达标|兑现")
_KINDS = (
    (TaskKind.LIVELIHOOD, re.compile(r"民生实事|实事")),
    (TaskKind.TARGET, re.compile(r"指标|预期目标(?!任务\d)")),
    (TaskKind.KEY, re.compile(r"重点(?:工作)?任务|工作任务|重点工作")),
)
_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_OPEN = re.compile(r"(?:等|另有?|部分|新增|子)[^，,。；;：:、]{0,4}$")
_PART = re.compile(r"其中[^，,。；;：:、]{0,4}$")
_SAYS_STATE = re.compile(r"已|尚|未|正在|进场|完成|开工|推进")
SAME = 0.55
"""A paragraph is about an item when it repeats this share of the item's text."""


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A number of items that a paragraph states.

    Attributes:
        kind: None when the words name no kind.
        is_behind: True for lagging items, False for items on track, None for all.
        quote: as printed.
        paragraph: index of the paragraph.
        start: index of the first character in the paragraph.
        is_comparable: False when the number counts only some items of its kind or state (…等8项, 部分3项).
    """

    count: int
    kind: TaskKind | None
    is_behind: bool | None
    quote: str
    paragraph: int
    start: int
    is_comparable: bool = True


def get_body_paragraphs(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the paragraphs before the list of attachments."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.lstrip().startswith("附件") and "表" in paragraph:
            return paragraphs[:at]
    return paragraphs


def list_attachment_titles(paragraphs: tuple[str, ...]) -> list[str]:
    """Returns the titles in the list of attachments below the text."""
    rest = paragraphs[len(get_body_paragraphs(paragraphs)) :]
    titles = []
    for at, paragraph in enumerate(rest):
        found = _LIST.match(paragraph) if at == 0 else _NUMBERED.match(paragraph)
        if not found:
            break
        titles.append((found[1] if at == 0 else paragraph[found.end() :]).strip())
    return titles


def read_mentioned_kind(words: str) -> TaskKind | None:
    """Returns the kind of items that the words name, None when they name none."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def read_mentioned_state(words: str) -> bool | None:
    """Returns True for lagging, False for on track, None when the words say neither."""
    if _BEHIND.search(words):
        return True
    return False if _FINE.search(words) else None


def list_stated_totals(paragraphs: tuple[str, ...]) -> list[StatedTotal]:
    """Returns every number of items that is stated outside the numbered paragraphs."""
    found, section = [], None
    for number, paragraph in enumerate(get_body_paragraphs(paragraphs)):
        if read_paragraph_number(paragraph) is not None:
            continue
        if _HEADING.match(paragraph):
            section = read_mentioned_kind(paragraph)
        kind = section
        for hit in _TOTAL.finditer(paragraph):
            total = _build_total(hit, paragraph, number, kind)
            if hit[2] == "项" or _find_own_kind(hit, paragraph):
                found.append(total)
                kind = total.kind
    return found


def _find_own_kind(hit: re.Match[str], paragraph: str) -> TaskKind | None:
    """Returns the kind named after the number (10件民生实事) or before it (重点任务85项)."""
    return read_mentioned_kind(hit[3]) or read_mentioned_kind(_get_last_clause(paragraph[: hit.start()]))


def _build_total(hit: re.Match[str], paragraph: str, number: int, kind: TaskKind | None) -> StatedTotal:
    """Builds a total; ``kind`` is the kind last named before it."""
    words = _get_last_clause(paragraph[: hit.start()]) + hit[3]
    own, before, state = _find_own_kind(hit, paragraph), paragraph[: hit.start()], read_mentioned_state(words)
    is_some = bool(_OPEN.search(before))
    is_whole = own is not None and not _PART.search(before) and not _SAYS_STATE.search(hit[3])
    is_comparable = not is_some and (state is not None or is_whole)
    quote = paragraph[hit.start() : hit.end()].strip()
    return StatedTotal(int(hit[1]), own or kind, state, quote, number, hit.start(), is_comparable)


def _get_last_clause(text: str) -> str:
    return re.split(r"[，,。；;：:（(、]", text)[-1]


def read_paragraph_number(paragraph: str) -> int | None:
    """Returns the printed number of a numbered paragraph, None for any other paragraph."""
    found = _NUMBERED.match(paragraph)
    return int(found[1]) if found else None


def list_numbered_runs(paragraphs: tuple[str, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """Returns each run of numbered paragraphs of the body: the index of its first paragraph and the printed numbers."""
    found: list[tuple[int, tuple[int, ...]]] = []
    first, numbers = 0, list[int]()
    for at, paragraph in enumerate((*get_body_paragraphs(paragraphs), "")):
        number = read_paragraph_number(paragraph)
        if number is not None:
            first = first if numbers else at
            numbers.append(number)
        elif numbers:
            found.append((first, tuple(numbers)))
            numbers = []
    return found


def find_paragraph_item(paragraph: str, items: tuple[CheckedItem, ...]) -> CheckedItem | None:
    """Returns the item whose text a numbered paragraph begins with, None when there is none."""
    head = paragraph[: paragraph.find("。") + 1] or paragraph
    at = _find_likest(head, paragraph, tuple(item.text for item in items))
    return None if at is None else items[at]


@lru_cache(maxsize=256)
def _find_likest(head: str, paragraph: str, texts: tuple[str, ...]) -> int | None:
    """Returns the index of the wording that a paragraph repeats; several rules ask for the same paragraph."""
    scored = [(_compute_likeness(head, paragraph, text), at) for at, text in enumerate(texts)]
    best, at = max(scored, default=(0.0, -1))
    return at if best >= SAME else None


def _compute_likeness(head: str, paragraph: str, text: str) -> float:
    """Returns how much of the one is in the other, 0 to 1; a paragraph may shorten the item's text, or continue with
    its progress without a full stop."""
    return max(compute_containment(head, text), compute_containment(text, paragraph))
