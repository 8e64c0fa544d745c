"""填报审核: everything filed and not filed; reading an entry, accepting it, returning it, wording it."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks import clock, rounds
from tasks.actions import review as acts
from tasks.actions.internal import mark_internal, unmark_internal
from tasks.actions.on_entry import Refused
from tasks.context import current_period
from tasks.enums import EntryState
from tasks.forms.publications import InternalForm
from tasks.forms.review import ReadForm, ReasonForm, WordingForm
from tasks.models import InternalItem, Period, ProgressEntry
from tasks.permissions import Verb, can
from tasks.views.access import requires
from tasks.views.answers import CONFLICTING, UNFIT
from tasks.views.fetching import entry_for
from tasks.views.wording import pieces_between


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int
    is_here: bool


def unit_of(entry: ProgressEntry) -> str:
    """The unit that files it, by name; empty when the item names none."""
    leading = entry.edition.leading
    return leading[0].unit.name if leading else ""


def by_unit(entries: list[ProgressEntry]) -> list[ProgressEntry]:
    """Unit by unit, in printed order within each."""
    return sorted(entries, key=unit_of)


def queue_of(request: HttpRequest, period: Period) -> list[ProgressEntry]:
    """The period's entries unit by unit; of one unit only when the address names it."""
    wanted = request.GET.get("unit", "")
    entries = by_unit(rounds.entries_in(request.user, period))
    return [entry for entry in entries if wanted in ("", unit_of(entry))]


def tabs_of(entries: list[ProgressEntry], here: str) -> list[Tab]:
    """Every tab with how many of the entries stand in it."""
    return [
        Tab(name, label, sum(entry.state in states for entry in entries), name == here)
        for name, (label, states) in rounds.TABS.items()
    ]


def first_tab(entries: list[ProgressEntry]) -> str:
    """What waits for the office, when something does; else what the units still owe."""
    return "waiting" if any(entry.state == EntryState.SUBMITTED for entry in entries) else "unfiled"


@require_safe
@requires(Verb.REVIEW_ENTRY)
def review_queue(request: HttpRequest) -> HttpResponse:
    """The entries of one tab, unit by unit."""
    period = current_period(request)
    if period is None:
        return render(request, "review/queue.html", {"period": None})
    everything = by_unit(rounds.entries_in(request.user, period))
    unit = request.GET.get("unit", "")
    entries = [entry for entry in everything if unit in ("", unit_of(entry))]
    tab = request.GET.get("tab") or first_tab(entries)
    states = rounds.TABS.get(tab, rounds.TABS["unfiled"])[1]
    shown = [entry for entry in entries if entry.state in states]
    for entry in shown:
        entry.overdue = rounds.days_overdue(entry, clock.today())
    return render(
        request,
        "review/queue.html",
        {
            "period": period,
            "tab": tab,
            "tabs": tabs_of(entries, tab),
            "groups": [(name, list(group)) for name, group in groupby(shown, unit_of)],
            "shown": shown,
            "units": sorted({unit_of(entry) for entry in everything} - {""}),
            "unit": unit,
            "kept": urlencode({"unit": unit}) if unit else "",
        },
    )


