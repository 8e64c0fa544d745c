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
from tasks.queries import IN_PRINTED_PLACE, LEADS, entries_visible_to, tasks_visible_to, units_of
from tasks.searching.phrases import Found, Snippet, Sought, Span, snippet, steady
from tasks.words import read_filed, with_filed

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
class Text:
    """One text of an item. ``period`` is the number of the period it was written in; 0 for the item itself."""

    kind: str
    period: int
    text: str

    @property
    def label(self) -> str:
        return f"{periods.label_of(self.period)} {self.kind}" if self.period else self.kind


@dataclass(frozen=True)
class Hit:
    """An item that was found, with the texts that hold what was looked for, the best first."""

    task_id: int
    rank: Rank
    held: tuple[tuple[Text, Found], ...]

    @property
    def in_wording(self) -> tuple[Span, ...]:
        """What is to be marked in the item's wording."""
        return next((found.spans for text, found in self.held if text.kind == WORDING), ())

    @property
    def elsewhere(self) -> list[tuple[Text, Found]]:
        return [(text, found) for text, found in self.held if text.kind != WORDING]

    @property
    def snippets(self) -> list[tuple[Text, Snippet]]:
        return [(text, snippet(text.text, found)) for text, found in self.elsewhere[:MOST_SNIPPETS]]

    @property
    def further(self) -> int:
        """How many of its texts are not shown."""
        return max(0, len(self.elsewhere) - MOST_SNIPPETS)


def search(user: User, query: Sought, *, year: int | None = None, kind: str = "") -> list[Hit]:
    """The items that a person may see and that hold the query: the best first, then the newest year, then as printed.

    Args:
        year, kind: only items of that year, of that kind; None and empty for all.
    """
    tasks = tasks_visible_to(user)
    if year:
        tasks = tasks.filter(plan__year=year)
    if kind:
        tasks = tasks.filter(kind=kind)
    texts = defaultdict(list)
    for task, text in chain(wordings(tasks, query), names(tasks, query), filings(user, tasks, query)):
        texts[task].append(text)
    hits = [hit for task, held in texts.items() if (hit := hit_of(task, held, query))]
    printed = printed_places(tasks.filter(pk__in=[hit.task_id for hit in hits]))
    return sorted(hits, key=lambda hit: (hit.rank, printed[hit.task_id]))


def hit_of(task: int, texts: list[Text], query: Sought) -> Hit | None:
    """How well an item answers, by what its texts hold together; None when that is not the whole query."""
    held = [(text, found) for text in texts if (found := query.within(text.text))]
    if frozenset().union(*(found.words for _, found in held)) == frozenset(query.words):
        rank = Rank.PHRASE if any(found.is_phrase for _, found in held) else Rank.WORDS
        return Hit(task, rank, best(held))
    held = [(text, found) for text in texts if (found := query.near_within(text.text))]
    return Hit(task, Rank.NEAR, best(held)) if held else None


def best(held: list[tuple[Text, Found]]) -> tuple[tuple[Text, Found], ...]:
    """The texts that tell something, the fullest first; of equals the item itself, then the latest period."""
    known = {(text.kind, text.period): found.words for text, found in held}
    fresh = [(text, found) for text, found in held if not repeats(text, found, known)]
    return tuple(sorted(fresh, key=lambda pair: fullness(*pair)))


def repeats(text: Text, found: Found, known: dict[tuple[str, int], frozenset[str]]) -> bool:
    original = known.get((REPEATS.get(text.kind, ""), text.period))
    return original is not None and original >= found.words


def fullness(text: Text, found: Found) -> tuple:
    return not found.is_phrase, -len(found.words), text.period > 0, -text.period


def can_hold(query: Sought, *fields: str) -> Q:
    """Rows that hold every steady character of one of the words. ``contains`` takes ``%`` and ``_`` as they are; unlike
    ``icontains`` it asks PostgreSQL for no upper case of every text, and Chinese has none."""
    words = [list(steady(word))[:MOST_STEADY] for word in query.words]
    if not all(words):
        return Q()
    return reduce(or_, (reduce(and_, (anywhere(fields, one) for one in word)) for word in words))


def anywhere(fields: tuple[str, ...], character: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__contains": character}) for field in fields))


def wordings(tasks: QuerySet[Task], query: Sought) -> Iterator[tuple[int, Text]]:
    """Task and wording, those that no longer hold too."""
    editions = Edition.objects.filter(can_hold(query, "name", "text"), task__in=tasks).order_by("-since")
    for pk, task, current, name, text in editions.values_list("pk", "task", "task__current", "name", "text"):
        yield task, Text(WORDING if pk == current else FORMER, 0, headed(name, text))


def headed(name: str, text: str) -> str:
    """A wording in one line, as the pages print it."""
    return f"{name}：{text}" if name else text


def names(tasks: QuerySet[Task], query: Sought) -> Iterator[tuple[int, Text]]:
    """Task and unit or leader, as the documents write them and as they are called, each once."""
    units = Responsibility.objects.filter(can_hold(query, "label", "unit__name"), edition__task__in=tasks)
    leaders = Leadership.objects.filter(can_hold(query, "official__name"), edition__task__in=tasks)
    named = units.order_by().values_list("edition__task", "role", "label", "unit__name").distinct()
    for task, role, label, name in named:
        printed = label if name in label else f"{label}（{name}）"
        yield task, Text(f"{role.label}单位", 0, printed)
    for task, name in leaders.order_by().values_list("edition__task", "official__name").distinct():
        yield task, Text("责任区领导", 0, name)


def filings(user: User, tasks: QuerySet[Task], query: Sought) -> Iterator[tuple[int, Text]]:
    """Task and what was filed of it and decided about it, as far as the person may read it."""
    holding = can_hold(query, *WRITTEN, *DECIDED)
    if holding:
        # what a returned entry holds may not be what was filed of it: all of those are read
        holding |= Q(state=EntryState.RETURNED)
    entries = entries_visible_to(user).filter(holding, task__in=tasks).select_related("period", "judgement")
    led = LEADS.filter(edition=OuterRef("edition"), unit__in=units_of(user))
    asked = "task", "state", "revision", "published_text", "period__number", "judgement__reason"
    for entry in with_filed(entries).annotate(is_led=Exists(led)).only(*asked, *WRITTEN).order_by():
        words = entry if entry.is_led else read_filed(entry)
        texts = {label: getattr(words, name) for name, label in WRITTEN.items()}
        decided = entry.published_text, entry.judgement.reason if entry.judgement else ""
        texts |= dict(zip(DECIDED.values(), decided, strict=True))
        for kind, text in texts.items():
            if text:
                yield entry.task_id, Text(kind, entry.period.number, text)


def printed_places(tasks: QuerySet[Task]) -> dict[int, tuple[int, int, int]]:
    """Where each task stands in the documents, the newest year first."""
    kinds = {kind.value: place for place, kind in enumerate(TaskKind)}
    rows = tasks.values_list("pk", "plan__year", "kind", "number")
    return {pk: (-year, kinds[kind], number) for pk, year, kind, number in rows}


def with_headings(hits: list[Hit]) -> list[tuple[Hit, Task, str]]:
    """Each hit with its task, for one page of them, and the wording that holds."""
    tasks = Task.objects.select_related("plan", "current__section").prefetch_related(
        Prefetch("current__responsibilities", IN_PRINTED_PLACE)
    )
    found = tasks.in_bulk([hit.task_id for hit in hits])
    shown = [(hit, found[hit.task_id]) for hit in hits]
    return [(hit, task, headed(task.edition.name, task.edition.text)) for hit, task in shown]
