"""报告: the report as it would be printed, its paragraphs to be reworded in place, and its files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from reports.issuing.before_issue import list_open_findings
from reports.pages.reporting.views.exports import (
    LEDGER,
    get_chosen_layout,
    get_chosen_occasion,
    list_occasions,
)
from reports.printing.delivery import OfficeFile, write_one_file
from reports.printing.paragraphs import Paragraph
from reports.printing.portable import PdfConversionError, convert_to_pdf, find_libreoffice
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Occasion
from reports.reporting.highlights import build_highlight_sheets
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import (
    ParagraphDraft,
    Report,
    build_report,
    write_report_files,
    write_report_zip,
)
from tasks import periods
from tasks.checking.checks import FindingSeverity
from tasks.enums import PeriodState
from tasks.issuing.export_actions import record_export
from tasks.issuing.report_actions import TextChangedMeanwhile, edit_paragraph, restore_paragraph
from tasks.models import Period, Plan
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused

CHARACTERS_IN_FIELD = 36
FINDINGS_SHOWN = 8
FORMS = {"docx": "Word 文档", "xlsx": "Excel 附件", "zip": "全部打包", "pdf": "PDF", "highlights": "对比汇总"}


@dataclass(frozen=True)
class ReportLine:
    """One paragraph of the page: ``printed`` is None where the office emptied it."""

    draft: ParagraphDraft
    printed: Paragraph | None
    is_open: bool
    typed: str

    @property
    def rows(self) -> int:
        """Height of the field in which it is edited."""
        return len(self.typed) // CHARACTERS_IN_FIELD + self.typed.count("\n") + 2


@dataclass(frozen=True)
class RefusedWording:
    """What a person typed and why it was not kept; ``theirs`` is a colleague's newer text."""

    key: str
    typed: str
    error: str
    theirs: str = ""


def iterate_report_lines(report: Report, opened: str, failed: RefusedWording | None) -> Iterator[ReportLine]:
    """The drafts in order, each with what is printed of it."""
    prints = iter(report.paragraphs)
    for draft in report.drafts:
        key = draft.paragraph.key
        printed = next(prints) if draft.text else None
        typed = failed.typed if failed and failed.key == key else draft.text
        yield ReportLine(draft, printed, key == opened, typed)


@require_safe
@restrict_to(Permission.WRITE_REPORT)
def report_page(request: AuthenticatedRequest) -> HttpResponse:
    """The report of a period, or of the plan as issued.

    Query: ``of`` (2024-Q1, 2024-PLAN; else the period at the top of the page), ``layout``, ``edit`` (a
    paragraph's key: opens it).
    """
    return render_report_page(request, request.GET.get("edit", ""))


def render_report_page(
    request: AuthenticatedRequest, opened: str, failed: RefusedWording | None = None
) -> HttpResponse:
    choices = list_occasions(request)
    if not choices:
        return render(request, "reporting/report.html", {"choices": []})
    occasion = get_chosen_occasion(request, choices)
    plan = get_plan_or_404(request, occasion.year)
    layout, layouts = get_chosen_layout(request, occasion)
    context = {
        "choices": choices,
        "occasion": occasion,
        "layout": layout,
        "layouts": [each for each in layouts if each.key != LEDGER],
        "asked": request.GET.get("layout", ""),
        "kept": build_kept_query(request),
        "failed": failed,
        "is_locked": False,
        "period": None,
        "broken": "",
        "forms": [(form, label) for form, label in FORMS.items() if form != "pdf" or find_libreoffice()],
    }
    try:
        report = build_report(plan, occasion, user=request.user, layout=layout)
    except ManuscriptError as error:
        return render(request, "reporting/report.html", {**context, "broken": str(error)})
    period = find_occasion_period(request, plan, occasion)
    context |= {
        "report": report,
        "lines": list(iterate_report_lines(report, opened, failed)),
        "period": period,
        "is_locked": is_locked(period),
        **build_findings_context(period, report),
    }
    return render(request, "reporting/report.html", context, status=422 if failed else 200)


def is_locked(period: Period | None) -> bool:
    """Issued here, and no correction has begun: the text stays as it is."""
    return period is not None and period.state == PeriodState.ISSUED and period.publications.exists()


