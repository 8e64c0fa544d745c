"""版式: lists the layouts, and checks and previews one of them or a text that somebody brings, which may be kept."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from reports.layouts.composing import compose_layout_text
from reports.layouts.layout import FIELD_NAMES, Layout, LayoutError, load_layouts, parse_layout
from reports.layouts.own_layouts import load_own_layouts
from reports.layouts.reader import PLACEHOLDERS
from reports.layouts.uses import describe_uses
from reports.pages.reporting.kept_layouts import keep_new_layout
from reports.pages.reporting.layout_preview import LayoutPreview
from reports.pages.reporting.occasion_page import LEDGER
from tasks.issuing.layout_actions import LONGEST_LAYOUT
from tasks.models import OfficeLayout
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused

PASTED = "粘贴的版式"
#: bytes of a file; a letter of Chinese has three
LARGEST_FILE = 3 * LONGEST_LAYOUT


class LayoutListPage:
    """All layouts, and one of them checked and previewed.

    Attributes:
        key: of the layout shown; "" for a text that somebody brings.
        text: of the layout, as shown or as brought.
        layout: None while none is shown, and for a text with errors.

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
        self.request = request
        self.layouts = layouts
        self.key = key
        self.text = text
        self.layout = layout
        self.errors = errors
        self.fields: list[tuple[str, str]] = list(FIELD_NAMES.items())
        self.placeholders: list[tuple[str, str]] = list(PLACEHOLDERS.items())
        self.ledger = LEDGER
        self.preview = LayoutPreview(request, layout) if layout else None

    @property
    def uses(self) -> list[tuple[Layout, str]]:
        """Each layout that comes with the product, with the periods that use it by default."""
        return [(layout, describe_uses(layout)) for layout in self.layouts.values() if not layout.is_own]

    @cached_property
    def own(self) -> list[tuple[OfficeLayout, str]]:
        """Each layout of the government, with the periods that use it by default."""
        rows = OfficeLayout.objects.filter(government=self.request.user.home).order_by("is_retired", "name")
        return [(row, describe_uses(self.layouts[row.key]) if row.key in self.layouts else "") for row in rows]

    @property
    def height(self) -> int:
        """Rows of the field with the text."""
        return max(self.text.count("\n") + 3, 12)


@restrict_to(Permission.WRITE_REPORT)
def layout_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows every layout, and one of them: that of the query ``show``, or the posted ``text`` or ``file``.

    A post with ``do=keep`` keeps the text as a layout of the government.

    Query ``of``: the report whose rows are shown.
    """
    try:
        layouts = load_own_layouts(request.user.home_id) | load_layouts()
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    key = request.GET.get("show", "")
    if key and key not in layouts:
        raise Http404
    text, layout = "", layouts.get(key)
    errors: list[str] = []
    if request.method == "POST":
        layout = None
        text, errors = read_brought_text(request)
        if not errors:
            layout, errors = parse_brought_layout(text)
        if layout and request.POST.get("do") == "keep":
            try:
                row = keep_new_layout(layout, text, note="导入", by=request.user)
                messages.success(request, f"已存为本级版式“{row}”。")
                return redirect("layout_edit", row.pk)
            except Refused as refusal:
                errors = [str(refusal)]
    elif layout:
        text = compose_layout_text(layout)
    page = LayoutListPage(request, layouts, key=key, text=text, layout=layout, errors=errors)
    return render(request, "reporting/layouts.html", {"page": page}, status=422 if errors else 200)


def read_brought_text(request: AuthenticatedRequest) -> tuple[str, list[str]]:
    """Returns the text of the file, or else of the field, with what is wrong with it."""
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "").replace("\r\n", "\n")
    elif (file.size or 0) > LARGEST_FILE:
        return "", [f"版式文件不应超过 {LONGEST_LAYOUT} 字。"]
    else:
        try:
            text = file.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return "", ["不是版式文件：应为 UTF-8 编码的文本，从“导出”得到的文件可以直接使用。"]
    return (text, [f"版式文件不应超过 {LONGEST_LAYOUT} 字。"]) if len(text) > LONGEST_LAYOUT else (text, [])


def parse_brought_layout(text: str) -> tuple[Layout | None, list[str]]:
    """Returns the layout that a text describes, or every mistake in it."""
    try:
        return parse_layout(PASTED, text), []
    except LayoutError as error:
        return None, error.errors
