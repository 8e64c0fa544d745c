"""全年: shows every lead unit in every period of a year; the colours tell what is behind or not filed."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.figures import STEPS, HeatMap, HeatShare, UnitYear, compute_heat_map
from tasks import periods
from tasks.enums import PeriodState, ResponsibilityRole, Role
from tasks.models import Period, Plan, User
from tasks.pages.frame.context import NAMED, AuthenticatedRequest, find_current_period, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission

#: role → whose items the page counts, as its heading says
WHOSE = {
    Role.CLERK: "本单位牵头的事项",
    Role.UNIT_HEAD: "本单位牵头的事项",
    Role.LEADER: "您负责的事项",
}


@dataclass(frozen=True)
class YearColumn:
    """One period of the year; ``period`` is None when it was never set up."""

    number: int
    period: Period | None

    @property
    def label(self) -> str:
        return periods.get_period_label(self.number)

    @property
    def state(self) -> PeriodState:
        return self.period.state if self.period else PeriodState.PLANNED

    @property
    def has_begun(self) -> bool:
        return self.state != PeriodState.PLANNED

    def build_list_url(self, narrowed: dict) -> str:
        """Builds the address of the list of the period's items.

        Args:
            narrowed: the filters of the list.
        """
        named = {NAMED: self.period.key} if self.period else {}
        return f"{reverse('task_list')}?{urlencode(named | narrowed)}"


@dataclass(frozen=True)
class YearCell:
    """A share in its column; ``url`` leads to the list of its items, "" for none."""

    column: YearColumn
    share: HeatShare
    url: str


def find_requested_plan(request: AuthenticatedRequest) -> Plan | None:
    """Finds the plan of the year in the address, or else of the current period, or else the newest; None without any.

    Raises:
        Http404: the government has no plan of that year.
    """
    plans, asked = list_visible_plans(request), request.GET.get("year")
    if asked:
        plan = next((plan for plan in plans if str(plan.year) == asked), None)
        if plan is None:
            raise Http404
        return plan
    period = find_current_period(request)
    return period.plan if period else next(iter(plans), None)


class YearPage:
    """The year of a plan: every lead unit in every period."""

    def __init__(self, request: AuthenticatedRequest, plan: Plan):
        self.plan = plan
        self.plans: list[Plan] = list_visible_plans(request)
        self.user: User = request.user
        self.heat: HeatMap = compute_heat_map(plan, self.user)
        self.steps = STEPS

    @property
    def whose(self) -> str:
        """Whose items the page counts; "" for all."""
        return WHOSE.get(self.user.role, "")

    @cached_property
    def columns(self) -> list[YearColumn]:
        known = {period.number: period for period in self.plan.periods.select_related("plan")}
        return [YearColumn(number, known.get(number)) for number in range(1, periods.WHOLE_YEAR + 1)]

    @property
    def total(self) -> list[YearCell]:
        led = {"part": ResponsibilityRole.LEAD.value} if self.user.unit_id else {}
        return self._build_cells(self.heat.total, led)

    @property
    def rows(self) -> list[tuple[UnitYear, list[YearCell]]]:
        """The units, each with its cells; no list shows the items without a lead unit."""
        return [(row, self._build_cells(row, {"lead": row.unit.pk} if row.unit else None)) for row in self.heat.rows]

    def _build_cells(self, row: UnitYear, narrowed: dict | None) -> list[YearCell]:
        """
        Args:
            narrowed: the filters of the list besides the period; None where no filter finds the row's items.
        """
        cells = []
        for column in self.columns:
            share = row.get_share(column.number)
            is_listed = share.items and narrowed is not None
            cells.append(YearCell(column, share, column.build_list_url(narrowed or {}) if is_listed else ""))
        return cells


@require_safe
@restrict_to(Permission.SEE_TASKS)
def year_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the year named in the address, or else that of the current period."""
    plan = find_requested_plan(request)
    return render(request, "boards/year.html", {"page": YearPage(request, plan) if plan else None})
