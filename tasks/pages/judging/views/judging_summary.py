"""研判 as a list: what was decided of every item and what was not, and one decision on many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.enums import Outcome
from tasks.filing.entries import get_revision_number, map_entry_to_filed_version
from tasks.judging.batch_actions import judge_entries
from tasks.judging.queue import SHOWS, QueueFilter, QueueItem, build_filter_choices, build_visible_queue
from tasks.models import EntryRevision, Period, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.parts import list_sent_values
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.pages.judging.forms.judgements import BatchJudgementForm
from tasks.permissions import Permission, can


@dataclass(frozen=True)
class JudgingRow:
    """An item of the list with what the office may read of it.

    Attributes:
        pick: what its box sends: the entry, the revision shown and the judgement shown; "" where it may not be judged.
    """

    item: QueueItem
    filed: ProgressEntry | EntryRevision | None
    strip: YearMarks
    pick: str

    @property
    def entry(self) -> ProgressEntry:
        return self.item.entry


def build_judging_rows(user, items: Sequence[QueueItem]) -> list[JudgingRow]:
    """The items with their texts and their years, in two queries."""
    entries = [item.entry for item in items]
    strips, filed = (
        map_tasks_to_marks((entry.task for entry in entries), user),
        map_entry_to_filed_version(entries),
    )
    return [
        JudgingRow(
            item, filed.get(item.entry.pk), strips[item.entry.task_id], format_pick(user, item.entry, filed)
        )
        for item in items
    ]


def format_pick(user, entry: ProgressEntry, filed: dict) -> str:
    """What was shown of an entry, as its box says it."""
    if not can(user, Permission.JUDGE_ENTRY, entry):
        return ""
    return f"{entry.pk}:{get_revision_number(filed.get(entry.pk))}:{entry.judgement_id or 0}"


def build_queue_filter(request: AuthenticatedRequest, queue: Sequence[QueueItem]) -> QueueFilter:
    """As the address says; without it what is not judged yet, else what is behind."""
    if "show" in request.GET:
        return QueueFilter.from_query(request.GET)
    waits, is_behind = (any(SHOWS[name][1](item) for item in queue) for name in ("todo", "behind"))
    first = "todo" if waits else "behind" if is_behind else "all"
    return QueueFilter.from_query(request.GET.dict() | {"show": first})


def render_judging_summary(
    request: AuthenticatedRequest,
    form: BatchJudgementForm,
    *,
    queue: list[QueueItem] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list under its filter, with the bar that judges what is ticked. ``form``: as it was sent, when refused."""
    period = find_current_period(request)
    if queue is None:
        queue = build_visible_queue(request.user, period) if period else []
    asked = build_queue_filter(request, queue)
    outcomes = [(one, sum(is_judged_as(item.entry, one) for item in queue)) for one in Outcome]
    rows = build_judging_rows(request.user, [item for item in queue if asked.matches(item)])
    context = {
        "period": period,
        "queue": queue,
        "rows": rows,
        "asked": asked,
        "shows": [(name, label, sum(map(lets, queue))) for name, (label, lets) in SHOWS.items()],
        "choices": build_filter_choices(queue),
        "outcomes": [(outcome, count) for outcome, count in outcomes if count],
        "unjudged": sum(not item.is_judged for item in queue),
        "suggests": can(request.user, Permission.SEE_SUGGESTIONS),
        "form": form,
        "ticked": list_sent_values(form, "pick"),
        "picks": any(row.pick for row in rows),
    }
    return render(request, "judging/summary.html", context, status=status)


def is_judged_as(entry: ProgressEntry, outcome: Outcome) -> bool:
    """Whether the entry was judged ``outcome``."""
    return entry.judgement is not None and entry.judgement.outcome == outcome


@require_POST
@restrict_to(Permission.JUDGE_ENTRY)
def judge_many(request: AuthenticatedRequest) -> HttpResponse:
    """One decision on what was ticked; shown once more first where it puts items behind or replaces a conclusion."""
    period = find_current_period(request)
    form = BatchJudgementForm(request.POST, period=period)
    if "back" in request.POST:
        return render_judging_summary(request, form)
    if not form.is_valid():
        return render_judging_summary(request, form, status=UNFIT)
    picked = list_picked_entries(request, form.cleaned_data["pick"])
    if period and form.should_confirm():
        return render_confirmation(request, period, form, [entry for entry, *_ in picked])
    outcome = form.cleaned_data["outcome"]
    answers = judge_entries(
        picked=picked, outcome=outcome, reason=form.cleaned_data["reason"], by=request.user
    )
    add_batch_messages(request, answers, f"已研判为“{outcome.label}”")
    return redirect(f"{reverse('judging_queue')}?{request.GET.urlencode() or 'summary=1'}")


def render_confirmation(
    request: AuthenticatedRequest, period: Period, form: BatchJudgementForm, entries: list[ProgressEntry]
) -> HttpResponse:
    """What would be decided, item by item; nothing is done yet."""
    filed = map_entry_to_filed_version(entries)
    context = {
        "period": period,
        "form": form,
        "outcome": form.cleaned_data["outcome"],
        "reason": form.cleaned_data["reason"],
        "rows": [(entry, filed.get(entry.pk)) for entry in entries],
        "suggests": can(request.user, Permission.SEE_SUGGESTIONS),
    }
    return render(request, "judging/confirm.html", context)
