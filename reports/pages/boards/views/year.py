"""全年: every lead unit in every period of a year, as a table whose cells are coloured by what is behind or not filed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.figures import STEPS, HeatShare, UnitYear, compute_heat_map
from tasks import periods
from tasks.enums import PeriodState, ResponsibilityRole, Role
from tasks.models import Period, Plan
from tasks.pages.frame.context import NAMED, AuthenticatedRequest, find_current_period, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission

#: whose items the page counts, in the words of its heading
WHOSE = {
    Role.CLERK: "本单位牵头的事项",
    Role.UNIT_HEAD: "本单位牵头的事项",
    Role.LEADER: "您负责的事项",
}


@dataclass(frozen=True)
class YearColumn:
    """One period of the year; ``period`` is None where it was never set up."""

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
        """The list of the period's items, narrowed."""
        named = {NAMED: self.period.key} if self.period else {}
        return f"{reverse('task_list')}?{urlencode(named | narrowed)}"


@dataclass(frozen=True)
class YearCell:
    """A share under its column; ``url`` leads to the list behind it, empty where there is none."""

    column: YearColumn
    share: HeatShare
    url: str


def find_requested_plan(request: AuthenticatedRequest) -> Plan | None:
    """The plan of the year in the address, else that of the period at the top, else the newest; None without any.

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


def build_year_columns(plan: Plan) -> list[YearColumn]:
    known = {period.number: period for period in plan.periods.select_related("plan")}
    return [YearColumn(number, known.get(number)) for number in range(1, periods.WHOLE_YEAR + 1)]


def build_year_cells(columns: list[YearColumn], row: UnitYear, narrowed: dict | None) -> list[YearCell]:
    """The row's cells, each with the list behind it.

    Args:
        narrowed: the filters of the list besides the period; None where no filter finds the row's items.
    """
    shares = [row.get_share(column.number) for column in columns]
    return [
        YearCell(
            column, share, column.build_list_url(narrowed) if share.items and narrowed is not None else ""
        )
        for column, share in zip(columns, shares, strict=True)
    ]


@require_safe
@restrict_to(Permission.SEE_TASKS)
def year_page(request: AuthenticatedRequest) -> HttpResponse:
    """The year of the period at the top of the page, or of the address."""
    plan = find_requested_plan(request)
    if plan is None:
        return render(request, "boards/year.html", {"plan": None})
    heat, columns = compute_heat_map(plan, request.user), build_year_columns(plan)
    own = {"part": ResponsibilityRole.LEAD.value} if request.user.unit_id else {}
    return render(
        request,
        "boards/year.html",
        {
            "plan": plan,
            "plans": list_visible_plans(request),
            "columns": columns,
            "heat": heat,
            "total": build_year_cells(columns, heat.total, own),
            "rows": [
                (row, build_year_cells(columns, row, {"lead": row.unit.pk} if row.unit else None))
                for row in heat.rows
            ],
            "whose": WHOSE.get(request.user.role, ""),
            "steps": STEPS,
        },
    )
