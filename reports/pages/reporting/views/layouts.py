"""版式: lists the layouts, and checks and previews one of them or a pasted one on the rows of a report."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render

from reports.layouts.layout import FIELDS, FOLDER, Layout, LayoutError, load_layouts, parse_layout
from reports.layouts.reader import PLACEHOLDERS
from reports.pages.reporting.occasion_page import (
    get_chosen_occasion,
    get_plan_or_404,
    list_occasion_items,
    list_occasions,
)
from reports.printing.sheet import Sheet
from reports.reporting.attachments import Occasion, build_attachments
from reports.reporting.narrative import get_template_path
from tasks import periods
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission

PASTED = "粘贴的版式"
LONGEST_LAYOUT = 200_000


class LayoutListPage:
    """All layouts, and one of them checked and previewed.

    Attributes:
        key: of the layout shown; "" for a pasted one.
        text: of the layout's file, as shown or as pasted.
        layout: None while none is shown, and for a text with errors.
        occasion: the report whose rows are shown; None without a layout.

    Raises:
        Http404: no such report.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        layouts: Mapping[str, Layout],
        *,
        key: str,
        text: str,
        layout: Layout | None,
        errors: Sequence[str] = (),
    ):
        self.layouts = layouts
        self.key = key
        self.text = text
        self.layout = layout
        self.errors = errors
        self.fields: list[str] = list(FIELDS)
        self.placeholders: list[tuple[str, str]] = list(PLACEHOLDERS.items())
        self.occasions: list[Occasion] = list_occasions(request)
        self.occasion: Occasion | None = None
        self.sheets: tuple[Sheet, ...] = ()
        self.remarks: list[str] = []
        self.has_template = False
        if layout and self.occasions:
            self.occasion = get_chosen_occasion(request, self.occasions)
            plan = get_plan_or_404(request, self.occasion.year)
            items = list_occasion_items(request.user, plan, self.occasion)
            attachments = build_attachments(layout, items, self.occasion)
            self.sheets = attachments.sheets
            empty = [] if attachments.sheets else ["所选内容没有可列入该版式的事项。"]
            self.remarks = attachments.remarks or empty
            self.has_template = get_template_path(layout).exists()

    @property
    def uses(self) -> list[tuple[Layout, str]]:
        """Each layout with the periods that use it by default."""
        return [(layout, describe_layout_use(layout)) for layout in self.layouts.values()]

    @property
    def height(self) -> int:
        """Rows of the field with the text."""
        return max(self.text.count("\n") + 3, 12)


@restrict_to(Permission.WRITE_REPORT)
def layout_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows every layout, and checks and previews one: that of the query ``show``, or the posted ``text``.

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
    page = LayoutListPage(request, layouts, key=key, text=text, layout=layout, errors=errors)
    return render(request, "reporting/layouts.html", {"page": page}, status=422 if errors else 200)


def parse_pasted_layout(text: str) -> tuple[Layout | None, list[str]]:
    """Returns the layout that a text describes, or every mistake in it."""
    if len(text) > LONGEST_LAYOUT:
        return None, [f"版式文件不应超过 {LONGEST_LAYOUT} 字。"]
    try:
        return parse_layout(PASTED, text.replace("\r\n", "\n")), []
    except LayoutError as error:
        return None, error.errors


def describe_layout_use(layout: Layout) -> str:
    """Names the periods that use it by default: 2022年上半年；一季度、上半年、前三季度（通用）."""
    own = [Occasion(year, code).label for year, code in sorted(layout.default_for)]
    general = sorted(layout.general_for, key=periods.CODES.index)
    labels = [periods.CODE_LABELS[code] for code in general]
    return "；".join([*own, *([f"{'、'.join(labels)}（通用）"] if labels else [])])
