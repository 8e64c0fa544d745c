"""填报期: lists the periods with their counts; opens, closes, extends and reopens them."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tasks import clock
from tasks.enums import PeriodState
from tasks.filing import entries, period_actions
from tasks.filing.filing_days import suggest_period_day
from tasks.filing.openings import (
    list_unit_openings,
)
from tasks.models import Period, Plan
from tasks.pages.filing.forms.periods import DueForm, MovedDueForm
from tasks.pages.filing.period_pages import build_closing_page, build_opening_page
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.numbers_first import CONFIRMED, NumbersFirstPage
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_plans
from tasks.reminding.recipients import list_units_without_account
from tasks.starting.start_list import format_some_names
from tasks.terms import terms


@require_safe
@restrict_to(Permission.MANAGE_PERIODS)
def period_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the periods of every plan with their counts."""
    plans = select_visible_plans(request.user).select_related("government")
    periods = entries.select_periods_with_counts(plans)
    years = {plan.pk: list(group) for plan, group in groupby(periods, lambda period: period.plan)}
    rows = [(plan, [build_period_row(period, plan) for period in years.get(plan.pk, [])]) for plan in plans]
    return render(request, "filing/periods.html", {"years": rows, "today": clock.today()})


def build_period_row(period: Period, plan: Plan) -> tuple[Period, date]:
    """Returns a period with the deadline that the form of its opening offers."""
    period.plan = plan
    return period, suggest_period_day(period, clock.today())


def get_period_or_404(request: AuthenticatedRequest, pk: int) -> Period:
    """Returns a period of the person's government; raises Http404 for any other."""
    periods = Period.objects.filter(plan__in=select_visible_plans(request.user))
    return get_object_or_404(periods.select_related("plan"), pk=pk)


def run_period_action(
    request: AuthenticatedRequest, act: Callable[[], object], done: str, *, period: Period | None = None
) -> HttpResponse:
    """Calls the action, adds the message of success or of refusal, and redirects to the list.

    Args:
        period: the one whose opening or closing the message offers to undo.
    """
    try:
        act()
        add_undoable_message(request, done, [period] if period else [])
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("period_list")


def redirect_with_errors(request: AuthenticatedRequest, form: DueForm) -> HttpResponse:
    """Redirects to the list with the errors of the form as messages."""
    for field, errors in form.errors.items():
        messages.error(request, f"{form.fields[field].label}：{' '.join(map(str, errors))}")
    return redirect("period_list")


def render_numbers_first(request: AuthenticatedRequest, page: NumbersFirstPage) -> HttpResponse:
    return render(request, "frame/numbers_first.html", {"page": page})


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def periods_create(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Creates the periods that a plan does not have yet."""
    plan = get_object_or_404(select_visible_plans(request.user), pk=pk)
    return run_period_action(
        request,
        lambda: period_actions.create_periods(plan=plan, by=request.user),
        f"{plan}的 {plan.rhythm.last} 个填报期已设置。",
    )


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def period_open(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Opens a period; in an open one, creates the entries of tasks that were added since."""
    period, form = get_period_or_404(request, pk), DueForm(request.POST)
    if not form.is_valid():
        return redirect_with_errors(request, form)
    due_on = form.cleaned_data["due_on"]
    if period.state == PeriodState.PLANNED and CONFIRMED not in request.POST:
        page = build_opening_page(period, due_on, list_unit_openings(period), action=request.path, is_whole=True)
        if page:
            return render_numbers_first(request, page)

    def open_and_warn() -> None:
        period_actions.open_period(period=period, due_on=due_on, by=request.user)
        warn_of_missing_accounts(request, period.plan)

    return run_period_action(
        request, open_and_warn, f"{period}已开启填报，{format_chinese_date(due_on)}截止。", period=period
    )


def warn_of_missing_accounts(request: AuthenticatedRequest, plan: Plan) -> None:
    """Names units with duties of whom nobody can file or be told."""
    if lacking := list_units_without_account(plan):
        names = format_some_names(unit.name for unit in lacking)
        messages.warning(request, f"{len(lacking)} 个单位没有填报账号，不能签收和填报，也收不到通知：{names}。")


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def period_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Closes a period for the units; the office can still review and judge. What is outstanding is said before."""
    period = get_period_or_404(request, pk)
    if period.is_open and CONFIRMED not in request.POST:
        return render_numbers_first(request, build_closing_page(period))
    return run_period_action(
        request,
        lambda: period_actions.close_period(period=period, by=request.user),
        f"{period}填报已截止，单位不能再报送；{terms.office}可继续审核、{terms.judging}。",
        period=period,
    )


@require_POST
@restrict_to(Permission.MANAGE_PERIODS)
def period_extend(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Moves the deadline of an open period; reopens a closed one until the new deadline."""
    period, form = get_period_or_404(request, pk), MovedDueForm(request.POST)
    if not form.is_valid():
        return redirect_with_errors(request, form)
    act = period_actions.extend_period if period.is_open else period_actions.reopen_period
    due_on = form.cleaned_data["due_on"]
    return run_period_action(
        request,
        lambda: act(period=period, **form.cleaned_data, by=request.user),
        f"{period}填报延至{format_chinese_date(due_on)}。",
    )
