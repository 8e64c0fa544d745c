"""查找: one query over the items of all years: how they are worded, who is responsible, what was filed and judged.

The database narrows the rows to those that can hold a word, the same way on every system; which of them do, and how
well, is decided by ``tasks.searching.phrases``. What a person may not see or not read is never looked at.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from itertools import chain
from operator import and_, or_

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tasks import periods
from tasks.enums import EntryState, TaskKind
from tasks.models import Edition, Leadership, Responsibility, Task, User
from tasks.models.entry_fields import TEXTS
from tasks.queries import (
    IN_PRINTED_PLACE,
    LEADS,
    select_user_units,
    select_visible_entries,
    select_visible_tasks,
)
from tasks.searching.phrases import (
    QueryWords,
    Snippet,
    Span,
    TextMatch,
    build_snippet,
    iterate_steady_characters,
)
from tasks.visible_words import annotate_last_filed, read_filed

#: of an entry, what the unit wrote: a draft is its own
WRITTEN = {field.name: field.label for field in TEXTS}
#: and what the office wrote, for everybody who sees the entry
DECIDED = {"published_text": "报告用语", "judgement__reason": "研判理由"}
WORDING, FORMER = "任务内容", "原表述"
#: a text that tells nothing new where the other one of its period holds the same
REPEATS = {FORMER: WORDING, "报告用语": WRITTEN["text"]}
#: more of an item's texts than these are only counted
MOST_SNIPPETS = 3
#: more characters than these make a query longer, not the rows fewer
MOST_STEADY = 6


class Rank(IntEnum):
    """How well an item answers a query, the best first."""

    PHRASE = 0
    WORDS = 1
    NEAR = 2

    @property
    def label(self) -> str:
        return ("完全相符", "各个词都有", "文字相近")[self]


@dataclass(frozen=True)
class ItemText:
    """One text of an item. ``period`` is the number of the period it was written in; 0 for the item itself."""

    kind: str
    period: int
    text: str

    @property
    def label(self) -> str:
        return f"{periods.get_period_label(self.period)} {self.kind}" if self.period else self.kind


@dataclass(frozen=True)
class Hit:
    """An item that was found, with the texts that hold what was looked for, the best first."""

    task_id: int
    rank: Rank
    held: tuple[tuple[ItemText, TextMatch], ...]

    @property
    def in_wording(self) -> tuple[Span, ...]:
        """What is to be marked in the item's wording."""
        return next((found.spans for text, found in self.held if text.kind == WORDING), ())

    @property
    def elsewhere(self) -> list[tuple[ItemText, TextMatch]]:
        return [(text, found) for text, found in self.held if text.kind != WORDING]

    @property
    def snippets(self) -> list[tuple[ItemText, Snippet]]:
        return [(text, build_snippet(text.text, found)) for text, found in self.elsewhere[:MOST_SNIPPETS]]

    @property
    def further(self) -> int:
        """How many of its texts are not shown."""
        return max(0, len(self.elsewhere) - MOST_SNIPPETS)


def search_items(user: User, query: QueryWords, *, year: int | None = None, kind: str = "") -> list[Hit]:
    """The items that a person may see and that hold the query: the best first, then the newest year, then as printed.

    Args:
        year, kind: only items of that year, of that kind; None and empty for all.
    """
    tasks = select_visible_tasks(user)
    if year:
        tasks = tasks.filter(plan__year=year)
    if kind:
        tasks = tasks.filter(kind=kind)
    texts = defaultdict(list)
    for task, text in chain(
        iterate_wordings(tasks, query),
        iterate_responsible_names(tasks, query),
        iterate_filed_texts(user, tasks, query),
    ):
        texts[task].append(text)
    hits = [hit for task, held in texts.items() if (hit := find_hit(task, held, query))]
    printed = map_tasks_to_places(tasks.filter(pk__in=[hit.task_id for hit in hits]))
    return sorted(hits, key=lambda hit: (hit.rank, printed[hit.task_id]))


def find_hit(task: int, texts: list[ItemText], query: QueryWords) -> Hit | None:
    """How well an item answers, by what its texts hold together; None when that is not the whole query."""
    held = [(text, found) for text in texts if (found := query.find_words(text.text))]
    if frozenset().union(*(found.words for _, found in held)) == frozenset(query.words):
        rank = Rank.PHRASE if any(found.is_phrase for _, found in held) else Rank.WORDS
        return Hit(task, rank, pick_best_texts(held))
    held = [(text, found) for text in texts if (found := query.find_near(text.text))]
    return Hit(task, Rank.NEAR, pick_best_texts(held)) if held else None


def pick_best_texts(held: list[tuple[ItemText, TextMatch]]) -> tuple[tuple[ItemText, TextMatch], ...]:
    """The texts that tell something, the fullest first; of equals the item itself, then the latest period."""
    known = {(text.kind, text.period): found.words for text, found in held}
    fresh = [(text, found) for text, found in held if not is_repetition(text, found, known)]
    return tuple(sorted(fresh, key=lambda pair: compute_fullness(*pair)))


