"""签收: which year's plan an address asks for."""

from django.http import Http404

from tasks.models import Plan
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans


def find_receipt_plan(request: AuthenticatedRequest) -> Plan | None:
    """Returns the plan of the year that the address names (``?year=2024``), else the newest for which the office has
    opened the signing, else the newest; None without any.

    Raises:
        Http404: the government has no plan of that year.
    """
    plans = list_visible_plans(request)
    if asked := request.GET.get("year", ""):
        for plan in plans:
            if str(plan.year) == asked:
                return plan
        raise Http404
    opened = (plan for plan in plans if plan.receipts_due_on)
    return next(opened, plans[0] if plans else None)


def get_receipt_plan_or_404(request: AuthenticatedRequest) -> Plan:
    """
    Raises:
        Http404: there is no plan, or none of the year that the address names.
    """
    if plan := find_receipt_plan(request):
        return plan
    raise Http404
