"""查找: searches the items of all years: their wordings, units and leaders, and what was filed and judged.

The database selects the rows that may contain a word, in the same way on every database system;
``tasks.searching.phrases`` decides which of them do. Texts that the user may not read are not searched.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from itertools import chain
from operator import and_, or_

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from tasks.enums import EntryState
from tasks.models import Edition, Leadership, Responsibility, Task, User
from tasks.models.entry_fields import TEXTS
from tasks.models.rhythm import COLUMNS, read_rhythm
from tasks.queries import (
    IN_PRINTED_PLACE,
    LEADS,
    select_user_units,
    select_visible_entries,
    select_visible_tasks,
)
from tasks.searching.phrases import (
    Snippet,
    Span,
    TextMatch,
    build_snippet,
    find_near,
    find_words,
    iterate_steady_characters,
)
from tasks.terms import terms
from tasks.terms.later import say_later
from tasks.visible_words import build_filed_text_case

#: the fields that the unit writes; a draft is found by the lead units only
RHYTHM = tuple(f"period__plan__{column}" for column in COLUMNS)
WRITTEN = {field.name: field.label for field in TEXTS}
#: the fields that the office writes, found by everybody who sees the entry
DECIDED = {"published_text": "报告用语", "judgement__reason": say_later("{terms.judging}理由")}
WORDING, FORMER = "任务内容", "原表述"
#: a text → the text of the same period that it repeats if both contain the same words
REPEATS = {FORMER: WORDING, "报告用语": WRITTEN["text"]}
#: a query that asks for an item by its number
NUMBER = re.compile(r"第?([0-9]{1,4})项?")
#: further texts of an item are only counted
MOST_SNIPPETS = 3
#: further characters of a word would make the database query longer without excluding more rows
MOST_STEADY = 6


class Rank(IntEnum):
    """How well an item matches a query, the best first."""

    NUMBER = 0
    PHRASE = 1
    WORDS = 2
    NEAR = 3

    @property
    def label(self) -> str:
        return ("序号相符", "完全相符", "各个词都有", "文字相近")[self]


@dataclass(frozen=True)
class ItemText:
    """A text of an item; ``period`` is the number of its period, 0 for a text of the item itself."""

    kind: str
    period: int
    text: str
    period_label: str = ""

    @property
    def label(self) -> str:
        return f"{self.period_label} {self.kind}" if self.period else self.kind


@dataclass(frozen=True)
class Hit:
    """An item that was found, with the texts that contain the query, the best first."""

    task_id: int
    rank: Rank
    held: tuple[tuple[ItemText, TextMatch], ...]

    @property
    def in_wording(self) -> tuple[Span, ...]:
        """The positions to be marked in the item's wording."""
        return next((found.spans for text, found in self.held if text.kind == WORDING), ())

    @property
    def elsewhere(self) -> list[tuple[ItemText, TextMatch]]:
        return [(text, found) for text, found in self.held if text.kind != WORDING]

    @property
    def snippets(self) -> list[tuple[ItemText, Snippet]]:
        return [(text, build_snippet(text.text, found)) for text, found in self.elsewhere[:MOST_SNIPPETS]]

    @property
    def further(self) -> int:
        """The number of texts that are not shown."""
        return max(0, len(self.elsewhere) - MOST_SNIPPETS)


def search_items(user: User, words: tuple[str, ...], *, year: int | None = None, kind: str = "") -> list[Hit]:
    """Searches the items that a user may see, ordered by rank, then by year, the newest first, then as printed.

    Args:
        words: the query, as ``parse_query`` returns it.
        year, kind: only items of that year and of the kind with that code; None and "" for all.
    """
    tasks = select_visible_tasks(user)
    if year:
        tasks = tasks.filter(plan__year=year)
    if kind:
        tasks = tasks.filter(item_kind__code=kind)
    texts = defaultdict(list)
    for task, text in chain(
        iterate_wordings(tasks, words),
        iterate_responsible_names(tasks, words),
        iterate_filed_texts(user, tasks, words),
    ):
        texts[task].append(text)
    numbered = list_numbered_tasks(tasks, words)
    hits = [Hit(task, Rank.NUMBER, pick_best_texts(list_held(texts[task], words))) for task in numbered]
    others = ((task, held) for task, held in texts.items() if task not in numbered)
    hits += [hit for task, held in others if (hit := find_hit(task, held, words))]
    printed = map_tasks_to_places(tasks.filter(pk__in=[hit.task_id for hit in hits]))
    return sorted(hits, key=lambda hit: (hit.rank, printed[hit.task_id]))


def list_numbered_tasks(tasks: QuerySet[Task], words: tuple[str, ...]) -> list[int]:
    """Lists the items whose number the query is, and nothing else (97, 第97项)."""
    number = NUMBER.fullmatch(words[0]) if len(words) == 1 else None
    return (
        list(tasks.filter(number=int(number[1]), current__isnull=False).values_list("pk", flat=True)) if number else []
    )


def list_held(texts: Iterable[ItemText], words: tuple[str, ...]) -> list[tuple[ItemText, TextMatch]]:
    """Lists the texts that contain any of the words."""
    return [(text, found) for text in texts if (found := find_words(words, text.text))]


def find_hit(task: int, texts: list[ItemText], words: tuple[str, ...]) -> Hit | None:
    """Finds the query in an item; None unless its texts together contain all words, or one text has them in pieces."""
    held = list_held(texts, words)
    if frozenset().union(*(found.words for _, found in held)) == frozenset(words):
        rank = Rank.PHRASE if any(found.is_phrase for _, found in held) else Rank.WORDS
        return Hit(task, rank, pick_best_texts(held))
    held = [(text, found) for text in texts if (found := find_near(words, text.text))]
    return Hit(task, Rank.NEAR, pick_best_texts(held)) if held else None


