"""催办记录: the reminders of a period, who has read them, and how often each unit was asked."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.reminding import history

PER_PAGE = 50


@require_safe
@restrict_to(Permission.SEND_REMINDERS)
def reminder_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the reminders of the period; of one unit when ``unit`` in the address is its id."""
    period = find_current_period(request)
    if period is None:
        return render(request, "reminding/sent.html", {"period": None})
    notices, burden = (
        history.select_period_notices(request.user, period),
        list(history.count_reminders_by_unit(period)),
    )
    unit = next((row for row in burden if str(row["unit"]) == request.GET.get("unit")), None)
    if unit:
        notices = notices.filter(reminders__unit=unit["unit"]).distinct()
    return render(
        request,
        "reminding/sent.html",
        {
            "period": period,
            "burden": burden,
            "unit": unit,
            "page": Paginator(notices, PER_PAGE).get_page(request.GET.get("page")),
        },
    )
