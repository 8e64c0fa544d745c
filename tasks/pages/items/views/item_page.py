"""事项详情: one item through its year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.assessing.facts import list_reported_values
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
from tasks.models.entry_fields import KEPT, format_entry_fields
from tasks.pages.filing.forms.coordination import (
    CoordinationAnswerForm,
    CoordinationRequest,
    find_coordination_request,
)
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.event_words import ChangedValue, iterate_changed_values
from tasks.pages.frame.strips import map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.wording import DiffPiece, compute_diff, list_rewordings, split_tokens
from tasks.permissions import Permission, can, is_in_lead_unit, may_read_text
from tasks.queries import select_visible_entries, select_visible_evidence, select_visible_tasks
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.requesting import requests
from tasks.visible_words import Words, annotate_last_filed, choose_revisions, read_figures, read_words

#: key of an entry, and a form of it that is shown as it was sent
RefusedAnswer = tuple[int | None, CoordinationAnswerForm | None]
#: a saved state of an entry, with label and way from the state before of each field
Version = tuple[EntryRevision, list[tuple[str, tuple[DiffPiece, ...]]]]
#: what of an item's history everybody who sees it may read; the machine's suggestions are the office's own
OPEN_KINDS = [
    kind for kind in EventKind if kind.value.startswith(("entry_", "evidence_", "task_", "document_"))
]


@dataclass
class EntryDetail:
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
    asked: CoordinationRequest | None = None
    may_request: bool = False
    chases: ReminderHistory | None = None


def list_task_editions(pk: int, user) -> list[Edition]:
    """Every wording of a task, from the plan's on, with its section, leaders and units; the task comes with them.

    Raises:
        Http404: there is no such task, or the person does not see it.
    """
    editions = Edition.objects.filter(task__in=select_visible_tasks(user).filter(pk=pk)).order_by("since")
    found = list(
        editions.select_related("task__plan", "section").prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("unit")),
            Prefetch("leaderships", Leadership.objects.select_related("official")),
        )
    )
    if not found:
        raise Http404
    return found


def list_task_entries(task: Task, user, editions: Iterable[Edition]) -> list[ProgressEntry]:
    """The task's entries, the latest first, each with the edition that holds for it."""
    by_key = {edition.pk: edition for edition in editions}
    entries = select_visible_entries(user).filter(task=task).order_by("-period__number")
    read = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = annotate_last_filed(entries).select_related("period__plan", "judgement", "submitted_by__unit")
    found = list(whole.prefetch_related(read, REPLIES))
    for entry in found:
        entry.edition = by_key[entry.edition_id]
    return found


def group_rows_by_entry(rows: QuerySet) -> dict[int, list]:
    """Rows of the entries, by the key of their entry."""
    found = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def list_versions(revisions: Iterable[EntryRevision]) -> list[Version]:
    """Each revision with what it changed, the latest first: the progress text, and every other field that changed.

    Args:
        revisions: of one entry, in the order in which they were saved.
    """
    before, found = dict.fromkeys((field.name for field in KEPT), ""), []
    for revision in revisions:
        now = format_entry_fields(revision, KEPT)
        told = [field for field in KEPT if field.name == "text" or now[field.name] != before[field.name]]
        changes = [
            (one.label, compute_diff(split_tokens(before[one.name]), split_tokens(now[one.name])))
            for one in told
        ]
        found.append((revision, changes))
        before = now
    return found[::-1]


def build_entry_details(
    entries: list[ProgressEntry], user, answered: RefusedAnswer = (None, None)
) -> list[EntryDetail]:
    """Everything of the entries in a fixed number of queries."""
    evidence = group_rows_by_entry(
        select_visible_evidence(user).filter(entry__in=entries).select_related("uploaded_by")
    )
    revisions = group_rows_by_entry(
        EntryRevision.objects.filter(entry__in=entries).select_related("saved_by__unit")
    )
    events = defaultdict(list)
    for event in Event.objects.about(*entries).filter(kind__in=OPEN_KINDS):
        events[event.subject_id].append(event)
    cases, chases = objections.map_entry_to_case(entries), index_reminders_by_entry(entries)
    return [
        EntryDetail(
            entry,
            read_words(user, entry),
            read_figures(user, entry),
            evidence[entry.pk],
            list_versions(choose_revisions(user, entry, revisions[entry.pk])),
            events[entry.pk],
            can(user, Permission.EDIT_ENTRY) and is_in_lead_unit(user, entry),
            may_read_text(user, entry),
            objections.find_latest_objection(user, cases[entry.pk]),
            not objections.describe_objection_refusal(user, entry, cases[entry.pk], clock.today()),
            find_coordination_request(entry, user, answered[1] if entry.pk == answered[0] else None),
            not requests.describe_request_refusal(user, entry),
            chases.get(entry.pk)
            if is_in_lead_unit(user, entry) or not can(user, Permission.EDIT_ENTRY)
            else None,
        )
        for entry in entries
    ]


def list_visible_indicators(task: Task, user) -> list[Indicator]:
    """What the office has confirmed; the office itself also sees what is proposed."""
    known = task.indicators.exclude(state=IndicatorState.REJECTED)
    if not can(user, Permission.SEE_SUGGESTIONS):
        known = known.filter(state=IndicatorState.CONFIRMED)
    return list(known)


def list_indicator_courses(indicators: list[Indicator], entries: list[ProgressEntry], user) -> list[tuple]:
    """The way of each indicator through the year; the office also sees what the machine reads in the texts."""
    if not indicators:
        return []
    drawn = [one for one in indicators if one.kind not in (IndicatorKind.EVENT, IndicatorKind.RELATIVE)]
    return list_reported_values(drawn, entries, read=can(user, Permission.SEE_SUGGESTIONS))


def list_task_history(task: Task) -> list[tuple[Event, list[ChangedValue]]]:
    """What was asked for and changed of the item itself, the latest first, with the values before and after."""
    events = Event.objects.about(task).filter(kind__in=OPEN_KINDS)
    return [(event, list(iterate_changed_values(event))) for event in events]


@require_safe
@restrict_to(Permission.SEE_TASKS)
def task_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The item as printed, how its wording changed, what was filed and judged in each period, and its history."""
    return render_task_page(request, pk)


def render_task_page(
    request: AuthenticatedRequest, pk: int, *, answered: RefusedAnswer = (None, None), status: int = 200
) -> HttpResponse:
    """
    Args:
        answered: key of an entry, and the answer to its request for coordination that was refused.
    """
    editions = list_task_editions(pk, request.user)
    task = editions[0].task
    current = next(edition for edition in editions if edition.pk == task.current_id)
    entries = list_task_entries(task, request.user, editions)
    indicators = list_visible_indicators(task, request.user)
    return render(
        request,
        "items/page.html",
        {
            "task": task,
            "edition": current,
            "strip": map_tasks_to_marks([task], request.user)[task.pk],
            "rewordings": list_rewordings(editions),
            "indicators": indicators,
            "courses": list_indicator_courses(indicators, entries, request.user),
            "filings": build_entry_details(entries, request.user, answered),
            "requests": requests.select_open_requests(task.pk),
            "history": list_task_history(task),
            "is_office": can(request.user, Permission.REVIEW_ENTRY),
        },
        status=status,
    )
