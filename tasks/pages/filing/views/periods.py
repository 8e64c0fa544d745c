"""填报期: open, close, extend, open again; with how far each period is."""

from collections.abc import Callable
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tasks.filing import entries, period_actions
from tasks.models import Period
from tasks.pages.filing.forms.periods import DueForm, MovedDueForm
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_plans


@require_safe
@restrict_to(Permission.MANAGE_PERIODS)
def period_list(request: AuthenticatedRequest) -> HttpResponse:
    """The periods of every plan with how far each is."""
    plans = select_visible_plans(request.user)
    periods = entries.select_periods_with_counts(plans)
    years = {plan.pk: list(group) for plan, group in groupby(periods, lambda period: period.plan)}
    return render(
        request, "filing/periods.html", {"years": [(plan, years.get(plan.pk, [])) for plan in plans]}
    )


def get_period_or_404(request: AuthenticatedRequest, pk: int) -> Period:
    """A period of the person's own government; 404 for any other."""
    periods = Period.objects.filter(plan__in=select_visible_plans(request.user))
    return get_object_or_404(periods.select_related("plan"), pk=pk)


def run_period_action(request: AuthenticatedRequest, act: Callable[[], object], done: str) -> HttpResponse:
    """Does the act and says so, or says why not; back to the list either way."""
    try:
        act()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("period_list")


def redirect_with_errors(request: AuthenticatedRequest, form: DueForm) -> HttpResponse:
    """Back to the list, which says what was wrong with the form."""
    for field, errors in form.errors.items():
        messages.error(request, f"{form.fields[field].label}：{' '.join(map(str, errors))}")
    return redirect("period_list")


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def periods_create(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The periods that a plan lacks."""
    plan = get_object_or_404(select_visible_plans(request.user), pk=pk)
    return run_period_action(
        request,
        lambda: period_actions.create_periods(plan=plan, by=request.user),
        f"{plan}的四个填报期已设置。",
    )


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def period_open(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Filing begins; on an open period, tasks that came later get their entries."""
    period, form = get_period_or_404(request, pk), DueForm(request.POST)
    if not form.is_valid():
        return redirect_with_errors(request, form)
    due_on = form.cleaned_data["due_on"]
    return run_period_action(
        request,
        lambda: period_actions.open_period(period=period, due_on=due_on, by=request.user),
        f"{period}已开启填报，截止 {due_on:%Y-%m-%d}。",
    )


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def period_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Filing ends; reviewing and judging go on."""
    period = get_period_or_404(request, pk)
    return run_period_action(
        request,
        lambda: period_actions.close_period(period=period, by=request.user),
        f"{period}填报已截止，单位不能再报送；督查办可继续审核、研判。",
    )


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def period_extend(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A later due date for an open period; a closed one is opened again until then."""
    period, form = get_period_or_404(request, pk), MovedDueForm(request.POST)
    if not form.is_valid():
        return redirect_with_errors(request, form)
    act = period_actions.extend_period if period.is_open else period_actions.reopen_period
    due_on = form.cleaned_data["due_on"]
    return run_period_action(
        request,
        lambda: act(period=period, **form.cleaned_data, by=request.user),
        f"{period}填报延至 {due_on:%Y-%m-%d}。",
    )
