"""导出附表: a page that shows what a layout will give, and the files. Everybody gets the rows he may see."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from reports.layouts.layout import Layout, LayoutError, layout_for, layout_named, load_layouts
from reports.printing import delivery
from reports.printing.sheet import Sheet
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Attachments, Occasion, attachments_of
from reports.reporting.items import Item, items_of_entries, items_of_period, items_of_tasks
from tasks import periods
from tasks.issuing.export_actions import record_export
from tasks.models import Plan, ProgressEntry, User
from tasks.models.entry_fields import BESIDE_TEXT, printed_of
from tasks.pages.frame.context import AuthenticatedRequest, current_period, periods_for, plans_for
from tasks.pages.frame.views.access import requires
from tasks.pages.items.filters import filtered_entries
from tasks.permissions import Verb
from tasks.queries import entries_visible_to, plans_visible_to, tasks_visible_to
from tasks.words import read_listed_text, read_words

#: the last part of an address → file format, one file for each attachment or all in one, what the button says
FORMS = {
    "xlsx": ("xlsx", False, "Excel 工作簿"),
    "docx": ("docx", False, "Word 文档"),
    "xlsx-zip": ("xlsx", True, "Excel 分表压缩包"),
    "docx-zip": ("docx", True, "Word 分表压缩包"),
}
LEDGER = "ledger"


@requires(Verb.EXPORT)
def export_page(request: AuthenticatedRequest) -> HttpResponse:
    """Which tables a period or plan gives in a layout, with their rows, and a button for each kind of file.

    Query: ``of`` (2024-Q1, 2024-PLAN; else the period at the top of the page), ``layout`` (else the default).
    """
    choices = occasions_of(request)
    if not choices:
        return render(request, "reporting/exports.html", {"choices": []})
    occasion = chosen_occasion(request, choices)
    plan = get_object_or_404(plans_visible_to(request.user), year=occasion.year)
    layout, layouts = chosen_layout(request, occasion)
    return render(
        request,
        "reporting/exports.html",
        {
            "choices": choices,
            "occasion": occasion,
            "layout": layout,
            "asked": request.GET.get("layout", ""),
            "layouts": [each for each in layouts if each.key != LEDGER],
            "attachments": attachments_of(layout, items_for(request.user, plan, occasion), occasion),
            "forms": [(form, label) for form, (_, _, label) in FORMS.items()],
        },
    )


@requires(Verb.EXPORT)
def export_attachments(request: AuthenticatedRequest, year: int, code: str, form: str) -> HttpResponseBase:
    """The file: ``code`` is PLAN, Q1, H1, Q3 or FY, ``form`` one of ``FORMS``; query ``layout`` as on the page."""
    if code not in periods.CODES or form not in FORMS:
        raise Http404
    plan = get_object_or_404(plans_visible_to(request.user), year=year)
    occasion = Occasion(year, code)
    layout, _ = chosen_layout(request, occasion)
    attachments = attachments_of(layout, items_for(request.user, plan, occasion), occasion)
    if not attachments.sheets:
        messages.error(request, f"{occasion.label}没有可列入附件的事项。")
        return redirect("export_page")
    return sent(request.user, plan, occasion, attachments, form)


@requires(Verb.EXPORT)
def export_list(request: AuthenticatedRequest) -> HttpResponseBase:
    """The list of items as one table: the same rows in the same order, filtered by the same query."""
    period, entries = current_period(request), filtered_entries(request)
    if period is None or not entries:
        messages.error(request, "没有符合筛选条件的事项，未导出。")
        return redirect("task_list")
    occasion = Occasion(period.plan.year, period.code)
    items = [as_listed(request.user, *pair) for pair in zip(entries, items_of_entries(entries), strict=True)]
    attachments = attachments_of(layout_named(LEDGER, load_layouts()), items, occasion)
    return sent(request.user, period.plan, occasion, attachments, "xlsx", stem=f"{occasion.label}事项台账")


def as_listed(user, entry: ProgressEntry, item: Item) -> Item:
    """The row as the person's list shows it: the lead units' people read their own draft there."""
    own: dict[str, Any] = printed_of(read_words(user, entry), BESIDE_TEXT)
    return replace(item, progress=read_listed_text(user, entry), **own)


def occasions_of(request: AuthenticatedRequest) -> list[Occasion]:
    """Every period of the government that has begun, and every plan, the newest first."""
    begun = [Occasion(period.plan.year, period.code) for period in periods_for(request)]
    plans = [Occasion(plan.year, periods.CODES[periods.PLAN]) for plan in plans_for(request)]
    return sorted(begun + plans, key=lambda each: (each.year, periods.number_of(each.code)), reverse=True)


def chosen_occasion(request: AuthenticatedRequest, choices: list[Occasion]) -> Occasion:
    """What the query asks for, else the period at the top of the page, else the newest."""
    asked = request.GET.get("of", "")
    if asked:
        for occasion in choices:
            if occasion.key == asked:
                return occasion
        raise Http404
    period = current_period(request)
    return Occasion(period.plan.year, period.code) if period else choices[0]


def chosen_layout(request: AuthenticatedRequest, occasion: Occasion) -> tuple[Layout, list[Layout]]:
    """The layout that the query names or that is the default, and all there are.

    Raises:
        BadRequest: no such layout, or a mistake in a layout file.
    """
    name = request.GET.get("layout", "")
    try:
        layouts = load_layouts()
        chosen = layout_named(name, layouts) if name else layout_for(occasion.year, occasion.code, layouts)
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    return chosen, list(layouts.values())


def items_for(user: User, plan: Plan, occasion: Occasion) -> list[Item]:
    """What the person may see of a plan or of one of its periods."""
    if occasion.is_plan:
        return items_of_tasks(tasks_visible_to(user).filter(plan=plan))
    period = get_object_or_404(plan.periods, number=periods.number_of(occasion.code))
    return items_of_period(entries_visible_to(user).filter(period=period))


def sent(
    user: User, plan: Plan, occasion: Occasion, attachments: Attachments, form: str, stem: str = ""
) -> FileResponse:
    """The download, with its trace.

    Raises:
        BadRequest: a text is too long for an Excel cell.
    """
    try:
        file = file_of(attachments.sheets, stem or occasion.file_stem, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_export(by=user, plan=plan, period=occasion.period, files=[file.name], rows=attachments.row_count)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def file_of(sheets: tuple[Sheet, ...], stem: str, form: str) -> delivery.OfficeFile:
    ending, separate, _ = FORMS[form]
    if separate:
        return delivery.zipped(delivery.as_many(sheets, ending), stem)
    return delivery.as_one(sheets, stem, ending)