def is_repetition(text: ItemText, found: TextMatch, known: dict[tuple[str, int], frozenset[str]]) -> bool:
    original = known.get((REPEATS.get(text.kind, ""), text.period))
    return original is not None and original >= found.words


def compute_fullness(text: ItemText, found: TextMatch) -> tuple:
    return not found.is_phrase, -len(found.words), text.period > 0, -text.period


def build_word_filter(query: QueryWords, *fields: str) -> Q:
    """Rows that hold every steady character of one of the words. ``contains`` takes ``%`` and ``_`` as they are; unlike
    ``icontains`` it asks PostgreSQL for no upper case of every text, and Chinese has none."""
    words = [list(iterate_steady_characters(word))[:MOST_STEADY] for word in query.words]
    if not all(words):
        return Q()
    return reduce(or_, (reduce(and_, (build_contains_filter(fields, one) for one in word)) for word in words))


def build_contains_filter(fields: tuple[str, ...], character: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__contains": character}) for field in fields))


def iterate_wordings(tasks: QuerySet[Task], query: QueryWords) -> Iterator[tuple[int, ItemText]]:
    """Task and wording, those that no longer hold too."""
    editions = Edition.objects.filter(build_word_filter(query, "name", "text"), task__in=tasks).order_by(
        "-since"
    )
    for pk, task, current, name, text in editions.values_list("pk", "task", "task__current", "name", "text"):
        yield task, ItemText(WORDING if pk == current else FORMER, 0, format_wording(name, text))


def format_wording(name: str, text: str) -> str:
    """A wording in one line, as the pages print it."""
    return f"{name}：{text}" if name else text


def iterate_responsible_names(tasks: QuerySet[Task], query: QueryWords) -> Iterator[tuple[int, ItemText]]:
    """Task and unit or leader, as the documents write them and as they are called, each once."""
    units = Responsibility.objects.filter(
        build_word_filter(query, "label", "unit__name"), edition__task__in=tasks
    )
    leaders = Leadership.objects.filter(build_word_filter(query, "official__name"), edition__task__in=tasks)
    named = units.order_by().values_list("edition__task", "role", "label", "unit__name").distinct()
    for task, role, label, name in named:
        printed = label if name in label else f"{label}（{name}）"
        yield task, ItemText(f"{role.label}单位", 0, printed)
    for task, name in leaders.order_by().values_list("edition__task", "official__name").distinct():
        yield task, ItemText("责任区领导", 0, name)


def iterate_filed_texts(
    user: User, tasks: QuerySet[Task], query: QueryWords
) -> Iterator[tuple[int, ItemText]]:
    """Task and what was filed of it and decided about it, as far as the person may read it."""
    holding = build_word_filter(query, *WRITTEN, *DECIDED)
    if holding:
        # what a returned entry holds may not be what was filed of it: all of those are read
        holding |= Q(state=EntryState.RETURNED)
    entries = (
        select_visible_entries(user).filter(holding, task__in=tasks).select_related("period", "judgement")
    )
    led = LEADS.filter(edition=OuterRef("edition"), unit__in=select_user_units(user))
    asked = "task", "state", "revision", "published_text", "period__number", "judgement__reason"
    for entry in annotate_last_filed(entries).annotate(is_led=Exists(led)).only(*asked, *WRITTEN).order_by():
        words = entry if entry.is_led else read_filed(entry)
        texts = {label: getattr(words, name) for name, label in WRITTEN.items()}
        decided = entry.published_text, entry.judgement.reason if entry.judgement else ""
        texts |= dict(zip(DECIDED.values(), decided, strict=True))
        for kind, text in texts.items():
            if text:
                yield entry.task_id, ItemText(kind, entry.period.number, text)


def map_tasks_to_places(tasks: QuerySet[Task]) -> dict[int, tuple[int, int, int]]:
    """Where each task stands in the documents, the newest year first."""
    kinds = {kind.value: place for place, kind in enumerate(TaskKind)}
    rows = tasks.values_list("pk", "plan__year", "kind", "number")
    return {pk: (-year, kinds[kind], number) for pk, year, kind, number in rows}


def list_hits_with_tasks(hits: list[Hit]) -> list[tuple[Hit, Task, str]]:
    """Each hit with its task, for one page of them, and the wording that holds."""
    tasks = Task.objects.select_related("plan", "current__section").prefetch_related(
        Prefetch("current__responsibilities", IN_PRINTED_PLACE)
    )
    found = tasks.in_bulk([hit.task_id for hit in hits])
    shown = [(hit, found[hit.task_id]) for hit in hits]
    return [(hit, task, format_wording(task.edition.name, task.edition.text)) for hit, task in shown]
