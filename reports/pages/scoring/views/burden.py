"""减负: the office looks at what it has asked of the units."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.figures import burden_of
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.views.access import requires
from tasks.permissions import Verb


@require_safe
@requires(Verb.SEND_REMINDERS)
def burden_page(request: AuthenticatedRequest) -> HttpResponse:
    """The period at the top of the page, beside the one before."""
    period = current_period(request)
    context = {"period": period, "burden": burden_of(period) if period else None}
    return render(request, "scoring/burden.html", context)