def build_findings_context(period: Period | None, report: Report) -> dict:
    """What the check before issue still has, the gravest first and not too many of them."""
    found = list_open_findings(report, period) if period else []
    must = [finding for finding in found if finding.severity == FindingSeverity.MUST]
    return {"found": found, "must": must[:FINDINGS_SHOWN], "more": len(must[FINDINGS_SHOWN:])}


def get_plan_or_404(request: AuthenticatedRequest, year: int) -> Plan:
    """
    Raises:
        Http404: the person's government has no plan of that year.
    """
    for plan in list_visible_plans(request):
        if plan.year == year:
            return plan
    raise Http404


def find_occasion_period(request: AuthenticatedRequest, plan: Plan, occasion: Occasion) -> Period | None:
    """None for a plan, and for a period that has not begun."""
    wanted = (plan.pk, periods.parse_period_code(occasion.code))
    return next((one for one in list_begun_periods(request) if (one.plan_id, one.number) == wanted), None)


def build_kept_query(request: AuthenticatedRequest) -> str:
    """The choice of report and layout, to be carried along."""
    return urlencode({key: request.GET[key] for key in ("of", "layout") if request.GET.get(key)})


def redirect_to_report(request: AuthenticatedRequest, anchor: str = "") -> HttpResponse:
    query = build_kept_query(request)
    return redirect(f"{reverse('report_page')}{f'?{query}' if query else ''}{anchor}")


@require_POST
@restrict_to(Permission.WRITE_REPORT)
def report_paragraph(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps a wording of the office's own, or with ``do=restore`` takes it back. Query as on the page."""
    choices = list_occasions(request)
    if not choices:
        raise Http404
    occasion = get_chosen_occasion(request, choices)
    plan = get_plan_or_404(request, occasion.year)
    key, typed = request.POST.get("key", ""), request.POST.get("wording", "")
    number = periods.parse_period_code(occasion.code)
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
        return render_report_page(request, key, RefusedWording(key, typed, str(overtaken), overtaken.theirs))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect_to_report(request)
    return redirect_to_report(request, f"#{request.POST.get('place', '')}")


def generate_paragraph_text(request: AuthenticatedRequest, plan: Plan, occasion: Occasion, key: str) -> str:
    """The paragraph as it is generated at this moment.

    Raises:
        Refused: it is generated no more.
    """
    layout, _ = get_chosen_layout(request, occasion)
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
    """The file: ``code`` is PLAN, Q1, H1, Q3 or FY, ``form`` one of ``FORMS``; query ``layout`` as on the page."""
    if code not in periods.CODES or form not in FORMS:
        raise Http404
    plan, occasion = get_plan_or_404(request, year), Occasion(year, code)
    if not occasion.is_plan and find_occasion_period(request, plan, occasion) is None:
        raise Http404
    layout, _ = get_chosen_layout(request, occasion)
    try:
        report = build_report(plan, occasion, user=request.user, layout=layout)
        files = (
            build_highlight_files(plan, occasion, request)
            if form == "highlights"
            else write_report_files(report)
        )
        file = find_report_file(form, files, report)
    except (ManuscriptError, CellTooLongError, PdfConversionError) as error:
        raise BadRequest(str(error)) from error
    if file is None:
        messages.error(request, f"{occasion.label}没有可列入的事项，没有这一文件。")
        return redirect_to_report(request)
    rows = report.attachments.row_count
    record_export(by=request.user, plan=plan, period=occasion.period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def build_highlight_files(plan: Plan, occasion: Occasion, request: AuthenticatedRequest) -> list[OfficeFile]:
    """The tables beside the report; none for a plan."""
    period = find_occasion_period(request, plan, occasion)
    sheets = build_highlight_sheets(period, request.user) if period else []
    return [write_one_file(sheets, f"{occasion.label}对比汇总", "xlsx")] if sheets else []


def find_report_file(form: str, files: Sequence[OfficeFile], report: Report) -> OfficeFile | None:
    """The file of one form; None where there is none, as Excel of a report without tables."""
    if form == "highlights":
        return files[0] if files else None
    if form == "zip":
        return write_report_zip(files, report)
    if form == "pdf":
        return convert_to_pdf(files[0])
    return next((file for file in files if file.name.endswith(f".{form}")), None)
