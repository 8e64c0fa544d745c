"""报告: which report and which layout an address asks for, as every page of a report needs it."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404

from reports.layouts.layout import (
    Layout,
    LayoutError,
    get_layout_by_name,
    get_layout_for_period,
)
from reports.layouts.own_layouts import load_layouts_of
from reports.reporting.attachments import Occasion, build_occasion, build_period_occasion
from reports.reporting.items import ReportItem, build_items_from_plan, list_period_items
from tasks import periods
from tasks.enums import DocumentLevel
from tasks.models import Plan, User
from tasks.pages.frame.context import (
    AuthenticatedRequest,
    find_current_period,
    list_begun_periods,
    list_visible_plans,
)
from tasks.plans.decided_items import find_notice_day
from tasks.plans.documents import EVERYTHING, OF_THE_NOTICE, SourceChoice, list_document_choices
from tasks.queries import select_visible_entries, select_visible_tasks

#: the layout of the list of items, which makes no report
LEDGER = "ledger"


class OccasionPage:
    """What the pages with a choice of report and layout have in common.

    Query: ``of`` (2024-Q1, 2024-PLAN; the current period by default), ``layout`` (the default of the period by default).

    Attributes:
        occasions: all that can be chosen; at least one.

    Raises:
        Http404: no such report.
        BadRequest: no such layout, or a mistake in a layout file.
    """

    def __init__(self, request: AuthenticatedRequest, occasions: list[Occasion]):
        self.request = request
        self.occasions = occasions
        self.occasion: Occasion = get_chosen_occasion(request, occasions)
        self.plan: Plan = get_plan_or_404(request, self.occasion.year)
        self.layout: Layout
        self.layout, layouts = get_chosen_layout(request, self.plan, self.occasion)
        self.layouts: list[Layout] = [layout for layout in layouts if layout.key != LEDGER]
        self.asked_layout: str = request.GET.get("layout", "")


def list_occasions(request: AuthenticatedRequest) -> list[Occasion]:
    """Lists every begun period of the government and every plan, the newest first."""
    begun = [build_period_occasion(period) for period in list_begun_periods(request)]
    plans = [build_occasion(plan, periods.PLAN_CODE) for plan in list_visible_plans(request)]
    return sorted(begun + plans, key=lambda each: (each.year, each.number), reverse=True)


def get_chosen_occasion(request: AuthenticatedRequest, choices: list[Occasion]) -> Occasion:
    """Returns what the form or the query asks for, or else the current period, or else the newest.

    Raises:
        Http404: it asks for none of the choices.
    """
    asked = request.POST.get("of") or request.GET.get("of", "")
    if asked:
        for occasion in choices:
            if occasion.key == asked:
                return occasion
        raise Http404
    period = find_current_period(request)
    return build_period_occasion(period) if period else choices[0]


def get_chosen_layout(request: AuthenticatedRequest, plan: Plan, occasion: Occasion) -> tuple[Layout, list[Layout]]:
    """Returns the layout that the query names, or else the default, and all layouts.

    Raises:
        BadRequest: no such layout, or a mistake in a layout file.
    """
    name = request.GET.get("layout", "")
    try:
        layouts = load_layouts_of(plan.government_id)
        chosen = (
            get_layout_by_name(name, layouts)
            if name
            else get_layout_for_period(occasion.year, occasion.code, layouts, occasion.form_code)
        )
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    return chosen, list(layouts.values())


def get_plan_or_404(request: AuthenticatedRequest, year: int) -> Plan:
    """
    Raises:
        Http404: the person's government has no plan of that year.
    """
    for plan in list_visible_plans(request):
        if plan.year == year:
            return plan
    raise Http404


def get_occasion_or_404(request: AuthenticatedRequest, year: int, code: str) -> tuple[Plan, Occasion]:
    """Returns the plan of a year, and what is exported of it.

    Raises:
        Http404: the person's government has no plan of that year, or the plan no such period.
    """
    plan = get_plan_or_404(request, year)
    if code not in plan.rhythm.codes:
        raise Http404
    return plan, build_occasion(plan, code)


def read_source_choice(request: AuthenticatedRequest, plan: Plan) -> SourceChoice:
    """Reads the document and the level that the query asks for (``document=own``, ``level=municipal``).

    Raises:
        BadRequest: the plan has no such document, or there is no such level.
    """
    document, level = request.GET.get("document", ""), request.GET.get("level", "")
    if document and document not in dict(list_document_choices(plan)):
        raise BadRequest("这一年没有这份来源文件。请回到导出页重新选择。")
    if level not in ("", *DocumentLevel):
        raise BadRequest("没有这个级别。请回到导出页重新选择。")
    return SourceChoice(document, level)


def list_occasion_items(
    user: User, plan: Plan, occasion: Occasion, choice: SourceChoice = EVERYTHING
) -> list[ReportItem]:
    """Lists what the person may see of a plan or of one of its periods.

    Args:
        choice: the document and level to narrow to; of a plan as issued by default the items of its own notice.

    Raises:
        Http404: the plan has no such period.
    """
    if occasion.is_plan:
        tasks = select_visible_tasks(user).filter(plan=plan)
        return build_items_from_plan(plan, (choice or OF_THE_NOTICE).narrow(tasks), find_notice_day(plan))
    period = get_object_or_404(plan.periods, number=occasion.number)
    return list_period_items(choice.narrow(select_visible_entries(user).filter(period=period), "task__"))


def build_kept_query(request: AuthenticatedRequest) -> str:
    """Builds the query that carries the choice of report and layout on to the next address."""
    return urlencode({key: request.GET[key] for key in ("of", "layout") if request.GET.get(key)})
