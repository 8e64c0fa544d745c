"""填报期 for some units alone: opened to them first, or once more until a later day, and taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks.enums import PeriodState
from tasks.filing import opening_actions
from tasks.filing.openings import list_unit_openings
from tasks.filing.period_actions import open_period
from tasks.models import Period, Unit
from tasks.pages.filing.forms.periods import UnitsDueForm, UnitsForm, UnitsMovedDueForm
from tasks.pages.filing.views.periods import get_period_or_404
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import list_sent_values
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.permissions import Permission, Refused


def format_unit_names(units: list[Unit]) -> str:
    return "、".join(unit.name for unit in units)


def open_to_units(period: Period, form: UnitsForm, user) -> str:
    """A period not open yet is opened until the day of the form; an open one keeps its own."""
    units, due_on = list(form.cleaned_data["unit"]), form.cleaned_data.get("due_on")
    now = open_period(period=period, units=units, due_on=due_on, by=user)
    return f"{now}已对{format_unit_names(units)}开启填报，截止 {now.due_on:%Y-%m-%d}。"


def grant_later_filing(period: Period, form: UnitsForm, user) -> str:
    given = form.cleaned_data
    units = list(given["unit"])
    count = opening_actions.grant_later_day(
        period=period, units=units, due_on=given["due_on"], reason=given["reason"], by=user
    )
    return f"{format_unit_names(units)}的 {count} 项可报送至 {given['due_on']:%Y-%m-%d}。"


def revoke_later_filing(period: Period, form: UnitsForm, user) -> str:
    units = list(form.cleaned_data["unit"])
    count = opening_actions.take_back_later_day(period=period, units=units, by=user)
    return f"已收回{format_unit_names(units)} {count} 项的单独开放。"


#: what a button sends as ``do`` → what it asks for, and the act, which answers with what was done
OPENING_ACTIONS: dict[str, tuple[type[UnitsForm], Callable[[Period, UnitsForm, object], str]]] = {
    "open": (UnitsForm, open_to_units),
    "grant": (UnitsMovedDueForm, grant_later_filing),
    "take-back": (UnitsForm, revoke_later_filing),
}


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PERIODS)
def period_units(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """How the period stands unit by unit; a POST says in ``do`` what happens for the ticked ones."""
    period = get_period_or_404(request, pk)
    if request.method != "POST":
        return render_period_units(request, period)
    if request.POST.get("do") not in OPENING_ACTIONS:
        raise BadRequest("没有这项操作。")
    form_class, act = OPENING_ACTIONS[request.POST["do"]]
    if act is open_to_units and period.state == PeriodState.PLANNED:
        form_class = UnitsDueForm
    form = form_class(request.POST, units=Unit.objects.filter(government=request.user.government_id))
    if not form.is_valid():
        return render_period_units(request, period, form=form)
    try:
        messages.success(request, act(period, form, request.user))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_period_units(request, period, form=form)
    return redirect("period_units", pk)


def format_default_day(period: Period) -> str:
    """What stands in the field of the day: that of a period not open yet; a later day is for a person to say."""
    return f"{period.due_on}" if period.state == PeriodState.PLANNED else ""


def render_period_units(
    request: AuthenticatedRequest, period: Period, *, form: UnitsForm | None = None
) -> HttpResponse:
    """The list; with ``form``, as it was sent, beside what is wrong with it."""
    rows = list_unit_openings(period)
    context = {
        "period": period,
        "rows": rows,
        "unopened": sum(row.unopened for row in rows),
        "granted": any(row.days for row in rows),
        "is_changeable": period.state != PeriodState.ISSUED,
        "errors": [error for found in form.errors.values() for error in found] if form else (),
        "ticked": list_sent_values(form, "unit") if form else (),
        "due_on": form.data.get("due_on", "") if form else format_default_day(period),
        "reason": form.data.get("reason", "") if form else "",
    }
    return render(request, "filing/period_units.html", context, status=UNFIT if form else 200)
