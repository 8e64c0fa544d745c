"""研判 as a list: what was decided of every item and what was not, and one decision on many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.enums import Outcome
from tasks.filing.entries import all_as_filed, number_read
from tasks.judging.batch_actions import judge_entries
from tasks.judging.queue import SHOWS, QueueFilter, QueueItem, choices_in, queue_in
from tasks.models import EntryRevision, Period, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.forms.parts import sent_values
from tasks.pages.frame.strips import Strip, strips_of
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.picked import entries_picked, tell
from tasks.pages.judging.forms.judgements import ManyJudgementsForm
from tasks.permissions import Verb, can


@dataclass(frozen=True)
class Row:
    """An item of the list with what the office may read of it.

    Attributes:
        pick: what its box sends: the entry, the revision shown and the judgement shown; "" where it may not be judged.
    """

    item: QueueItem
    filed: ProgressEntry | EntryRevision | None
    strip: Strip
    pick: str

    @property
    def entry(self) -> ProgressEntry:
        return self.item.entry


def rows_of(user, items: Sequence[QueueItem]) -> list[Row]:
    """The items with their texts and their years, in two queries."""
    entries = [item.entry for item in items]
    strips, filed = strips_of((entry.task for entry in entries), user), all_as_filed(entries)
    return [
        Row(item, filed.get(item.entry.pk), strips[item.entry.task_id], pick_of(user, item.entry, filed))
        for item in items
    ]


def pick_of(user, entry: ProgressEntry, filed: dict) -> str:
    """What was shown of an entry, as its box says it."""
    if not can(user, Verb.JUDGE_ENTRY, entry):
        return ""
    return f"{entry.pk}:{number_read(filed.get(entry.pk))}:{entry.judgement_id or 0}"


def filter_of(request: AuthenticatedRequest, queue: Sequence[QueueItem]) -> QueueFilter:
    """As the address says; without it what is not judged yet, else what is behind."""
    if "show" in request.GET:
        return QueueFilter.of_query(request.GET)
    waits, is_behind = (any(SHOWS[name][1](item) for item in queue) for name in ("todo", "behind"))
    first = "todo" if waits else "behind" if is_behind else "all"
    return QueueFilter.of_query(request.GET.dict() | {"show": first})


def summary_page(
    request: AuthenticatedRequest,
    form: ManyJudgementsForm,
    *,
    queue: list[QueueItem] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list under its filter, with the bar that judges what is ticked. ``form``: as it was sent, when refused."""
    period = current_period(request)
    if queue is None:
        queue = queue_in(request.user, period) if period else []
    asked = filter_of(request, queue)
    outcomes = [(one, sum(has(item.entry, one) for item in queue)) for one in Outcome]
    rows = rows_of(request.user, [item for item in queue if asked.lets(item)])
    context = {
        "period": period,
        "queue": queue,
        "rows": rows,
        "asked": asked,
        "shows": [(name, label, sum(map(lets, queue))) for name, (label, lets) in SHOWS.items()],
        "choices": choices_in(queue),
        "outcomes": [(outcome, count) for outcome, count in outcomes if count],
        "unjudged": sum(not item.is_judged for item in queue),
        "suggests": can(request.user, Verb.SEE_SUGGESTIONS),
        "form": form,
        "ticked": sent_values(form, "pick"),
        "picks": any(row.pick for row in rows),
    }
    return render(request, "judging/summary.html", context, status=status)


def has(entry: ProgressEntry, outcome: Outcome) -> bool:
    """Whether the entry was judged ``outcome``."""
    return entry.judgement is not None and entry.judgement.outcome == outcome


@require_POST
@requires(Verb.JUDGE_ENTRY)
def judge_many(request: AuthenticatedRequest) -> HttpResponse:
    """One decision on what was ticked; shown once more first where it puts items behind or replaces a conclusion."""
    period = current_period(request)
    form = ManyJudgementsForm(request.POST, period=period)
    if "back" in request.POST:
        return summary_page(request, form)
    if not form.is_valid():
        return summary_page(request, form, status=UNFIT)
    picked = entries_picked(request, form.cleaned_data["pick"])
    if period and form.wants_confirmation():
        return confirmation(request, period, form, [entry for entry, *_ in picked])
    outcome = form.cleaned_data["outcome"]
    answers = judge_entries(
        picked=picked, outcome=outcome, reason=form.cleaned_data["reason"], by=request.user
    )
    tell(request, answers, f"已研判为“{outcome.label}”")
    return redirect(f"{reverse('judging_queue')}?{request.GET.urlencode() or 'summary=1'}")


def confirmation(
    request: AuthenticatedRequest, period: Period, form: ManyJudgementsForm, entries: list[ProgressEntry]
) -> HttpResponse:
    """What would be decided, item by item; nothing is done yet."""
    filed = all_as_filed(entries)
    context = {
        "period": period,
        "form": form,
        "outcome": form.cleaned_data["outcome"],
        "reason": form.cleaned_data["reason"],
        "rows": [(entry, filed.get(entry.pk)) for entry in entries],
        "suggests": can(request.user, Verb.SEE_SUGGESTIONS),
    }
    return render(request, "judging/confirm.html", context)
