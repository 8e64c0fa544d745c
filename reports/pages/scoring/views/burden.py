"""减负: the office looks at what it has asked of the units."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.figures import compute_burden
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission


@require_safe
@restrict_to(Permission.SEND_REMINDERS)
def burden_page(request: AuthenticatedRequest) -> HttpResponse:
    """The period at the top of the page, beside the one before."""
    period = find_current_period(request)
    context = {"period": period, "burden": compute_burden(period) if period else None}
    return render(request, "scoring/burden.html", context)
