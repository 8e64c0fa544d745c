"""填报审核: reading an entry, accepting it, returning it, wording it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tasks import clock
from tasks.assessing.earlier import find_last_filed_entry
from tasks.enums import AT_THE_OFFICE, EntryState
from tasks.filing import entries
from tasks.issuing.internal_actions import mark_internal, unmark_internal
from tasks.judging import review_actions
from tasks.models import InternalItem, ProgressEntry
from tasks.pages.filing.forms.coordination import find_coordination_request
from tasks.pages.filing.forms.entries import ReadRevisionForm, ReturnReasonForm
from tasks.pages.filing.views.reading import build_filed_figures
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.frame.views.wording import compute_diff
from tasks.pages.issuing.forms import InternalForm
from tasks.pages.judging.forms.review import WordingForm
from tasks.pages.judging.views.review_list import build_review_url, get_filer_name, list_review_queue
from tasks.permissions import Permission, Refused, can
from tasks.queries import select_visible_evidence
from tasks.reminding.history import index_reminders_by_entry
from tasks.requesting import requests


@restrict_to(Permission.REVIEW_ENTRY)
def review_entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One entry as filed; a POST says in ``do`` what happens with it."""
    entry = get_entry_for_page(request.user, pk)
    if request.method == "POST":
        return REVIEW_ACTIONS.get(request.POST.get("do", ""), refuse_unknown_action)(request, entry)
    return render_review_page(request, entry)


def render_review_page(
    request: AuthenticatedRequest, entry: ProgressEntry, *, status: int = 200, **forms
) -> HttpResponse:
    """One entry as filed, beside what was filed before. ``forms``: those that were refused, as they were sent."""
    revisions, history = entries.list_filed_revisions(entry), entries.list_entry_events(entry)
    filed = entry if entry.state in AT_THE_OFFICE else next(iter(revisions), None)
    before = revisions[1] if len(revisions) > 1 and filed is entry else None
    user, previous = request.user, find_last_filed_entry(entry)
    context = {
        "entry": entry,
        "filed": filed,
        "pieces": compute_diff(before.text, filed.text) if before and filed else (),
        "before": before,
        "previous": previous,
        "readings": build_filed_figures(entry, previous) if filed is entry else (),
        "evidence": select_visible_evidence(user).filter(entry=entry).select_related("uploaded_by"),
        "history": history,
        "asked": find_coordination_request(entry, user),
        "chases": index_reminders_by_entry([entry]).get(entry.pk),
        "returned": entries.find_last_return(history),
        "overdue": entry.count_days_late(clock.today()),
        "requests": requests.select_open_requests(entry.task_id),
        "may_review": can(user, Permission.REVIEW_ENTRY, entry),
        "may_reword": can(user, Permission.REWORD_ENTRY, entry) and filed is entry,
        "reason_form": ReturnReasonForm(initial={"revision": entry.revision}),
        "wording_form": WordingForm(entry=entry),
        "internal": InternalItem.objects.filter(task=entry.task_id).select_related("marked_by").first(),
        "may_mark": can(user, Permission.ISSUE_REPORT),
        "internal_form": InternalForm(),
        "kept": request.GET.urlencode(),
        **forms,
    }
    return render(request, "judging/review_entry.html", context, status=status)


def accept_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        review_actions.accept_entry(
            entry=entry, revision=ReadRevisionForm(request.POST).get_revision(), by=request.user
        )
    except Refused as refusal:
        return redirect_with_refusal(request, entry, refusal)
    messages.success(request, f"“{entry.task}”已审核通过。")
    return redirect_to_next_review(request, entry)


def return_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """Returned with a reason that the unit sees."""
    form = ReturnReasonForm(request.POST)
    if not form.is_valid():
        return render_review_page(request, entry, status=UNFIT, reason_form=form)
    try:
        review_actions.return_entry(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        return render_review_page(
            request,
            get_entry_for_page(request.user, entry.pk),
            status=CONFLICTING,
            reason_form=form,
            refusal=refusal,
        )
    messages.success(request, f"“{entry.task}”已退回{get_filer_name(entry)}。")
    if not entry.takes_filings:
        messages.warning(
            request, f"{entry.period.label}填报已截止，在“填报期”重新开启或对该单位单独开放后，单位才能修改。"
        )
    return redirect_to_next_review(request, entry)


def reopen_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        review_actions.reopen_entry(entry=entry, by=request.user)
    except Refused as refusal:
        return redirect_with_refusal(request, entry, refusal)
    messages.success(request, "已撤销审核通过，该事项重新待审核。")
    return redirect(build_review_url(request, entry))


def reword_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """The report's wording; somebody else's newer one is shown beside it."""
    form = WordingForm(request.POST, entry=entry)
    if not form.is_valid():
        return render_review_page(request, entry, status=UNFIT, wording_form=form)
    try:
        review_actions.reword_entry(
            entry=entry, text=form.get_wording(), seen=form.cleaned_data["seen"], by=request.user
        )
    except Refused as refusal:
        now = get_entry_for_page(request.user, entry.pk)
        change_sent_data(form, seen=review_actions.compute_wording_fingerprint(now))
        return render_review_page(
            request, now, status=CONFLICTING, wording_form=form, wording_refusal=refusal
        )
    messages.success(request, "报告用语已保存；单位填报原文不变。")
    return redirect(build_review_url(request, entry))


def mark_as_internal(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    form = InternalForm(request.POST)
    if not form.is_valid():
        return render_review_page(request, entry, status=UNFIT, internal_form=form)
    try:
        mark_internal(task=entry.task, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        return redirect_with_refusal(request, entry, refusal)
    messages.success(request, "已标为内部事项，公开版不列入。")
    return redirect(build_review_url(request, entry))


def unmark_as_internal(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        unmark_internal(task=entry.task, by=request.user)
    except Refused as refusal:
        return redirect_with_refusal(request, entry, refusal)
    messages.success(request, "已取消内部事项标记，公开版将列入。")
    return redirect(build_review_url(request, entry))


def refuse_unknown_action(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """A button that the page does not have."""
    messages.error(request, "没有这项操作。")
    return redirect(build_review_url(request, entry))


#: what the buttons of the page send as ``do``
REVIEW_ACTIONS = {
    "accept": accept_reviewed_entry,
    "return": return_reviewed_entry,
    "reopen": reopen_reviewed_entry,
    "reword": reword_reviewed_entry,
    "internal": mark_as_internal,
    "not-internal": unmark_as_internal,
}


def redirect_with_refusal(
    request: AuthenticatedRequest, entry: ProgressEntry, refusal: Refused
) -> HttpResponse:
    """The same entry, with why nothing was done."""
    messages.error(request, str(refusal))
    return redirect(build_review_url(request, entry))


def redirect_to_next_review(request: AuthenticatedRequest, done: ProgressEntry) -> HttpResponse:
    """The next entry that waits; at the end of the queue how many went which way."""
    queue = list_review_queue(request, done.period)
    following = entries.find_next_waiting(queue, done, lambda entry: entry.state == EntryState.SUBMITTED)
    if following:
        return redirect(build_review_url(request, following))
    accepted, returned, unfiled = (
        sum(entry.state in entries.TABS[name][1] for entry in queue)
        for name in ("accepted", "returned", "unfiled")
    )
    messages.success(
        request,
        f"待审核的已全部处理：已通过 {accepted} 项，已退回 {returned} 项，未报送 {unfiled} 项。",
    )
    return redirect(build_review_url(request, None, tab="accepted"))
