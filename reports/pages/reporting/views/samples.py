"""学样板: brings an office's own table, says which of its columns shows what, and prints an attachment into it."""

from dataclasses import replace
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.layouts.layout import Layout
from reports.pages.reporting.kept_layouts import keep_sample
from reports.pages.reporting.layout_draft import read_count
from reports.pages.reporting.occasion_page import get_plan_or_404, list_occasion_items
from reports.pages.reporting.sample_page import SamplePage, read_sent_reading
from reports.pages.reporting.views.own_layouts import get_own_layout_or_404, read_held_version
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import (
    Occasion,
    build_attachment_sheet,
    build_filled_sample,
    is_in_attachment,
)
from reports.sampling.files import fill_sample, require_fillable
from reports.sampling.reading import SampleFile, SampleReading, open_sample, propose_reading, read_data, read_sample
from reports.sampling.stored import StoredSample
from tasks.importing import Unreadable
from tasks.issuing.export_actions import record_export
from tasks.issuing.sample_actions import add_sample
from tasks.models import OfficeLayout, TableSample
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.permissions import Permission, Refused

CHOOSE = "请选择要作样板的文件。"


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.WRITE_REPORT)
def layout_sample(request: AuthenticatedRequest, pk: int, order: int) -> HttpResponseBase:
    """Shows the sample of an attachment with a menu on each column.

    A post brings a ``file``, or says how the sample is read: with ``do=save`` the layout prints into it from now on, with
    ``do=try`` it is filled once and handed out, else it is shown anew.

    Query or post ``sample``: a file that was brought and is not used yet. ``of``: the report of a trial.
    """
    row = get_own_layout_or_404(request, pk)
    layout = read_held_version(row)
    if not 1 <= order <= len(layout.attachments):
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "bring":
        return bring_sample(request, row, layout, order)
    sample = find_sample(request, layout, order)
    if sample is None:
        errors = [CHOOSE] if request.method == "POST" else []
        return render_page(request, SamplePage(request, row, layout, order, errors=errors))
    file = read_sample(sample.form, bytes(sample.content), sample.filename)
    reading, errors = read_data(sample.reading), []
    if request.method == "POST":
        reading, errors = read_sent_reading(request.POST, file)
    page = SamplePage(request, row, layout, order, sample=sample, file=file, reading=reading, errors=errors)
    if errors or request.method != "POST":
        return render_page(request, page)
    if request.POST.get("do") == "try":
        return try_sample(request, page, sample, file, reading)
    if request.POST.get("do") == "save":
        return save_sample(request, page, layout, sample, reading)
    return render_page(request, page)


def find_sample(request: AuthenticatedRequest, layout: Layout, order: int) -> TableSample | None:
    """Finds the sample that the form or the query names, or else the one that the attachment is printed into."""
    asked = request.POST.get("sample") or request.GET.get("sample", "")
    key = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 16 else 0
    key = key or layout.attachments[order - 1].sample
    return TableSample.objects.filter(government=request.user.home, pk=key).first() if key else None


def bring_sample(request: AuthenticatedRequest, row: OfficeLayout, layout: Layout, order: int) -> HttpResponse:
    file = request.FILES.get("file")
    errors = [CHOOSE]
    if file is not None:
        try:
            name = file.name or "样板"
            opened = open_sample(file, name)
            reading = propose_reading(opened)
            require_fillable(opened.form, opened.content, reading)
            sample = add_sample(
                government=row.government,
                filename=name,
                form=opened.form,
                content=opened.content,
                reading=reading.build_data(),
                by=request.user,
            )
        except (Unreadable, Refused) as refusal:
            errors = [str(refusal)]
        else:
            for remark in opened.remarks:
                messages.warning(request, remark)
            return redirect(f"{reverse('layout_sample', args=[row.pk, order])}?sample={sample.pk}")
    return render_page(request, SamplePage(request, row, layout, order, errors=errors))


def save_sample(
    request: AuthenticatedRequest, page: SamplePage, layout: Layout, sample: TableSample, reading: SampleReading
) -> HttpResponse:
    try:
        seen = read_count(request.POST, "seen")
        require_fillable(sample.form, bytes(sample.content), reading)
        saved = keep_sample(page.row, layout, page.order - 1, sample, reading, seen=seen, by=request.user)
    except (Refused, Unreadable) as refusal:
        page.errors = [str(refusal)]
        return render_page(request, page)
    said = f"“{saved}”第 {page.order} 张表今后填入样板“{sample.filename}”，现为第 {saved.version} 版。"
    messages.success(request, said)
    return redirect("layout_edit", saved.pk)


def try_sample(
    request: AuthenticatedRequest, page: SamplePage, sample: TableSample, file: SampleFile, reading: SampleReading
) -> HttpResponseBase:
    """Fills the sample with the rows of a report, and hands it out.

    Raises:
        BadRequest: a text is too long for a cell.
    """
    items = []
    if page.occasion:
        plan = get_plan_or_404(request, page.occasion.year)
        found = list_occasion_items(request.user, plan, page.occasion)
        items = [item for item in found if is_in_attachment(item, page.attachment)]
    if not items or page.occasion is None:
        page.errors = ["所选内容没有可列入这张表的事项。"]
        return render_page(request, page)
    occasion: Occasion = page.occasion
    sheet = build_attachment_sheet(replace(page.attachment, sample=0), items, occasion, page.order)
    stored = StoredSample(sample.form, file.content, reading)
    try:
        require_fillable(sample.form, file.content, reading)
        made = fill_sample(build_filled_sample(sheet, page.attachment, items, occasion, stored))
    except Unreadable as refusal:
        page.errors = [str(refusal)]
        return render_page(request, page)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_export(by=request.user, plan=plan, period=occasion.period, files=[made.name], rows=len(items))
    return FileResponse(BytesIO(made.content), as_attachment=True, filename=made.name)


def render_page(request: AuthenticatedRequest, page: SamplePage) -> HttpResponse:
    status = UNFIT if page.errors else 200
    return render(request, "reporting/layout_sample.html", {"page": page}, status=status)
