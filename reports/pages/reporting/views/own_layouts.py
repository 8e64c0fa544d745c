"""本级版式: copies, edits, compares, takes back, retires and exports the layouts of a government's own."""

from dataclasses import replace
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.layouts.composing import compose_exchanged_text, compose_layout_text
from reports.layouts.layout import Layout, LayoutError
from reports.layouts.own_layouts import load_layouts_of, read_version
from reports.layouts.uses import map_uses
from reports.pages.reporting.kept_layouts import keep_new_layout, keep_version
from reports.pages.reporting.layout_draft import build_draft, parse_draft, read_count, read_draft
from reports.pages.reporting.layout_editor import LayoutEditorPage, LayoutHistoryPage
from reports.pages.reporting.occasion_page import LEDGER
from reports.printing.delivery import format_file_name
from reports.reporting.narrative import get_template_path
from tasks import clock
from tasks.issuing.layout_actions import LayoutChangedMeanwhile, reinstate_layout, retire_layout
from tasks.models import LayoutVersion, OfficeLayout
from tasks.models.office_layout import LAYOUT_NAME_LENGTH
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.permissions import Permission, Refused


@require_POST
@restrict_to(Permission.WRITE_REPORT)
def layout_copy(request: AuthenticatedRequest, key: str) -> HttpResponse:
    """Copies a layout into one of the government's own, which no period uses by itself yet, and goes to its form."""
    try:
        layouts = load_layouts_of(request.user.home_id)
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    if key not in layouts or key == LEDGER:
        raise Http404
    source = layouts[key]
    layout = build_copy(source, [one.name for one in OfficeLayout.objects.filter(government=request.user.home)])
    try:
        row = keep_new_layout(layout, compose_layout_text(layout), note=f"复制自{source.name}", by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("layout_list")
    messages.success(request, f"已复制为“{row}”。改好并选定用于哪些期次后，这些期次就用它。")
    return redirect("layout_edit", row.pk)


def build_copy(source: Layout, taken: list[str]) -> Layout:
    name, number = f"{source.name[: LAYOUT_NAME_LENGTH - 8]}（本级）", 2
    while name in taken:
        name, number = f"{source.name[: LAYOUT_NAME_LENGTH - 8]}（本级{number}）", number + 1
    narrative = source.narrative or (source.key if get_template_path(source).exists() else "")
    return replace(
        source, name=name, narrative=narrative, manner=clock.today().year, default_for=frozenset(),
        general_for=frozenset(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.WRITE_REPORT)
def layout_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows a layout as a form, tried on a report. A post with ``do=save`` keeps it, any other only shows it.

    Query or post ``of``: the report.
    """
    row = get_own_layout_or_404(request, pk)
    if request.method != "POST":
        layout = read_held_version(row)
        page = LayoutEditorPage(request, row, build_draft(layout), layout, seen=row.version, is_stored=True)
        return render_editor(request, page)
    draft, seen = read_draft(request.POST), read_count(request.POST, "seen") or row.version
    layout_or_none, errors = parse_draft(draft, row.key)
    if request.POST.get("do") != "save" or layout_or_none is None:
        is_adding = request.POST.get("do") == "add"
        page = LayoutEditorPage(request, row, draft, layout_or_none, seen=seen, errors=[] if is_adding else errors)
        return render_editor(request, page, status=UNFIT if errors and not is_adding else 200)
    return save_draft(request, LayoutEditorPage(request, row, draft, layout_or_none, seen=seen), layout_or_none)


def save_draft(request: AuthenticatedRequest, page: LayoutEditorPage, layout: Layout) -> HttpResponse:
    try:
        saved = keep_version(page.row, layout, compose_layout_text(layout), seen=page.seen, by=request.user)
    except LayoutChangedMeanwhile:
        page.row.refresh_from_db()
        page.seen, page.is_overtaken = page.row.version, True
        return render_editor(request, page, status=CONFLICTING)
    except Refused as refusal:
        page.errors = [str(refusal)]
        return render_editor(request, page, status=UNFIT)
    messages.success(request, f"“{saved}”已保存，现为第 {saved.version} 版。")
    return redirect("layout_edit", saved.pk)


def render_editor(request: AuthenticatedRequest, page: LayoutEditorPage, *, status: int = 200) -> HttpResponse:
    return render(request, "reporting/layout_edit.html", {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.WRITE_REPORT)
def layout_history(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows the versions with what each changed. A post takes back to the ``version`` that it names, as a new one."""
    row = get_own_layout_or_404(request, pk)
    if request.method == "POST":
        former = get_version_or_404(row, request.POST.get("version", ""))
        try:
            note, seen = f"恢复第 {former.number} 版", read_count(request.POST, "seen")
            saved = keep_version(row, read_version(former), former.text, seen=seen, note=note, by=request.user)
            messages.success(request, f"已恢复第 {former.number} 版，现为第 {saved.version} 版。")
        except (Refused, LayoutError) as refusal:
            messages.error(request, str(refusal))
        return redirect("layout_history", row.pk)
    return render(request, "reporting/layout_history.html", {"page": LayoutHistoryPage(row)})


@require_POST
@restrict_to(Permission.WRITE_REPORT)
def layout_switch(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Retires a layout, or with ``do=reinstate`` takes it into use again."""
    row = get_own_layout_or_404(request, pk)
    try:
        if request.POST.get("do") == "reinstate":
            reinstate_layout(layout=row, occasions=map_uses(read_held_version(row)), by=request.user)
            messages.success(request, f"“{row}”已恢复使用。")
        else:
            retire_layout(layout=row, by=request.user)
            messages.success(request, f"“{row}”已停用；已印发的不受影响。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("layout_list")


@require_safe
@restrict_to(Permission.WRITE_REPORT)
def layout_text(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponseBase:
    """Hands out a version as a file that another installation may import."""
    row = get_own_layout_or_404(request, pk)
    version = get_version_or_404(row, str(number))
    try:
        layout = read_version(version)
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    has_samples = any(attachment.sample for attachment in layout.attachments)
    text = compose_exchanged_text(layout) if has_samples else version.text
    name = format_file_name(f"{row.name} 第{version.number}版", "toml")
    return FileResponse(BytesIO(text.encode()), as_attachment=True, filename=name)


def get_own_layout_or_404(request: AuthenticatedRequest, pk: int) -> OfficeLayout:
    rows = OfficeLayout.objects.select_related("government").filter(government=request.user.home)
    return get_object_or_404(rows, pk=pk)


def get_version_or_404(row: OfficeLayout, number: str) -> LayoutVersion:
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise Http404
    return get_object_or_404(row.versions.select_related("layout"), number=int(number))


def read_held_version(row: OfficeLayout) -> Layout:
    """Reads the version that holds.

    Raises:
        BadRequest: this release does not read it any more.
    """
    try:
        return read_version(row.versions.select_related("layout").get(number=row.version))
    except LayoutError as error:
        raise BadRequest(str(error)) from error
