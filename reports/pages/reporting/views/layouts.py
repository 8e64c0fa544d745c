"""版式: which layouts there are, and trying one out: a pasted text is checked and shown on a period's rows."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render

from reports.layouts.layout import FIELDS, FOLDER, Layout, LayoutError, load_layouts, parse_layout
from reports.layouts.reader import PLACEHOLDERS
from reports.pages.reporting.views.exports import chosen_occasion, items_for, occasions_of
from reports.pages.reporting.views.report import plan_of
from reports.printing.sheet import Sheet
from reports.reporting.attachments import Attachments, Occasion, attachments_of
from reports.reporting.narrative import template_path
from tasks import periods
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import requires
from tasks.permissions import Verb

PASTED = "粘贴的版式"
ROWS_SHOWN = 3
LONGEST_LAYOUT = 200_000


@dataclass(frozen=True)
class Shown:
    """A table of the preview: its sheet without most of its rows."""

    sheet: Sheet
    row_count: int


@requires(Verb.WRITE_REPORT)
def layout_list(request: AuthenticatedRequest) -> HttpResponse:
    """Every layout; one of them (query ``show``) or a pasted one (a post's ``text``) checked and previewed.

    Query ``of``: the report whose rows are shown.
    """
    try:
        layouts = load_layouts()
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    key = request.GET.get("show", "")
    if key and key not in layouts:
        raise Http404
    text, layout = request.POST.get("text", ""), layouts.get(key)
    errors: list[str] = []
    if request.method == "POST":
        layout, errors = checked(text)
    elif layout:
        text = (FOLDER / f"{key}.toml").read_text(encoding="utf-8")
    context = {
        "layouts": [(each, used_for(each)) for each in layouts.values()],
        "layout": layout,
        "key": key,
        "text": text,
        "errors": errors,
        "height": max(text.count("\n") + 3, 12),
        "fields": list(FIELDS),
        "placeholders": list(PLACEHOLDERS.items()),
        **preview(request, layout),
    }
    return render(request, "reporting/layouts.html", context, status=422 if errors else 200)


def checked(text: str) -> tuple[Layout | None, list[str]]:
    """The layout that a text describes, or every mistake in it."""
    if len(text) > LONGEST_LAYOUT:
        return None, [f"版式文件不应超过 {LONGEST_LAYOUT} 字。"]
    try:
        return parse_layout(PASTED, text.replace("\r\n", "\n")), []
    except LayoutError as error:
        return None, error.errors


def used_for(layout: Layout) -> str:
    """The periods that take it by themselves: 2022年上半年; 一季度、上半年、前三季度（通用）."""
    own = [Occasion(year, code).label for year, code in sorted(layout.default_for)]
    general = sorted(layout.general_for, key=periods.CODES.index)
    labels = [periods.label_of(periods.number_of(code)) for code in general]
    return "；".join([*own, *([f"{'、'.join(labels)}（通用）"] if labels else [])])


def preview(request: AuthenticatedRequest, layout: Layout | None) -> dict:
    """The tables that the layout makes of the chosen report, a few rows of each."""
    choices = occasions_of(request)
    if layout is None or not choices:
        return {"choices": choices}
    occasion = chosen_occasion(request, choices)
    items = items_for(request.user, plan_of(request, occasion.year), occasion)
    attachments = attachments_of(layout, items, occasion)
    return {
        "choices": choices,
        "occasion": occasion,
        "tables": [shown(sheet) for sheet in attachments.sheets],
        "remarks": attachments.remarks or nothing_in(attachments),
        "has_template": template_path(layout).exists(),
    }


def nothing_in(attachments: Attachments) -> list[str]:
    return [] if attachments.sheets else ["所选内容没有可列入该版式的事项。"]


def shown(sheet: Sheet) -> Shown:
    short = Sheet(sheet.label, sheet.title, sheet.columns, sheet.rows[:ROWS_SHOWN])
    return Shown(short, len(sheet.rows))
