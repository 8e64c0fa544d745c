"""催办记录: who was asked what and when, how often each unit was, and what did not arrive."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tasks import chased
from tasks.actions.deliveries import retry
from tasks.actions.on_entry import Refused
from tasks.context import current_period
from tasks.permissions import Verb
from tasks.views.access import requires

PER_PAGE = 50


@require_safe
@requires(Verb.SEND_REMINDERS)
def reminder_list(request: HttpRequest) -> HttpResponse:
    """The period's record; of one unit when the address names it by its key."""
    period = current_period(request)
    if period is None:
        return render(request, "reminding/sent.html", {"period": None})
    notices, burden = chased.notices_of(request.user, period), list(chased.burden_of_units(period))
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
            "undelivered": chased.undelivered(request.user)[:PER_PAGE],
        },
    )


@require_POST
@requires(Verb.SEND_REMINDERS)
def delivery_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A message that has failed is tried again."""
    delivery = get_object_or_404(chased.deliveries_of(request.user), pk=pk)
    try:
        retry(delivery=delivery, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已列入待发送，将在下一次发送时重试。")
    return redirect("reminder_list")