@requires(Verb.REVIEW_ENTRY)
def review_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry as filed; a POST says in ``do`` what happens with it."""
    entry = entry_for(request.user, pk)
    if request.method == "POST":
        return DEEDS.get(request.POST.get("do"), unknown)(request, entry)
    return page(request, entry)


def page(request: HttpRequest, entry: ProgressEntry, *, status: int = 200, **forms) -> HttpResponse:
    """One entry as filed, beside what was filed before. ``forms``: those that were refused, as they were sent."""
    revisions, history = rounds.filed_revisions(entry), rounds.history_of(entry)
    filed = entry if entry.state in rounds.AT_THE_OFFICE else next(iter(revisions), None)
    before = revisions[1] if len(revisions) > 1 and filed is entry else None
    user, previous = request.user, rounds.previous_entry(entry)
    context = {
        "entry": entry,
        "filed": filed,
        "pieces": pieces_between(before.text, entry.text) if before else (),
        "before": before,
        "previous": previous,
        "readings": entry.readings.all(),
        "evidence": entry.evidence.select_related("uploaded_by"),
        "history": history,
        "returned": rounds.last_return(history),
        "overdue": rounds.days_overdue(entry, clock.today()),
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
    return render(request, "review/entry.html", context, status=status)


def accept(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        acts.accept(entry=entry, revision=ReadForm(request.POST).revision_read(), by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, f"“{entry.task}”已审核通过。")
    return to_the_next(request, entry)


def give_back(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    """Returned with a reason that the unit sees."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, entry, status=UNFIT, reason_form=form)
    try:
        acts.return_entry(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        return page(
            request, entry_for(request.user, entry.pk), status=CONFLICTING, reason_form=form, refusal=refusal
        )
    messages.success(request, f"“{entry.task}”已退回{unit_of(entry)}。")
    if not entry.period.is_open:
        messages.warning(request, f"{entry.period.label}填报已截止，重新开启后单位才能修改。")
    return to_the_next(request, entry)


def reopen(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        acts.reopen(entry=entry, by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, "已撤销审核通过，该事项重新待审核。")
    return redirect(address(request, entry))


def reword(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    """The report's wording; somebody else's newer one is shown beside it."""
    form = WordingForm(request.POST, entry=entry)
    if not form.is_valid():
        return page(request, entry, status=UNFIT, wording_form=form)
    try:
        acts.reword(entry=entry, text=form.wording(), seen=form.cleaned_data["seen"], by=request.user)
    except Refused as refusal:
        now = entry_for(request.user, entry.pk)
        form.data = form.data.copy()
        form.data["seen"] = acts.wording_mark(now)
        return page(request, now, status=CONFLICTING, wording_form=form, wording_refusal=refusal)
    messages.success(request, "报告用语已保存；单位填报原文不变。")
    return redirect(address(request, entry))


def mark_as_internal(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    form = InternalForm(request.POST)
    if not form.is_valid():
        return page(request, entry, status=UNFIT, internal_form=form)
    try:
        mark_internal(task=entry.task, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, "已标为内部事项，公开版不列入。")
    return redirect(address(request, entry))


def unmark_as_internal(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    try:
        unmark_internal(task=entry.task, by=request.user)
    except Refused as refusal:
        return stays(request, entry, refusal)
    messages.success(request, "已取消内部事项标记，公开版将列入。")
    return redirect(address(request, entry))


def unknown(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
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


def stays(request: HttpRequest, entry: ProgressEntry, refusal: Refused) -> HttpResponse:
    """The same entry, with why nothing was done."""
    messages.error(request, str(refusal))
    return redirect(address(request, entry))


def address(request: HttpRequest, entry: ProgressEntry | None, **more) -> str:
    """The page of an entry, or of the queue, with the filter that the person has set."""
    base = reverse("review_entry", args=[entry.pk]) if entry else reverse("review_queue")
    query = urlencode({**request.GET.dict(), **more})
    return f"{base}?{query}" if query else base


def to_the_next(request: HttpRequest, done: ProgressEntry) -> HttpResponse:
    """The next entry that waits; at the end of the queue how many went which way."""
    queue = queue_of(request, done.period)
    following = rounds.next_after(queue, done, lambda entry: entry.state == EntryState.SUBMITTED)
    if following:
        return redirect(address(request, following))
    accepted, returned, unfiled = (
        sum(entry.state in rounds.TABS[name][1] for entry in queue)
        for name in ("accepted", "returned", "unfiled")
    )
    messages.success(
        request,
        f"待审核的已全部处理：已通过 {accepted} 项，已退回 {returned} 项，未报送 {unfiled} 项。",
    )
    return redirect(address(request, None, tab="accepted"))
