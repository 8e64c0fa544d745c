"""导出附表: a page that shows what a layout will give, and the files. Everybody gets the rows he may see."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from reports.layouts.layout import (
    Layout,
    LayoutError,
    get_layout_by_name,
    get_layout_for_period,
    load_layouts,
)
from reports.printing import delivery
from reports.printing.sheet import Sheet
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Attachments, Occasion, build_attachments
from reports.reporting.items import (
    ReportItem,
    build_items_from_entries,
    build_items_from_tasks,
    list_period_items,
)
from tasks import periods
from tasks.issuing.export_actions import record_export
from tasks.models import Plan, ProgressEntry, User
from tasks.models.entry_fields import BESIDE_TEXT, format_entry_fields
from tasks.pages.frame.context import (
    AuthenticatedRequest,
    find_current_period,
    list_begun_periods,
    list_visible_plans,
)
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import select_filtered_entries
from tasks.permissions import Permission
from tasks.queries import select_visible_entries, select_visible_plans, select_visible_tasks
from tasks.visible_words import read_listed_text, read_words

#: the last part of an address → file format, one file for each attachment or all in one, what the button says
FORMS = {
    "xlsx": ("xlsx", False, "Excel 工作簿"),
    "docx": ("docx", False, "Word 文档"),
    "xlsx-zip": ("xlsx", True, "Excel 分表压缩包"),
    "docx-zip": ("docx", True, "Word 分表压缩包"),
}
LEDGER = "ledger"


@restrict_to(Permission.EXPORT)
def export_page(request: AuthenticatedRequest) -> HttpResponse:
    """Which tables a period or plan gives in a layout, with their rows, and a button for each kind of file.

    Query: ``of`` (2024-Q1, 2024-PLAN; else the period at the top of the page), ``layout`` (else the default).
    """
    choices = list_occasions(request)
    if not choices:
        return render(request, "reporting/exports.html", {"choices": []})
    occasion = get_chosen_occasion(request, choices)
    plan = get_object_or_404(select_visible_plans(request.user), year=occasion.year)
    layout, layouts = get_chosen_layout(request, occasion)
    return render(
        request,
        "reporting/exports.html",
        {
            "choices": choices,
            "occasion": occasion,
            "layout": layout,
            "asked": request.GET.get("layout", ""),
            "layouts": [each for each in layouts if each.key != LEDGER],
            "attachments": build_attachments(
                layout, list_occasion_items(request.user, plan, occasion), occasion
            ),
            "forms": [(form, label) for form, (_, _, label) in FORMS.items()],
        },
    )


@restrict_to(Permission.EXPORT)
def export_attachments(request: AuthenticatedRequest, year: int, code: str, form: str) -> HttpResponseBase:
    """The file: ``code`` is PLAN, Q1, H1, Q3 or FY, ``form`` one of ``FORMS``; query ``layout`` as on the page."""
    if code not in periods.CODES or form not in FORMS:
        raise Http404
    plan = get_object_or_404(select_visible_plans(request.user), year=year)
    occasion = Occasion(year, code)
    layout, _ = get_chosen_layout(request, occasion)
    attachments = build_attachments(layout, list_occasion_items(request.user, plan, occasion), occasion)
    if not attachments.sheets:
        messages.error(request, f"{occasion.label}没有可列入附件的事项。")
        return redirect("export_page")
    return render_attachments_file(request.user, plan, occasion, attachments, form)


@restrict_to(Permission.EXPORT)
def export_list(request: AuthenticatedRequest) -> HttpResponseBase:
    """The list of items as one table: the same rows in the same order, filtered by the same query."""
    period, entries = find_current_period(request), select_filtered_entries(request)
    if period is None or not entries:
        messages.error(request, "没有符合筛选条件的事项，未导出。")
        return redirect("task_list")
    occasion = Occasion(period.plan.year, period.code)
    items = [
        build_listed_item(request.user, *pair)
        for pair in zip(entries, build_items_from_entries(entries), strict=True)
    ]
    attachments = build_attachments(get_layout_by_name(LEDGER, load_layouts()), items, occasion)
    return render_attachments_file(
        request.user, period.plan, occasion, attachments, "xlsx", stem=f"{occasion.label}事项台账"
    )


def build_listed_item(user, entry: ProgressEntry, item: ReportItem) -> ReportItem:
    """The row as the person's list shows it: the lead units' people read their own draft there."""
    own: dict[str, Any] = format_entry_fields(read_words(user, entry), BESIDE_TEXT)
    return replace(item, progress=read_listed_text(user, entry), **own)


def list_occasions(request: AuthenticatedRequest) -> list[Occasion]:
    """Every period of the government that has begun, and every plan, the newest first."""
    begun = [Occasion(period.plan.year, period.code) for period in list_begun_periods(request)]
    plans = [Occasion(plan.year, periods.CODES[periods.PLAN]) for plan in list_visible_plans(request)]
    return sorted(
        begun + plans, key=lambda each: (each.year, periods.parse_period_code(each.code)), reverse=True
    )


def get_chosen_occasion(request: AuthenticatedRequest, choices: list[Occasion]) -> Occasion:
    """What the query asks for, else the period at the top of the page, else the newest."""
    asked = request.GET.get("of", "")
    if asked:
        for occasion in choices:
            if occasion.key == asked:
                return occasion
        raise Http404
    period = find_current_period(request)
    return Occasion(period.plan.year, period.code) if period else choices[0]


def get_chosen_layout(request: AuthenticatedRequest, occasion: Occasion) -> tuple[Layout, list[Layout]]:
    """The layout that the query names or that is the default, and all there are.

    Raises:
        BadRequest: no such layout, or a mistake in a layout file.
    """
    name = request.GET.get("layout", "")
    try:
        layouts = load_layouts()
        chosen = (
            get_layout_by_name(name, layouts)
            if name
            else get_layout_for_period(occasion.year, occasion.code, layouts)
        )
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    return chosen, list(layouts.values())


def list_occasion_items(user: User, plan: Plan, occasion: Occasion) -> list[ReportItem]:
    """What the person may see of a plan or of one of its periods."""
    if occasion.is_plan:
        return build_items_from_tasks(select_visible_tasks(user).filter(plan=plan))
    period = get_object_or_404(plan.periods, number=periods.parse_period_code(occasion.code))
    return list_period_items(select_visible_entries(user).filter(period=period))


def render_attachments_file(
    user: User, plan: Plan, occasion: Occasion, attachments: Attachments, form: str, stem: str = ""
) -> FileResponse:
    """The download, with its trace.

    Raises:
        BadRequest: a text is too long for an Excel cell.
    """
    try:
        file = build_export_file(attachments.sheets, stem or occasion.file_stem, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_export(by=user, plan=plan, period=occasion.period, files=[file.name], rows=attachments.row_count)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def build_export_file(sheets: tuple[Sheet, ...], stem: str, form: str) -> delivery.OfficeFile:
    ending, separate, _ = FORMS[form]
    if separate:
        return delivery.write_zip(delivery.write_separate_files(sheets, ending), stem)
    return delivery.write_one_file(sheets, stem, ending)
