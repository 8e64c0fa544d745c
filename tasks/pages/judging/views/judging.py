"""研判: going through a period's items, the worst first, and deciding each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks.assessing.earlier import find_last_filed_entry
from tasks.enums import WARNED, Outcome, Standing
from tasks.filing.entries import find_filed_version, find_next_waiting, get_revision_number, list_entry_events
from tasks.judging.judgement_actions import judge, list_offered_outcomes
from tasks.judging.queue import (
    SHOWS,
    QueueFilter,
    QueueItem,
    build_filter_choices,
    build_visible_queue,
    is_judged_otherwise,
    list_quoted_spans,
)
from tasks.models import ProgressEntry
from tasks.pages.filing.views.reading import build_filed_figures
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.judging.forms.judgements import BatchJudgementForm, JudgementForm
from tasks.pages.judging.views.judging_summary import render_judging_summary
from tasks.permissions import Permission, Refused, can

#: what agreeing with the machine means; it never suggests more than it knows
AGREED = {
    Standing.NORMAL: (Outcome.ON_TRACK, Outcome.REACHED),
    Standing.LAGGING: (Outcome.LAGGING, Outcome.NOT_REACHED),
}


def is_unjudged(item: QueueItem) -> bool:
    return not item.is_judged


@require_safe
@restrict_to(Permission.JUDGE_ENTRY)
def judging_queue(request: AuthenticatedRequest) -> HttpResponse:
    """The first item that is not judged yet; when all are, what was decided."""
    period = find_current_period(request)
    queue = build_visible_queue(request.user, period) if period else []
    shown = filter(QueueFilter.from_query(request.GET).matches, queue)
    waiting = next(filter(is_unjudged, shown), None)
    if waiting and "summary" not in request.GET:
        return redirect(build_judging_url(request, waiting.entry))
    return render_judging_summary(request, BatchJudgementForm(period=period), queue=queue)


@restrict_to(Permission.JUDGE_ENTRY)
def judge_entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One item with its queue; a POST is the decision, and the next item comes up."""
    entry = get_entry_for_page(request.user, pk)
    form = JudgementForm(request.POST or None, entry=entry)
    if request.method != "POST":
        return render_judging_page(request, entry, form)
    if not form.is_valid():
        return render_judging_page(request, entry, form, status=UNFIT)
    try:
        judgement = judge(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        now = get_entry_for_page(request.user, pk)
        read = get_revision_number(find_filed_version(now))
        change_sent_data(form, seen=now.judgement_id or "", read=read)
        form.add_error(None, str(refusal))
        return render_judging_page(request, now, form, status=CONFLICTING)
    messages.success(request, f"“{entry.task}”研判为“{judgement}”。")
    return redirect_to_next_unjudged(request, entry)


def render_judging_page(
    request: AuthenticatedRequest, entry: ProgressEntry, form: JudgementForm, *, status: int = 200
) -> HttpResponse:
    """One item: what was filed, what the machine found, what stood before, and the decision to be made."""
    user, offered = request.user, list_offered_outcomes(entry.period.number)
    filed, previous = find_filed_version(entry), find_last_filed_entry(entry)
    form.initial["read"] = get_revision_number(filed)
    context = {
        **build_queue_context(request, entry),
        "entry": entry,
        "form": form,
        "filed": filed,
        "spans": list_quoted_spans(entry),
        "differs": is_judged_otherwise(entry),
        "offered": offered,
        "agreed": next(
            (one for one in offered if entry.standing and one in AGREED.get(entry.standing, ())), None
        ),
        "suggests": can(user, Permission.SEE_SUGGESTIONS),
        "may_judge": can(user, Permission.JUDGE_ENTRY, entry),
        "previous": previous,
        "readings": build_filed_figures(entry, previous) if filed is entry else (),
        "judgements": entry.judgements.select_related("judged_by").order_by("-judged_at", "-pk"),
        "history": list_entry_events(entry),
        "kept": request.GET.urlencode(),
    }
    return render(request, "judging/entry.html", context, status=status)


def build_queue_context(request: AuthenticatedRequest, entry: ProgressEntry) -> dict:
    """The queue beside an entry as the address filters it, what all of it counts, and the neighbours."""
    queue = build_visible_queue(request.user, entry.period)
    asked = QueueFilter.from_query(request.GET)
    shown = [item for item in queue if asked.matches(item)]
    place = next((place for place, item in enumerate(shown) if item.entry == entry), None)
    return {
        "queue": shown,
        "total": len(queue),
        "judged": sum(item.is_judged for item in queue),
        "warned": sum(item.entry.standing in WARNED for item in queue),
        "changed": sum(bool(item.change) for item in queue),
        "shows": [(name, label, name == asked.show) for name, (label, _) in SHOWS.items()],
        "asked": asked,
        "choices": build_filter_choices(queue),
        "before": shown[place - 1].entry if place else None,
        "after": shown[place + 1].entry if place is not None and place + 1 < len(shown) else None,
    }


def build_judging_url(request: AuthenticatedRequest, entry: ProgressEntry | None) -> str:
    """The page of an entry, or of the queue, with the filter that the person has set."""
    base = reverse("judge_entry", args=[entry.pk]) if entry else reverse("judging_queue")
    query = urlencode(request.GET.dict())
    return f"{base}?{query}" if query else base


def redirect_to_next_unjudged(request: AuthenticatedRequest, done: ProgressEntry) -> HttpResponse:
    """The next item that nobody has judged; at the end what was decided of all."""
    queue = build_visible_queue(request.user, done.period)
    entries = [item.entry for item in queue]
    following = find_next_waiting(entries, done, lambda entry: entry.judgement_id is None)
    if following:
        return redirect(build_judging_url(request, following))
    behind = sum(item.is_behind for item in queue)
    messages.success(request, f"{done.period}的 {len(queue)} 项已全部研判，其中滞后 {behind} 项。")
    return redirect("judging_queue")
