"""版式: which layouts there are, and trying one out: a pasted text is checked and shown on a period's rows."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render

from reports.layouts.layout import FIELDS, FOLDER, Layout, LayoutError, load_layouts, parse_layout
from reports.layouts.reader import PLACEHOLDERS
from reports.pages.reporting.views.exports import get_chosen_occasion, list_occasion_items, list_occasions
from reports.pages.reporting.views.report import get_plan_or_404
from reports.printing.sheet import Sheet
from reports.reporting.attachments import Attachments, Occasion, build_attachments
from reports.reporting.narrative import get_template_path
from tasks import periods
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission

PASTED = "粘贴的版式"
ROWS_SHOWN = 3
LONGEST_LAYOUT = 200_000


@dataclass(frozen=True)
class TablePreview:
    """A table of the preview: its sheet without most of its rows."""

    sheet: Sheet
    row_count: int


@restrict_to(Permission.WRITE_REPORT)
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
        layout, errors = parse_pasted_layout(text)
    elif layout:
        text = (FOLDER / f"{key}.toml").read_text(encoding="utf-8")
    context = {
        "layouts": [(each, describe_layout_use(each)) for each in layouts.values()],
        "layout": layout,
        "key": key,
        "text": text,
        "errors": errors,
        "height": max(text.count("\n") + 3, 12),
        "fields": list(FIELDS),
        "placeholders": list(PLACEHOLDERS.items()),
        **build_layout_preview(request, layout),
    }
    return render(request, "reporting/layouts.html", context, status=422 if errors else 200)


def parse_pasted_layout(text: str) -> tuple[Layout | None, list[str]]:
    """The layout that a text describes, or every mistake in it."""
    if len(text) > LONGEST_LAYOUT:
        return None, [f"版式文件不应超过 {LONGEST_LAYOUT} 字。"]
    try:
        return parse_layout(PASTED, text.replace("\r\n", "\n")), []
    except LayoutError as error:
        return None, error.errors


def describe_layout_use(layout: Layout) -> str:
    """The periods that take it by themselves: 2022年上半年; 一季度、上半年、前三季度（通用）."""
    own = [Occasion(year, code).label for year, code in sorted(layout.default_for)]
    general = sorted(layout.general_for, key=periods.CODES.index)
    labels = [periods.get_period_label(periods.parse_period_code(code)) for code in general]
    return "；".join([*own, *([f"{'、'.join(labels)}（通用）"] if labels else [])])


def build_layout_preview(request: AuthenticatedRequest, layout: Layout | None) -> dict:
    """The tables that the layout makes of the chosen report, a few rows of each."""
    choices = list_occasions(request)
    if layout is None or not choices:
        return {"choices": choices}
    occasion = get_chosen_occasion(request, choices)
    items = list_occasion_items(request.user, get_plan_or_404(request, occasion.year), occasion)
    attachments = build_attachments(layout, items, occasion)
    return {
        "choices": choices,
        "occasion": occasion,
        "tables": [build_table_preview(sheet) for sheet in attachments.sheets],
        "remarks": attachments.remarks or describe_empty_preview(attachments),
        "has_template": get_template_path(layout).exists(),
    }


def describe_empty_preview(attachments: Attachments) -> list[str]:
    return [] if attachments.sheets else ["所选内容没有可列入该版式的事项。"]


def build_table_preview(sheet: Sheet) -> TablePreview:
    short = Sheet(sheet.label, sheet.title, sheet.columns, sheet.rows[:ROWS_SHOWN])
    return TablePreview(short, len(sheet.rows))
