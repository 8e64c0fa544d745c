"""研判: going through a period's items, the worst first, and deciding each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks import rounds
from tasks.actions.judgements import judge, offered_outcomes
from tasks.actions.on_entry import Refused
from tasks.context import current_period
from tasks.enums import Outcome, Standing
from tasks.forms.judgements import JudgementForm
from tasks.models import Period, ProgressEntry
from tasks.permissions import Verb, can
from tasks.views.access import requires
from tasks.views.fetching import entry_for

#: the filters of the queue: label, and whether an entry belongs there
SHOWS = {
    "all": ("全部", lambda entry: True),
    "todo": ("未研判", lambda entry: entry.judgement_id is None),
    "behind": ("滞后", lambda entry: entry.judgement_id and Outcome(entry.judgement.outcome).is_behind),
    "done": ("已研判", lambda entry: entry.judgement_id is not None),
}
#: what agreeing with the machine means; it never suggests more than it knows
AGREEMENT = {
    False: {Standing.NORMAL: Outcome.ON_TRACK, Standing.LAGGING: Outcome.LAGGING},
    True: {Standing.NORMAL: Outcome.REACHED, Standing.LAGGING: Outcome.NOT_REACHED},
}


def queue_of(request: HttpRequest, period: Period) -> list[ProgressEntry]:
    """The period's entries in judging order."""
    return rounds.in_judging_order(rounds.entries_in(request.user, period))


def shown_of(request: HttpRequest, queue: list[ProgressEntry]) -> list[ProgressEntry]:
    """Those that the filter of the address lets through."""
    _, belongs = SHOWS.get(request.GET.get("show", "all"), SHOWS["all"])
    return [entry for entry in queue if belongs(entry)]


def is_unjudged(entry: ProgressEntry) -> bool:
    return entry.judgement_id is None


@require_safe
@requires(Verb.JUDGE_ENTRY)
def judging_queue(request: HttpRequest) -> HttpResponse:
    """The first item that is not judged yet; when all are, what was decided."""
    period = current_period(request)
    queue = queue_of(request, period) if period else []
    waiting = next(filter(is_unjudged, shown_of(request, queue)), None)
    if waiting and "summary" not in request.GET:
        return redirect(address(request, waiting))
    outcomes = [(one, sum(has(entry, one) for entry in queue)) for one in Outcome]
    return render(
        request,
        "judging/queue.html",
        {
            "period": period,
            "queue": queue,
            "outcomes": [(outcome, count) for outcome, count in outcomes if count],
            "behind": [entry for entry in queue if SHOWS["behind"][1](entry)],
            "unjudged": sum(map(is_unjudged, queue)),
        },
    )


def has(entry: ProgressEntry, outcome: Outcome) -> bool:
    return entry.judgement_id is not None and entry.judgement.outcome == outcome


@requires(Verb.JUDGE_ENTRY)
def judge_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One item with its queue; a POST is the decision, and the next item comes up."""
    entry = entry_for(request.user, pk)
    form = JudgementForm(request.POST or None, entry=entry)
    if request.method != "POST":
        return page(request, entry, form)
    if not form.is_valid():
        return page(request, entry, form, status=422)
    try:
        judgement = judge(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        now = entry_for(request.user, pk)
        form.data = form.data.copy()
        form.data["seen"] = now.judgement_id or ""
        form.add_error(None, str(refusal))
        return page(request, now, form, status=409)
    messages.success(request, f"“{entry.task}”研判为“{judgement}”。")
    return to_the_next(request, entry)


def page(
    request: HttpRequest, entry: ProgressEntry, form: JudgementForm, *, status: int = 200
) -> HttpResponse:
    queue = queue_of(request, entry.period)
    shown = shown_of(request, queue)
    place = shown.index(entry) if entry in shown else None
    user = request.user
    context = {
        "entry": entry,
        "form": form,
        "filed": rounds.as_filed(entry),
        "queue": shown,
        "total": len(queue),
        "judged": sum(not is_unjudged(one) for one in queue),
        "warned": sum(one.standing == Standing.LAGGING for one in queue),
        "shows": [
            (name, label, name == request.GET.get("show", "all")) for name, (label, _) in SHOWS.items()
        ],
        "before": shown[place - 1] if place else None,
        "after": shown[place + 1] if place is not None and place + 1 < len(shown) else None,
        "offered": offered_outcomes(entry.period.number),
        "agreed": AGREEMENT[entry.period.quarter.number == 4].get(entry.standing),
        "suggests": can(user, Verb.SEE_SUGGESTIONS),
        "may_judge": can(user, Verb.JUDGE_ENTRY, entry),
        "previous": rounds.previous_entry(entry),
        "readings": entry.readings.select_related("indicator"),
        "judgements": entry.judgements.select_related("judged_by").order_by("-judged_at", "-pk"),
        "history": rounds.history_of(entry),
        "kept": request.GET.urlencode(),
    }
    return render(request, "judging/entry.html", context, status=status)


def address(request: HttpRequest, entry: ProgressEntry | None) -> str:
    base = reverse("judge_entry", args=[entry.pk]) if entry else reverse("judging_queue")
    query = urlencode(request.GET.dict())
    return f"{base}?{query}" if query else base


def to_the_next(request: HttpRequest, done: ProgressEntry) -> HttpResponse:
    """The next item that nobody has judged; at the end what was decided of all."""
    queue = queue_of(request, done.period)
    following = rounds.next_after(queue, done, is_unjudged)
    if following:
        return redirect(address(request, following))
    behind = sum(map(bool, map(SHOWS["behind"][1], queue)))
    messages.success(request, f"{done.period}的 {len(queue)} 项已全部研判，其中滞后 {behind} 项。")
    return redirect("judging_queue")
