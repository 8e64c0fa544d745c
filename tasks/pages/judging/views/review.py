"""填报审核: accepts, returns, reopens and rewords one entry."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tasks.enums import EntryState
from tasks.filing import entries
from tasks.issuing.internal_actions import mark_internal, unmark_internal
from tasks.judging import review_actions
from tasks.judging.review_queue import get_filer_name, list_review_queue
from tasks.models import ProgressEntry, User
from tasks.pages.filing.forms.entries import ReadRevisionForm, ReturnReasonForm
from tasks.pages.frame.context import AuthenticatedRequest, speak_of
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.frame.views.periods_switch import build_return_url, find_page_before
from tasks.pages.issuing.forms import InternalForm
from tasks.pages.judging.forms.review import WordingForm
from tasks.pages.judging.review_page import ReviewPage
from tasks.pages.judging.views.review_list import build_review_url
from tasks.permissions import Permission, Refused


@restrict_to(Permission.REVIEW_ENTRY)
def review_entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows one entry as filed. A POST names in ``do`` what happens with it."""
    entry = get_entry_for_page(request.user, pk)
    if request.method == "POST":
        return REVIEW_ACTIONS.get(request.POST.get("do", ""), refuse_unknown_action)(request, entry)
    return render_review_page(request, ReviewPage(request, entry))


def render_review_page(request: AuthenticatedRequest, page: ReviewPage, *, status: int = 200) -> HttpResponse:
    speak_of(request, page.entry.period)
    return render(request, "judging/review_entry.html", {"page": page}, status=status)


def accept_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    revision = ReadRevisionForm(request.POST).get_revision()
    try:
        review_actions.accept_entry(entry=entry, revision=revision, by=request.user)
    except Refused as refusal:
        if not is_accepted_by(entry, revision, request.user):
            return redirect_with_refusal(request, entry, refusal)
    add_undoable_message(request, f"“{entry.task}”已审核通过。", [entry])
    return redirect_to_origin(request) or redirect_to_next_review(request, entry)


def is_accepted_by(entry: ProgressEntry, revision: int, user: User) -> bool:
    """Whether the user has accepted this revision already: ↵ pressed twice asks for what is done."""
    now = get_entry_for_page(user, entry.pk)
    return (now.state, now.revision, now.reviewed_by) == (EntryState.ACCEPTED, revision, user)


def return_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """Returns the entry with a reason that the unit sees."""
    form = ReturnReasonForm(request.POST)
    if not form.is_valid():
        return render_review_page(request, ReviewPage(request, entry, reason_form=form), status=UNFIT)
    try:
        review_actions.return_entry(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        now = get_entry_for_page(request.user, entry.pk)
        page = ReviewPage(request, now, reason_form=form, return_refusal=refusal)
        return render_review_page(request, page, status=CONFLICTING)
    add_undoable_message(request, f"“{entry.task}”已退回{get_filer_name(entry)}。", [entry])
    if not entry.takes_filings:
        messages.warning(
            request, f"{entry.period.label}填报已截止，在“填报期”重新开启或对该单位单独开放后，单位才能修改。"
        )
    return redirect_to_origin(request) or redirect_to_next_review(request, entry)


def reopen_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        review_actions.reopen_entry(entry=entry, by=request.user)
    except Refused as refusal:
        return redirect_with_refusal(request, entry, refusal)
    messages.success(request, "已撤销审核通过，该事项重新待审核。")
    return redirect_to_origin(request) or redirect(build_review_url(request, entry))


def reword_reviewed_entry(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """Saves the wording of the report; shows a colleague's newer one beside the refused one."""
    form = WordingForm(request.POST, entry=entry)
    if not form.is_valid():
        return render_review_page(request, ReviewPage(request, entry, wording_form=form), status=UNFIT)
    try:
        review_actions.reword_entry(
            entry=entry,
            text=form.get_wording(),
            seen=form.cleaned_data["seen"],
            by=request.user,
            reason=form.cleaned_data["why"],
        )
    except review_actions.NumberChanged as refusal:
        form.add_error("why", str(refusal))
        return render_review_page(request, ReviewPage(request, entry, wording_form=form), status=UNFIT)
    except Refused as refusal:
        now = get_entry_for_page(request.user, entry.pk)
        change_sent_data(form, seen=review_actions.compute_wording_fingerprint(now))
        page = ReviewPage(request, now, wording_form=form, wording_refusal=refusal)
        return render_review_page(request, page, status=CONFLICTING)
    messages.success(request, "报告用语已保存；单位填报原文不变。")
    return redirect_to_origin(request) or redirect(build_review_url(request, entry))


def mark_as_internal(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    form = InternalForm(request.POST)
    if not form.is_valid():
        return render_review_page(request, ReviewPage(request, entry, internal_form=form), status=UNFIT)
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
    """Answers a ``do`` that no button of the page sends."""
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


def redirect_with_refusal(request: AuthenticatedRequest, entry: ProgressEntry, refusal: Refused) -> HttpResponse:
    """Goes back to the entry and says why nothing was done."""
    messages.error(request, str(refusal))
    return redirect(build_review_url(request, entry))


def redirect_to_origin(request: AuthenticatedRequest) -> HttpResponse | None:
    """Redirects to the page that the form or the address names in ``next``, such as that of the item; None where it names none."""
    return redirect(build_return_url(request, same_plan=True)) if find_page_before(request) else None


def redirect_to_next_review(request: AuthenticatedRequest, done: ProgressEntry) -> HttpResponse:
    """Goes to the next entry that waits; after the last one, to the list with the number in each state."""
    unit = request.GET.get("unit", "")
    queue = [entry for entry in list_review_queue(request.user, done.period) if unit in ("", get_filer_name(entry))]
    following = entries.find_next_waiting(queue, done, lambda entry: entry.state == EntryState.SUBMITTED)
    if following:
        return redirect(build_review_url(request, following))
    accepted, returned, unfiled = (
        sum(entry.state in entries.TABS[name][1] for entry in queue) for name in ("accepted", "returned", "unfiled")
    )
    messages.success(
        request,
        f"待审核的已全部处理：已通过 {accepted} 项，已退回 {returned} 项，未报送 {unfiled} 项。",
    )
    return redirect(build_review_url(request, None, tab="accepted"))
