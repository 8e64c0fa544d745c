"""填报审核: reading an entry, accepting it, returning it, wording it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tasks import clock
from tasks.assessing.earlier import last_filed_entry
from tasks.enums import AT_THE_OFFICE, EntryState
from tasks.filing import entries
from tasks.issuing.internal_actions import mark_internal, unmark_internal
from tasks.judging import review_actions
from tasks.models import InternalItem, ProgressEntry
from tasks.pages.filing.forms.coordination import asked_of
from tasks.pages.filing.forms.entries import ReadForm, ReasonForm
from tasks.pages.filing.views.reading import filed_figures
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import entry_for
from tasks.pages.frame.views.wording import pieces_between
from tasks.pages.issuing.forms import InternalForm
from tasks.pages.judging.forms.review import WordingForm
from tasks.pages.judging.views.review_list import address, queue_of, unit_of
from tasks.permissions import Refused, Verb, can
from tasks.queries import evidence_visible_to
from tasks.reminding.history import chases_of
from tasks.requesting import requests


@requires(Verb.REVIEW_ENTRY)
def review_entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One entry as filed; a POST says in ``do`` what happens with it."""
    entry = entry_for(request.user, pk)
    if request.method == "POST":
        return DEEDS.get(request.POST.get("do", ""), unknown)(request, entry)
    return page(request, entry)


def page(request: AuthenticatedRequest, entry: ProgressEntry, *, status: int = 200, **forms) -> HttpResponse:
    """One entry as filed, beside what was filed before. ``forms``: those that were refused, as they were sent."""
    revisions, history = entries.filed_revisions(entry), entries.history_of(entry)
    filed = entry if entry.state in AT_THE_OFFICE else next(iter(revisions), None)
    before = revisions[1] if len(revisions) > 1 and filed is entry else None
    user, previous = request.user, last_filed_entry(entry)
    context = {
        "entry": entry,
        "filed": filed,
        "pieces": pieces_between(before.text, filed.text) if before and filed else (),
        "before": before,
        "previous": previous,
        "readings": filed_figures(entry, previous) if filed is entry else (),
        "evidence": evidence_visible_to(user).filter(entry=entry).select_related("uploaded_by"),
        "history": history,
        "asked": asked_of(entry, user),
        "chases": chases_of([entry]).get(entry.pk),
        "returned": entries.last_return(history),
        "overdue": entry.days_late(clock.today()),
        "requests": requests.open_of(entry.task_id),
        "may_review": can(user, Verb.REVIEW_ENTRY, entry),
        "may_reword": can(user, Verb.REWORD_ENTRY, entry) and filed is entry,
        "reason_form": ReasonForm(initial={"revision": entry.revision}),
        "wording_form": WordingForm(entry=entry),
        "internal": InternalItem.objects.filter(task=entry.task_id).select_related("marked_by").first(),
        "may_mark": can(user, Verb.ISSUE_REPORT),
        "internal_form": InternalForm(),
        "kept": request.GET.urlencode(),
        **forms,
    }
    return render(request, "judging/review_entry.html", context, status=status)


def accept(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        review_actions.accept(entry=entry, revision=ReadForm(request.POST).revision_read(), by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, f"“{entry.task}”已审核通过。")
    return to_the_next(request, entry)


def give_back(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """Returned with a reason that the unit sees."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, entry, status=UNFIT, reason_form=form)
    try:
        review_actions.return_entry(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        return page(
            request, entry_for(request.user, entry.pk), status=CONFLICTING, reason_form=form, refusal=refusal
        )
    messages.success(request, f"“{entry.task}”已退回{unit_of(entry)}。")
    if not entry.takes_filings:
        messages.warning(
            request, f"{entry.period.label}填报已截止，在“填报期”重新开启或对该单位单独开放后，单位才能修改。"
        )
    return to_the_next(request, entry)


def reopen(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        review_actions.reopen(entry=entry, by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, "已撤销审核通过，该事项重新待审核。")
    return redirect(address(request, entry))


def reword(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """The report's wording; somebody else's newer one is shown beside it."""
    form = WordingForm(request.POST, entry=entry)
    if not form.is_valid():
        return page(request, entry, status=UNFIT, wording_form=form)
    try:
        review_actions.reword(
            entry=entry, text=form.wording(), seen=form.cleaned_data["seen"], by=request.user
        )
    except Refused as refusal:
        now = entry_for(request.user, entry.pk)
        change_sent_data(form, seen=review_actions.wording_mark(now))
        return page(request, now, status=CONFLICTING, wording_form=form, wording_refusal=refusal)
    messages.success(request, "报告用语已保存；单位填报原文不变。")
    return redirect(address(request, entry))


def mark_as_internal(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    form = InternalForm(request.POST)
    if not form.is_valid():
        return page(request, entry, status=UNFIT, internal_form=form)
    try:
        mark_internal(task=entry.task, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, "已标为内部事项，公开版不列入。")
    return redirect(address(request, entry))


def unmark_as_internal(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        unmark_internal(task=entry.task, by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, "已取消内部事项标记，公开版将列入。")
    return redirect(address(request, entry))


def unknown(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """A button that the page does not have."""
    messages.error(request, "没有这项操作。")
    return redirect(address(request, entry))


#: what the buttons of the page send as ``do``
DEEDS = {
    "accept": accept,
    "return": give_back,
    "reopen": reopen,
    "reword": reword,
    "internal": mark_as_internal,
    "not-internal": unmark_as_internal,
}


def stays(request: AuthenticatedRequest, entry: ProgressEntry, refusal: Refused) -> HttpResponse:
    """The same entry, with why nothing was done."""
    messages.error(request, str(refusal))
    return redirect(address(request, entry))


def to_the_next(request: AuthenticatedRequest, done: ProgressEntry) -> HttpResponse:
    """The next entry that waits; at the end of the queue how many went which way."""
    queue = queue_of(request, done.period)
    following = entries.next_after(queue, done, lambda entry: entry.state == EntryState.SUBMITTED)
    if following:
        return redirect(address(request, following))
    accepted, returned, unfiled = (
        sum(entry.state in entries.TABS[name][1] for entry in queue)
        for name in ("accepted", "returned", "unfiled")
    )
    messages.success(
        request,
        f"待审核的已全部处理：已通过 {accepted} 项，已退回 {returned} 项，未报送 {unfiled} 项。",
    )
    return redirect(address(request, None, tab="accepted"))
