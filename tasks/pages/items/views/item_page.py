"""事项详情: one item through its year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.assessing.facts import reported_values
from tasks.enums import EventKind, IndicatorKind, IndicatorState
from tasks.filing.coordination import REPLIES
from tasks.judging import objections
from tasks.models import (
    Edition,
    EntryRevision,
    Event,
    Evidence,
    Indicator,
    Leadership,
    Objection,
    ProgressEntry,
    Reading,
    Responsibility,
    Task,
)
from tasks.models.entry_fields import KEPT, printed_of
from tasks.pages.filing.forms.coordination import AnswerForm, Asked, asked_of
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.event_words import ChangedValue, changed_values
from tasks.pages.frame.strips import strips_of
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.wording import Piece, pieces_between, rewordings, tokens
from tasks.permissions import Verb, can, leads, may_read_text
from tasks.queries import entries_visible_to, evidence_visible_to, tasks_visible_to
from tasks.reminding.history import Chases, chases_of
from tasks.requesting import requests
from tasks.words import Words, choose_revisions, read_figures, read_words, with_filed

#: key of an entry, and a form of it that is shown as it was sent
Answered = tuple[int | None, AnswerForm | None]
#: a saved state of an entry, with label and way from the state before of each field
Version = tuple[EntryRevision, list[tuple[str, tuple[Piece, ...]]]]
#: what of an item's history everybody who sees it may read; the machine's suggestions are the office's own
OPEN_KINDS = [
    kind for kind in EventKind if kind.value.startswith(("entry_", "evidence_", "task_", "document_"))
]


@dataclass
class Filing:
    """One period's entry with everything filed and decided of it."""

    entry: ProgressEntry
    words: Words
    readings: list[Reading] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    is_led: bool = False
    may_read: bool = True
    objection: Objection | None = None
    may_object: bool = False
    asked: Asked | None = None
    may_request: bool = False
    chases: Chases | None = None


def editions_of(pk: int, user) -> list[Edition]:
    """Every wording of a task, from the plan's on, with its section, leaders and units; the task comes with them.

    Raises:
        Http404: there is no such task, or the person does not see it.
    """
    editions = Edition.objects.filter(task__in=tasks_visible_to(user).filter(pk=pk)).order_by("since")
    found = list(
        editions.select_related("task__plan", "section").prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("unit")),
            Prefetch("leaderships", Leadership.objects.select_related("official")),
        )
    )
    if not found:
        raise Http404
    return found


def entries_of(task: Task, user, editions: Iterable[Edition]) -> list[ProgressEntry]:
    """The task's entries, the latest first, each with the edition that holds for it."""
    by_key = {edition.pk: edition for edition in editions}
    entries = entries_visible_to(user).filter(task=task).order_by("-period__number")
    read = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = with_filed(entries).select_related("period__plan", "judgement", "submitted_by__unit")
    found = list(whole.prefetch_related(read, REPLIES))
    for entry in found:
        entry.edition = by_key[entry.edition_id]
    return found


def grouped(rows: QuerySet) -> dict[int, list]:
    """Rows of the entries, by the key of their entry."""
    found = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def versions(revisions: Iterable[EntryRevision]) -> list[Version]:
    """Each revision with what it changed, the latest first: the progress text, and every other field that changed.

    Args:
        revisions: of one entry, in the order in which they were saved.
    """
    before, found = dict.fromkeys((field.name for field in KEPT), ""), []
    for revision in revisions:
        now = printed_of(revision, KEPT)
        told = [field for field in KEPT if field.name == "text" or now[field.name] != before[field.name]]
        changes = [
            (one.label, pieces_between(tokens(before[one.name]), tokens(now[one.name]))) for one in told
        ]
        found.append((revision, changes))
        before = now
    return found[::-1]


def filings_of(entries: list[ProgressEntry], user, answered: Answered = (None, None)) -> list[Filing]:
    """Everything of the entries in a fixed number of queries."""
    evidence = grouped(evidence_visible_to(user).filter(entry__in=entries).select_related("uploaded_by"))
    revisions = grouped(EntryRevision.objects.filter(entry__in=entries).select_related("saved_by__unit"))
    events = defaultdict(list)
    for event in Event.objects.about(*entries).filter(kind__in=OPEN_KINDS):
        events[event.subject_id].append(event)
    cases, chases = objections.cases_of(entries), chases_of(entries)
    return [
        Filing(
            entry,
            read_words(user, entry),
            read_figures(user, entry),
            evidence[entry.pk],
            versions(choose_revisions(user, entry, revisions[entry.pk])),
            events[entry.pk],
            can(user, Verb.EDIT_ENTRY) and leads(user, entry),
            may_read_text(user, entry),
            objections.latest_for(user, cases[entry.pk]),
            not objections.why_not(user, entry, cases[entry.pk], clock.today()),
            asked_of(entry, user, answered[1] if entry.pk == answered[0] else None),
            not requests.why_not(user, entry),
            chases.get(entry.pk) if leads(user, entry) or not can(user, Verb.EDIT_ENTRY) else None,
        )
        for entry in entries
    ]


def indicators_of(task: Task, user) -> list[Indicator]:
    """What the office has confirmed; the office itself also sees what is proposed."""
    known = task.indicators.exclude(state=IndicatorState.REJECTED)
    if not can(user, Verb.SEE_SUGGESTIONS):
        known = known.filter(state=IndicatorState.CONFIRMED)
    return list(known)


def courses_of(indicators: list[Indicator], entries: list[ProgressEntry], user) -> list[tuple]:
    """The way of each indicator through the year; the office also sees what the machine reads in the texts."""
    if not indicators:
        return []
    drawn = [one for one in indicators if one.kind not in (IndicatorKind.EVENT, IndicatorKind.RELATIVE)]
    return reported_values(drawn, entries, read=can(user, Verb.SEE_SUGGESTIONS))


def history_of(task: Task) -> list[tuple[Event, list[ChangedValue]]]:
    """What was asked for and changed of the item itself, the latest first, with the values before and after."""
    events = Event.objects.about(task).filter(kind__in=OPEN_KINDS)
    return [(event, list(changed_values(event))) for event in events]


@require_safe
@requires(Verb.SEE_TASKS)
def task_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The item as printed, how its wording changed, what was filed and judged in each period, and its history."""
    return page(request, pk)


def page(
    request: AuthenticatedRequest, pk: int, *, answered: Answered = (None, None), status: int = 200
) -> HttpResponse:
    """
    Args:
        answered: key of an entry, and the answer to its request for coordination that was refused.
    """
    editions = editions_of(pk, request.user)
    task = editions[0].task
    current = next(edition for edition in editions if edition.pk == task.current_id)
    entries = entries_of(task, request.user, editions)
    indicators = indicators_of(task, request.user)
    return render(
        request,
        "items/page.html",
        {
            "task": task,
            "edition": current,
            "strip": strips_of([task], request.user)[task.pk],
            "rewordings": rewordings(editions),
            "indicators": indicators,
            "courses": courses_of(indicators, entries, request.user),
            "filings": filings_of(entries, request.user, answered),
            "requests": requests.open_of(task.pk),
            "history": history_of(task),
            "is_office": can(request.user, Verb.REVIEW_ENTRY),
        },
        status=status,
    )
