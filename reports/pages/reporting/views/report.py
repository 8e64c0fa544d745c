"""报告: shows the report as it is printed, saves the office's own wordings, and hands out its files."""

from collections.abc import Sequence
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from reports.pages.reporting.occasion_page import (
    build_kept_query,
    get_chosen_layout,
    get_chosen_occasion,
    get_occasion_or_404,
    get_plan_or_404,
    list_occasions,
)
from reports.pages.reporting.report_page import FORMS, ReportPage, find_occasion_period
from reports.printing.delivery import OfficeFile, write_one_file, write_zip
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Occasion
from reports.reporting.highlights import build_highlight_sheets
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import Report, build_report, write_report_files, write_report_zip
from tasks.issuing.export_actions import record_export
from tasks.issuing.report_actions import TextChangedMeanwhile, edit_paragraph, restore_paragraph
from tasks.models import Plan
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused


@require_safe
@restrict_to(Permission.WRITE_REPORT)
def report_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the report of a period, or the plan as issued.

    Query: as of ``OccasionPage``, and ``edit`` (the key of the paragraph to open).
    """
    occasions = list_occasions(request)
    page = ReportPage(request, occasions, open_key=request.GET.get("edit", "")) if occasions else None
    return render(request, "reporting/report.html", {"page": page})


def redirect_to_report(request: AuthenticatedRequest, anchor: str = "") -> HttpResponse:
    query = build_kept_query(request)
    return redirect(f"{reverse('report_page')}{f'?{query}' if query else ''}{anchor}")


@require_POST
@restrict_to(Permission.WRITE_REPORT)
def report_paragraph(request: AuthenticatedRequest) -> HttpResponse:
    """Saves the office's own wording of a paragraph, or with ``do=restore`` removes it; the query is that of the page."""
    occasions = list_occasions(request)
    if not occasions:
        raise Http404
    occasion = get_chosen_occasion(request, occasions)
    plan = get_plan_or_404(request, occasion.year)
    key, typed = request.POST.get("key", ""), request.POST.get("wording", "")
    number = occasion.number
    try:
        if request.POST.get("do") == "restore":
            restore_paragraph(plan=plan, number=number, key=key, by=request.user)
            messages.success(request, "已恢复为生成稿。")
            return redirect_to_report(request)
        generated = generate_paragraph_text(request, plan, occasion, key)
        edit_paragraph(
            plan=plan,
            number=number,
            key=key,
            generated=generated,
            wording=typed,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except TextChangedMeanwhile as overtaken:
        page = ReportPage(request, occasions, open_key=key, refused_wording=typed, refusal=overtaken)
        return render(request, "reporting/report.html", {"page": page}, status=422)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect_to_report(request)
    return redirect_to_report(request, f"#{request.POST.get('place', '')}")


def generate_paragraph_text(request: AuthenticatedRequest, plan: Plan, occasion: Occasion, key: str) -> str:
    """Generates the paragraph anew.

    Raises:
        Refused: it is no longer generated.
    """
    layout, _ = get_chosen_layout(request, plan, occasion)
    try:
        report = build_report(plan, occasion, user=request.user, layout=layout)
    except ManuscriptError as error:
        raise Refused(str(error)) from error
    for draft in report.drafts:
        if draft.paragraph.key == key:
            return draft.paragraph.text
    raise Refused("生成稿中已没有这一段，数据可能刚刚变化，请重新核对。")


@require_safe
@restrict_to(Permission.WRITE_REPORT)
def report_file(request: AuthenticatedRequest, year: int, code: str, form: str) -> HttpResponseBase:
    """Hands out the report as a file; the query ``layout`` is that of the page.

    Args:
        code: PLAN, Q1, H1, Q3 or FY.
        form: a key of ``FORMS``.
    """
    if form not in FORMS:
        raise Http404
    plan, occasion = get_occasion_or_404(request, year, code)
    if not occasion.is_plan and find_occasion_period(request, plan, occasion) is None:
        raise Http404
    layout, _ = get_chosen_layout(request, plan, occasion)
    try:
        report = build_report(plan, occasion, user=request.user, layout=layout)
        files = build_highlight_files(plan, occasion, request) if form == "highlights" else write_report_files(report)
        file = find_report_file(form, files, report)
    except (ManuscriptError, CellTooLongError) as error:
        raise BadRequest(str(error)) from error
    if file is None:
        messages.error(request, f"{occasion.label}没有可列入的事项，没有这一文件。")
        return redirect_to_report(request)
    rows = report.attachments.row_count
    record_export(by=request.user, plan=plan, period=occasion.period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def build_highlight_files(plan: Plan, occasion: Occasion, request: AuthenticatedRequest) -> list[OfficeFile]:
    """Writes the tables that accompany the report; a plan has none."""
    period = find_occasion_period(request, plan, occasion)
    sheets = build_highlight_sheets(period, request.user) if period else []
    return [write_one_file(sheets, f"{occasion.label}对比汇总", "xlsx")] if sheets else []


def find_report_file(form: str, files: Sequence[OfficeFile], report: Report) -> OfficeFile | None:
    """Finds or makes the file of one form; None where there is none, as Excel for a report without tables."""
    if form == "highlights":
        return files[0] if files else None
    if form == "zip":
        return write_report_zip(files, report)
    found = [file for file in files if file.name.endswith(f".{form}")]
    if form == "xlsx" and len(found) > 1:
        # tables that are printed into a sample are files of their own; the Word document holds all tables by itself
        return write_zip(found, report.occasion.file_stem)
    return found[0] if found else None
