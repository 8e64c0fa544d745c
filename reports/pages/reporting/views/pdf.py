"""报告 PDF: has it made in the background, since that takes some ten seconds."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.pages.reporting.occasion_page import get_chosen_layout, get_occasion_or_404
from reports.pages.reporting.report_jobs import request_report_pdf
from reports.pages.reporting.report_page import find_occasion_period
from reports.printing.portable import MISSING
from tasks.converting.libreoffice import find_libreoffice
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.WRITE_REPORT)
def report_pdf(request: AuthenticatedRequest, year: int, code: str) -> HttpResponse:
    """Asks whether the PDF of a report shall be made; a POST has it made and goes to the page of the job.

    The query ``layout`` is that of the report's page.

    Args:
        code: PLAN, Q1, H1, Q3 or FY.
    """
    plan, occasion = get_occasion_or_404(request, year, code)
    if not occasion.is_plan and find_occasion_period(request, plan, occasion) is None:
        raise Http404
    layout, _ = get_chosen_layout(request, plan, occasion)
    if find_libreoffice() is None:
        messages.error(request, MISSING)
        return redirect("report_page")
    if request.method != "POST":
        return render(request, "reporting/pdf.html", {"occasion": occasion})
    try:
        job = request_report_pdf(plan=plan, code=code, layout=layout.key, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("report_page")
    return redirect("job_page", job.pk)
