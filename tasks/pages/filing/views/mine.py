"""我的任务: what the unit has to file, what came back, what is filed, and where it only cooperates."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.filing.entries import OwnWork, entries_in, own_work
from tasks.models import ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.strips import strips_of
from tasks.pages.frame.views.access import requires
from tasks.permissions import Verb, can

#: how each pile is headed, and what its entries are opened for
PILES = (
    ("to_confirm", "待我审核", "审核"),
    ("returned", "已退回，待修改", "修改"),
    ("to_file", "待填报", "填报"),
    ("filed", "已报送", "查看"),
    ("joint", "共同牵头，由第一牵头单位报送", "查看"),
    ("cooperating", "本单位配合的事项", "查看"),
)
#: piles that lie across those, for the numbers that count them
ACROSS = (("confirming", "待单位审核", "查看"), ("judged", "已研判", "查看"))


def own_work_of(request: AuthenticatedRequest, entries: list[ProgressEntry]) -> OwnWork:
    """The person's entries of a period, sorted by what is to be done."""
    return own_work(request.user, entries, confirms=can(request.user, Verb.CONFIRM_ENTRY))


@require_safe
@requires(Verb.EDIT_ENTRY)
def my_tasks(request: AuthenticatedRequest) -> HttpResponse:
    """The unit's entries of the period in piles: to confirm, returned, to file, filed, others'; of one ``pile`` alone
    when the address names it."""
    period = current_period(request)
    if period is None:
        return render(request, "filing/mine.html", {"period": None})
    entries = entries_in(request.user, period)
    strips = strips_of((entry.task for entry in entries), request.user)
    work = own_work_of(request, entries)
    asked = [pile for pile in (*PILES, *ACROSS) if pile[0] == request.GET.get("pile")]
    piles = [
        (label, act, [(entry, strips[entry.task_id]) for entry in getattr(work, name)], name)
        for name, label, act in asked or PILES
    ]
    return render(
        request,
        "filing/mine.html",
        {
            "period": period,
            "work": work,
            "piles": [pile for pile in piles if pile[2]],
            "asked": asked[0] if asked else None,
            "is_anything": work.own + len(work.joint) + len(work.cooperating) > 0,
            # after the period's end: what may be filed all the same
            "granted": sum(entry.takes_filings for entry in [*work.to_confirm, *work.pending]),
            "is_pressing": clock.today() >= period.due_on,
        },
    )
