"""全年: shows every lead unit in every period of a year; the colours tell what is behind or not filed."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.charts import StackedChart
from reports.figures import (
    STEPS,
    HeatMap,
    HeatShare,
    HolderRow,
    UnitYear,
    build_share_chart,
    compute_heat_map,
    list_by_official,
)
from reports.pages.boards.views.board.links import Figure
from tasks.enums import PeriodState, ResponsibilityRole, Role
from tasks.models import Official, Period, Plan, ProgressEntry, User
from tasks.pages.frame.context import NAMED, AuthenticatedRequest, find_current_period, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.narrowing import BEHIND, FILED, UNFILED
from tasks.permissions import Permission, can
from tasks.queries import LEADERS_IN_ORDER, select_visible_entries
from tasks.terms import terms

#: as many columns have room for all numbers of a cell
MOST_WIDE_COLUMNS = 6
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
    label: str
    period: Period | None

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
        beginning, named = self._list_address
        return f"{beginning}?{'&'.join(filter(None, (named, urlencode(narrowed))))}"

    @cached_property
    def _list_address(self) -> tuple[str, str]:
        """The path of the list and the period as its address names it, for the thousand addresses of the page."""
        return reverse("task_list"), urlencode({NAMED: self.period.key}) if self.period else ""


@dataclass(frozen=True)
class YearCell:
    """A share in its column; each number leads to the list of just the items that it counts.

    Attributes:
        worst: those behind, or those not filed where none is behind.
        numbers: all items, those judged, filed and not filed.
    """

    column: YearColumn
    share: HeatShare
    worst: Figure
    numbers: tuple[Figure, ...]

    @property
    def told(self) -> str:
        """All of the cell in words, for where it shows the worst number alone: 1月：滞后 2；5 项，已研判 3，已报 4，未报 1."""
        worst = f" {self.share.worst}" if self.share.worst else ""
        all_items, *others = self.numbers
        told = [f"{all_items.count} {all_items.label}", *(f"{one.label} {one.count}" for one in others)]
        return f"{self.column.label}：{self.share.word}{worst}；{'，'.join(told)}"


@dataclass(frozen=True)
class LeaderRow:
    """A leader with his items behind in each period, each beside the number of all his items of it."""

    name: str
    cells: list[tuple[YearColumn, Figure, int]]
    behind: int


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

    @property
    def share_chart(self) -> StackedChart:
        return build_share_chart(self.plan, self.heat.total)

    @cached_property
    def columns(self) -> list[YearColumn]:
        known = {period.number: period for period in self.plan.periods.select_related("plan")}
        rhythm = self.plan.rhythm
        return [YearColumn(number, rhythm.get_label(number), known.get(number)) for number in rhythm.numbers]

    @property
    def is_crowded(self) -> bool:
        """Whether the periods are so many that a cell has room for its share alone."""
        return len(self.columns) > MOST_WIDE_COLUMNS

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
        return [self._build_cell(column, row.get_share(column.number), narrowed) for column in self.columns]

    def _build_cell(self, column: YearColumn, share: HeatShare, narrowed: dict | None) -> YearCell:
        def build_figure(count: int, label: str, **query) -> Figure:
            return Figure(count, label, "" if narrowed is None else column.build_list_url(narrowed | query))

        behind = build_figure(share.behind, "滞后", outcome="behind")
        unfiled = build_figure(share.unfiled, "未报送、退回", filed=UNFILED)
        numbers = (
            build_figure(share.items, "项"),
            build_figure(share.judged, f"已{terms.judging}", outcome="judged"),
            build_figure(share.filed, "已报送", filed=FILED),
            unfiled,
        )
        return YearCell(column, share, behind if share.behind else unfiled, numbers)

    @cached_property
    def leaders(self) -> list[LeaderRow]:
        """The leaders with items behind as the board of the head of government counts them, those behind most often
        first; only for who sees all items."""
        if not can(self.user, Permission.SEE_ALL_TASKS):
            return []
        found: dict[Official, dict[int, HolderRow]] = defaultdict(dict)
        for number, entries in group_by_period(self.plan, self.user).items():
            for row in list_by_official(entries):
                if isinstance(row.holder, Official):
                    found[row.holder][number] = row
        rows = [self._build_leader_row(official, of_periods) for official, of_periods in found.items()]
        return sorted(rows, key=lambda row: -row.behind)

    def _build_leader_row(self, official: Official, of_periods: dict[int, HolderRow]) -> LeaderRow:
        cells = []
        for column in self.columns:
            row = of_periods.get(column.number)
            url = column.build_list_url({"leader": official.pk, "stood": BEHIND})
            cells.append((column, Figure(row.behind if row else 0, "", url, "late"), row.total if row else 0))
        return LeaderRow(official.printed_name, cells, sum(row.behind for row in of_periods.values()))


def group_by_period(plan: Plan, user: User) -> dict[int, list[ProgressEntry]]:
    """Groups the entries of a plan that the user sees by the number of their period, with the officials who answer for
    them in their order; in two queries."""
    entries = (
        select_visible_entries(user)
        .filter(period__plan=plan)
        .select_related("period", "judgement", "edition")
        .prefetch_related(LEADERS_IN_ORDER)
        .only("state", "standing", "period__number", "judgement__outcome", "edition__id")
        .order_by("period__number", "number", "pk")
    )
    found: dict[int, list[ProgressEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.period.number].append(entry)
    return found


@require_safe
@restrict_to(Permission.SEE_TASKS)
def year_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the year named in the address, or else that of the current period."""
    plan = find_requested_plan(request)
    return render(request, "boards/year.html", {"page": YearPage(request, plan) if plan else None})
