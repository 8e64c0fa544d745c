"""我的任务: what the unit has to file, what came back, what is filed, and where it only cooperates."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.filing.entries import OwnWork, group_own_entries, list_period_entries
from tasks.models import ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.strips import map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, can

#: how each pile is headed, and what its entries are opened for
WORK_LISTS = (
    ("to_confirm", "待我审核", "审核"),
    ("returned", "已退回，待修改", "修改"),
    ("to_file", "待填报", "填报"),
    ("filed", "已报送", "查看"),
    ("joint", "共同牵头，由第一牵头单位报送", "查看"),
    ("cooperating", "本单位配合的事项", "查看"),
)
#: piles that lie across those, for the numbers that count them
OVERLAPPING_LISTS = (("confirming", "待单位审核", "查看"), ("judged", "已研判", "查看"))


def group_work_for_request(request: AuthenticatedRequest, entries: list[ProgressEntry]) -> OwnWork:
    """The person's entries of a period, sorted by what is to be done."""
    return group_own_entries(request.user, entries, confirms=can(request.user, Permission.CONFIRM_ENTRY))


@require_safe
@restrict_to(Permission.EDIT_ENTRY)
def my_tasks(request: AuthenticatedRequest) -> HttpResponse:
    """The unit's entries of the period in piles: to confirm, returned, to file, filed, others'; of one ``pile`` alone
    when the address names it."""
    period = find_current_period(request)
    if period is None:
        return render(request, "filing/mine.html", {"period": None})
    entries = list_period_entries(request.user, period)
    strips = map_tasks_to_marks((entry.task for entry in entries), request.user)
    work = group_work_for_request(request, entries)
    asked = [pile for pile in (*WORK_LISTS, *OVERLAPPING_LISTS) if pile[0] == request.GET.get("pile")]
    piles = [
        (label, act, [(entry, strips[entry.task_id]) for entry in getattr(work, name)], name)
        for name, label, act in asked or WORK_LISTS
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
