"""调整记录: lists the changes of a plan, shows one and undoes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tasks.adjusting.plan_changes import select_plan_changes
from tasks.adjusting.undo_actions import undo_change
from tasks.pages.adjusting.pages import ChangeListPage, ChangePage
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.plans.views.plan import get_requested_plan
from tasks.permissions import Permission, Refused
from tasks.terms import terms


@require_safe
@restrict_to(Permission.MANAGE_PLAN)
def plan_changes(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the changes of the plan of a year (``?year=2024``; by default that of the current period)."""
    plans = list_visible_plans(request)
    page = ChangeListPage(request.user, get_requested_plan(request, plans), plans, request.GET.get("page", ""))
    return render(request, "adjusting/list.html", {"records": page, "page": page.page})


@require_safe
@restrict_to(Permission.MANAGE_PLAN)
def plan_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows one change with both values."""
    change = get_object_or_404(select_plan_changes(request.user), pk=pk)
    return render(request, "adjusting/page.html", {"page": ChangePage(request.user, change)})


@require_POST
@restrict_to(Permission.MANAGE_PLAN)
def plan_change_undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Undoes a change."""
    change = get_object_or_404(select_plan_changes(request.user), pk=pk)
    try:
        undo_change(change=change, by=request.user)
        messages.success(request, f"已撤销“{change}”，有关单位和{terms.leader}会收到通知。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("plan_change", pk)
