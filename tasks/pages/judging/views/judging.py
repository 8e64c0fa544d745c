"""研判: judges the items of a period one after the other, the worst first."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks.filing.entries import find_filed_version, find_next_waiting, get_revision_number
from tasks.judging.judgement_actions import judge
from tasks.judging.queue import QueueFilter, build_visible_queue
from tasks.models import ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, speak_of
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.frame.views.periods_switch import NEXT, find_page_before
from tasks.pages.judging.forms.judgements import BatchJudgementForm, JudgementForm
from tasks.pages.judging.judging_page import JudgingPage
from tasks.pages.judging.views.judging_summary import render_judging_summary
from tasks.permissions import Permission, Refused
from tasks.terms import terms


@require_safe
@restrict_to(Permission.JUDGE_ENTRY)
def judging_queue(request: AuthenticatedRequest) -> HttpResponse:
    """Goes to the first item that is not judged yet; shows the summary when every one is."""
    period = find_current_period(request)
    queue = build_visible_queue(request.user, period) if period else []
    queue_filter = QueueFilter.from_query(request.GET)
    waiting = next((item for item in queue if queue_filter.matches(item) and not item.is_judged), None)
    if waiting and "summary" not in request.GET:
        return redirect(build_judging_url(request, waiting.entry))
    return render_judging_summary(request, BatchJudgementForm(period=period), queue=queue)


@restrict_to(Permission.JUDGE_ENTRY)
def judge_entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows one item with its queue. A POST saves the judgement and goes to the next item."""
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
    add_undoable_message(request, f"“{entry.task}”{terms.judging}为“{judgement}”。", [entry])
    before = find_page_before(request)
    return redirect(before) if before else redirect_to_next_unjudged(request, entry)


def render_judging_page(
    request: AuthenticatedRequest, entry: ProgressEntry, form: JudgementForm, *, status: int = 200
) -> HttpResponse:
    speak_of(request, entry.period)
    page = JudgingPage(request, entry, form)
    form.initial["read"] = get_revision_number(page.filed_version)
    return render(request, "judging/entry.html", {"page": page}, status=status)


def build_judging_url(request: AuthenticatedRequest, entry: ProgressEntry | None) -> str:
    """Builds the address of an entry's page, or of the queue without one, with the filter of the present address."""
    base = reverse("judge_entry", args=[entry.pk]) if entry else reverse("judging_queue")
    query = urlencode({name: value for name, value in request.GET.items() if name != NEXT})
    return f"{base}?{query}" if query else base


def redirect_to_next_unjudged(request: AuthenticatedRequest, done: ProgressEntry) -> HttpResponse:
    """Goes to the next item that is not judged; after the last one, to the summary with the number behind."""
    queue = build_visible_queue(request.user, done.period)
    entries = [item.entry for item in queue]
    following = find_next_waiting(entries, done, lambda entry: entry.judgement_id is None)
    if following:
        return redirect(build_judging_url(request, following))
    behind = sum(item.is_behind for item in queue)
    messages.success(request, f"{done.period}的 {len(queue)} 项已全部{terms.judging}，其中滞后 {behind} 项。")
    return redirect("judging_queue")
