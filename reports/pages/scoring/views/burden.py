"""减负: shows the office what it has asked of the units."""

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
    """Shows the current period beside the one before."""
    period = find_current_period(request)
    context = {"period": period, "burden": compute_burden(period) if period else None}
    return render(request, "scoring/burden.html", context)