def pick_best_texts(held: list[tuple[ItemText, TextMatch]]) -> tuple[tuple[ItemText, TextMatch], ...]:
    """Sorts the texts by how much of the query they contain, then the item's own first, then the latest period first.

    Texts that repeat another one are left out.
    """
    known = {(text.kind, text.period): found.words for text, found in held}
    fresh = [(text, found) for text, found in held if not is_repetition(text, found, known)]
    return tuple(sorted(fresh, key=lambda pair: compute_fullness(*pair)))


def is_repetition(text: ItemText, found: TextMatch, known: dict[tuple[str, int], frozenset[str]]) -> bool:
    original = known.get((REPEATS.get(text.kind, ""), text.period))
    return original is not None and original >= found.words


def compute_fullness(text: ItemText, found: TextMatch) -> tuple:
    return not found.is_phrase, -len(found.words), text.period > 0, -text.period


def build_word_filter(words: tuple[str, ...], *fields: str) -> Q:
    """Filters the rows that contain the characters of at least one word that have only one form.

    If a word has no such character, nothing is filtered. ``contains`` suffices, since Chinese has no upper case;
    ``icontains`` would make PostgreSQL convert every text.
    """
    steady = [list(iterate_steady_characters(word))[:MOST_STEADY] for word in words]
    if not all(steady):
        return Q()
    return reduce(or_, (reduce(and_, (build_contains_filter(fields, one) for one in word)) for word in steady))


def build_contains_filter(fields: tuple[str, ...], character: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__contains": character}) for field in fields))


def iterate_wordings(tasks: QuerySet[Task], words: tuple[str, ...]) -> Iterator[tuple[int, ItemText]]:
    """Yields task id and wording, including former wordings."""
    editions = Edition.objects.filter(build_word_filter(words, "name", "text"), task__in=tasks).order_by("-since")
    for pk, task, current, name, text in editions.values_list("pk", "task", "task__current", "name", "text"):
        yield task, ItemText(WORDING if pk == current else FORMER, 0, format_wording(name, text))


def format_wording(name: str, text: str) -> str:
    """Formats a wording in one line, as the pages print it."""
    return f"{name}：{text}" if name else text


def iterate_responsible_names(tasks: QuerySet[Task], words: tuple[str, ...]) -> Iterator[tuple[int, ItemText]]:
    """Yields task id and unit, as printed and by its name, or task id and leader, each once."""
    units = Responsibility.objects.filter(build_word_filter(words, "label", "unit__name"), edition__task__in=tasks)
    leaders = Leadership.objects.filter(build_word_filter(words, "official__name"), edition__task__in=tasks)
    named = units.order_by().values_list("edition__task", "role", "label", "unit__name").distinct()
    for task, role, label, name in named:
        printed = label if name in label else f"{label}（{name}）"
        yield task, ItemText(f"{role.label}单位", 0, printed)
    for task, name in leaders.order_by().values_list("edition__task", "official__name").distinct():
        yield task, ItemText(f"责任{terms.leader}", 0, name)


def iterate_filed_texts(user: User, tasks: QuerySet[Task], words: tuple[str, ...]) -> Iterator[tuple[int, ItemText]]:
    """Yields task id and each text filed for it or decided about it that the user may read."""
    holding = build_word_filter(words, *WRITTEN, *DECIDED)
    if holding:
        # a returned entry may differ from what was filed, so all returned entries are read
        holding |= Q(state=EntryState.RETURNED)
    entries = select_visible_entries(user).filter(holding, task__in=tasks).order_by()
    readable = {f"read_{name}": _build_readable_text(user, name) for name in WRITTEN}
    kinds = (*WRITTEN.values(), *DECIDED.values())
    rows = entries.annotate(**readable).values_list("task", "period__number", *RHYTHM, *readable, *DECIDED)
    for task, number, first_month, ends, labels, *texts in rows:
        label = read_rhythm(first_month, ends, labels).get_label(number)
        for kind, text in zip(kinds, texts, strict=True):
            if text:
                yield task, ItemText(kind, number, text, label)


def _build_readable_text(user: User, field: str) -> Case:
    """Builds in SQL what ``visible_words.read_words`` returns for one text field."""
    filed = build_filed_text_case(field)
    if user.unit_id is None:
        return filed
    led = Exists(LEADS.filter(edition=OuterRef("edition"), unit__in=select_user_units(user)))
    return Case(When(led, then=F(field)), default=filed)


def map_tasks_to_places(tasks: QuerySet[Task]) -> dict[int, tuple[int, int, int]]:
    """Maps each task id to its sort key: the newest year first, then as printed."""
    rows = tasks.values_list("pk", "plan__year", "item_kind__place", "number")
    return {pk: (-year, place, number) for pk, year, place, number in rows}


def list_hits_with_tasks(hits: list[Hit]) -> list[tuple[Hit, Task, str]]:
    """Lists the hits of one page, each with its task and present wording."""
    tasks = Task.objects.select_related("plan", "item_kind", "current__section").prefetch_related(
        Prefetch("current__responsibilities", IN_PRINTED_PLACE)
    )
    found = tasks.in_bulk([hit.task_id for hit in hits])
    shown = [(hit, found[hit.task_id]) for hit in hits]
    return [(hit, task, format_wording(task.edition.name, task.edition.text)) for hit, task in shown]
