"""填报期: opens a period to some units, grants units a later day, and takes it back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks import clock
from tasks.enums import PeriodState
from tasks.filing import opening_actions
from tasks.filing.filing_days import suggest_period_day
from tasks.filing.openings import UnitOpening, list_unit_openings
from tasks.filing.period_actions import open_period
from tasks.models import Period, Unit
from tasks.pages.filing.forms.periods import UnitsDueForm, UnitsForm, UnitsMovedDueForm
from tasks.pages.filing.period_pages import build_opening_page
from tasks.pages.filing.views.periods import get_period_or_404, render_numbers_first
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import list_sent_values
from tasks.pages.frame.numbers_first import CONFIRMED
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused


@dataclass(frozen=True)
class PeriodUnitsPage:
    """The units of a period, and the form of what can be done for them.

    Attributes:
        form: the one that was refused, as it was sent.
    """

    period: Period
    form: UnitsForm | None = None

    @cached_property
    def rows(self) -> list[UnitOpening]:
        return list_unit_openings(self.period)

    @property
    def unopened_count(self) -> int:
        return sum(row.unopened for row in self.rows)

    @property
    def has_later_days(self) -> bool:
        """Whether a unit has a later day that can be taken back."""
        return any(row.days for row in self.rows)

    @property
    def is_changeable(self) -> bool:
        return self.period.state != PeriodState.ISSUED

    @property
    def errors(self) -> list[str]:
        return [str(error) for errors in self.form.errors.values() for error in errors] if self.form else []

    @property
    def ticked(self) -> list[str]:
        return list_sent_values(self.form, "unit") if self.form else []

    @property
    def due_on(self) -> str:
        """The day in the input: as sent; else that of a period not open yet, and none for a later day."""
        if self.form:
            return self.form.data.get("due_on", "")
        return f"{suggest_period_day(self.period, clock.today())}" if self.period.state == PeriodState.PLANNED else ""

    @property
    def reason(self) -> str:
        return self.form.data.get("reason", "") if self.form else ""


def format_unit_names(units: list[Unit]) -> str:
    return "、".join(unit.name for unit in units)


def open_to_units(period: Period, form: UnitsForm, user) -> str:
    """Opens the period to the units; one that is not open yet until the day of the form."""
    units, due_on = list(form.cleaned_data["unit"]), form.cleaned_data.get("due_on")
    now = open_period(period=period, units=units, due_on=due_on, by=user)
    return f"{now}已对{format_unit_names(units)}开启填报，{format_chinese_date(now.due_on)}截止。"


def grant_later_filing(period: Period, form: UnitsForm, user) -> str:
    given = form.cleaned_data
    units = list(given["unit"])
    count = opening_actions.grant_later_day(
        period=period, units=units, due_on=given["due_on"], reason=given["reason"], by=user
    )
    return f"{format_unit_names(units)}的 {count} 项可报送至{format_chinese_date(given['due_on'])}。"


def revoke_later_filing(period: Period, form: UnitsForm, user) -> str:
    units = list(form.cleaned_data["unit"])
    count = opening_actions.take_back_later_day(period=period, units=units, by=user)
    return f"已收回{format_unit_names(units)} {count} 项的单独开放。"


#: value of ``do`` that a button sends → its form, and the act, which returns the message of success
OPENING_ACTIONS: dict[str, tuple[type[UnitsForm], Callable[[Period, UnitsForm, object], str]]] = {
    "open": (UnitsForm, open_to_units),
    "grant": (UnitsMovedDueForm, grant_later_filing),
    "take-back": (UnitsForm, revoke_later_filing),
}


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PERIODS)
def period_units(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows how far a period is unit by unit; a POST does what ``do`` names for the ticked units."""
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
    if act is open_to_units and period.state == PeriodState.PLANNED and CONFIRMED not in request.POST:
        units = {unit.pk for unit in form.cleaned_data["unit"]}
        page = build_opening_page(
            period,
            form.cleaned_data["due_on"],
            [row for row in list_unit_openings(period) if row.unit.pk in units],
            action=request.path,
            carried=[("do", "open"), *(("unit", f"{pk}") for pk in units)],
        )
        if page:
            return render_numbers_first(request, page)
    try:
        add_undoable_message(request, act(period, form, request.user), [period])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_period_units(request, period, form=form)
    return redirect("period_units", pk)


def render_period_units(
    request: AuthenticatedRequest, period: Period, *, form: UnitsForm | None = None
) -> HttpResponse:
    """Renders the page; ``form`` as in ``PeriodUnitsPage``."""
    page = PeriodUnitsPage(period, form)
    return render(request, "filing/period_units.html", {"page": page}, status=UNFIT if form else 200)
