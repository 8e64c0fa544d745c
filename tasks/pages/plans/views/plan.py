"""方案: shows and saves what a plan's notice says of its number, its approval and its recipients."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.models import Plan
from tasks.outlooks.stored_reports import list_plan_reports
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.saving import save_form
from tasks.pages.plans.forms.plan import PlanFactsForm
from tasks.pages.plans.plan_page import PlanPage
from tasks.permissions import Permission
from tasks.plans.plan_actions import save_plan_facts


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def plan_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the plan of a year (``?year=2024``; by default that of the current period). A POST saves its facts."""
    plans = list_visible_plans(request)
    plan = get_requested_plan(request, plans)
    reports = list_plan_reports(request.user.home)
    if plan is None:
        return render(request, "plans/plan.html", {"page": None, "reports": reports})
    form = PlanFactsForm(request.POST if request.method == "POST" else None, instance=plan)
    if request.method == "POST":
        saved = save_form(
            form,
            lambda: save_plan_facts(
                plan=plan, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
            ),
        )
        if saved:
            messages.success(request, f"已保存{saved}方案的信息，印发通知随之改变。")
            return redirect(f"{reverse('plan_page')}?year={saved.year}")
    shown = {"page": PlanPage(plan, plans, form), "reports": reports}
    return render(request, "plans/plan.html", shown, status=UNFIT if form.is_bound else 200)


def get_requested_plan(request: AuthenticatedRequest, plans: list[Plan]) -> Plan | None:
    """Returns the plan of the year that the address names, else of the current period, else the newest; None without any.

    Raises:
        Http404: the government has no plan of that year.
    """
    if asked := request.GET.get("year", ""):
        for plan in plans:
            if str(plan.year) == asked:
                return plan
        raise Http404
    period = find_current_period(request)
    return next((plan for plan in plans if period and plan.pk == period.plan_id), plans[0] if plans else None)
