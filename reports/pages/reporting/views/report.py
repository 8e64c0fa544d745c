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

from reports.issuing.before_issue import open_findings
from reports.pages.reporting.views.exports import LEDGER, chosen_layout, chosen_occasion, occasions_of
from reports.printing.delivery import OfficeFile, as_one
from reports.printing.paragraphs import Printed
from reports.printing.portable import NotPortableError, as_pdf, converter
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Occasion
from reports.reporting.highlights import highlights_of
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import Draft, Report, files_of, in_a_zip, report_of
from tasks import periods
from tasks.checking.checks import FindingSeverity
from tasks.enums import PeriodState
from tasks.issuing.export_actions import record_export
from tasks.issuing.report_actions import Overtaken, edit_paragraph, restore_paragraph
from tasks.models import Period, Plan
from tasks.pages.frame.context import AuthenticatedRequest, periods_for, plans_for
from tasks.pages.frame.views.access import requires
from tasks.permissions import Refused, Verb

CHARACTERS_IN_FIELD = 36
FINDINGS_SHOWN = 8
FORMS = {"docx": "Word 文档", "xlsx": "Excel 附件", "zip": "全部打包", "pdf": "PDF", "highlights": "对比汇总"}


@dataclass(frozen=True)
class Line:
    """One paragraph of the page: ``printed`` is None where the office emptied it."""

    draft: Draft
    printed: Printed | None
    is_open: bool
    typed: str

    @property
    def rows(self) -> int:
        """Height of the field in which it is edited."""
        return len(self.typed) // CHARACTERS_IN_FIELD + self.typed.count("\n") + 2


@dataclass(frozen=True)
class Failed:
    """What a person typed and why it was not kept; ``theirs`` is a colleague's newer text."""

    key: str
    typed: str
    error: str
    theirs: str = ""


def lines_of(report: Report, opened: str, failed: Failed | None) -> Iterator[Line]:
    """The drafts in order, each with what is printed of it."""
    prints = iter(report.paragraphs)
    for draft in report.drafts:
        key = draft.paragraph.key
        printed = next(prints) if draft.text else None
        typed = failed.typed if failed and failed.key == key else draft.text
        yield Line(draft, printed, key == opened, typed)


@require_safe
@requires(Verb.WRITE_REPORT)
def report_page(request: AuthenticatedRequest) -> HttpResponse:
    """The report of a period, or of the plan as issued.

    Query: ``of`` (2024-Q1, 2024-PLAN; else the period at the top of the page), ``layout``, ``edit`` (a
    paragraph's key: opens it).
    """
    return page(request, request.GET.get("edit", ""))


def page(request: AuthenticatedRequest, opened: str, failed: Failed | None = None) -> HttpResponse:
    choices = occasions_of(request)
    if not choices:
        return render(request, "reporting/report.html", {"choices": []})
    occasion = chosen_occasion(request, choices)
    plan = plan_of(request, occasion.year)
    layout, layouts = chosen_layout(request, occasion)
    context = {
        "choices": choices,
        "occasion": occasion,
        "layout": layout,
        "layouts": [each for each in layouts if each.key != LEDGER],
        "asked": request.GET.get("layout", ""),
        "kept": kept(request),
        "failed": failed,
        "is_locked": False,
        "period": None,
        "broken": "",
        "forms": [(form, label) for form, label in FORMS.items() if form != "pdf" or converter()],
    }
    try:
        report = report_of(plan, occasion, user=request.user, layout=layout)
    except ManuscriptError as error:
        return render(request, "reporting/report.html", {**context, "broken": str(error)})
    period = period_of(request, plan, occasion)
    context |= {
        "report": report,
        "lines": list(lines_of(report, opened, failed)),
        "period": period,
        "is_locked": is_locked(period),
        **findings_in(period, report),
    }
    return render(request, "reporting/report.html", context, status=422 if failed else 200)


def is_locked(period: Period | None) -> bool:
    """Issued here, and no correction has begun: the text stays as it is."""
    return period is not None and period.state == PeriodState.ISSUED and period.publications.exists()


def findings_in(period: Period | None, report: Report) -> dict:
    """What the check before issue still has, the gravest first and not too many of them."""
    found = open_findings(report, period) if period else []
    must = [finding for finding in found if finding.severity == FindingSeverity.MUST]
    return {"found": found, "must": must[:FINDINGS_SHOWN], "more": len(must[FINDINGS_SHOWN:])}


def plan_of(request: AuthenticatedRequest, year: int) -> Plan:
    """
    Raises:
        Http404: the person's government has no plan of that year.
    """
    for plan in plans_for(request):
        if plan.year == year:
            return plan
    raise Http404


def period_of(request: AuthenticatedRequest, plan: Plan, occasion: Occasion) -> Period | None:
    """None for a plan, and for a period that has not begun."""
    wanted = (plan.pk, periods.number_of(occasion.code))
    return next((one for one in periods_for(request) if (one.plan_id, one.number) == wanted), None)


def kept(request: AuthenticatedRequest) -> str:
    """The choice of report and layout, to be carried along."""
    return urlencode({key: request.GET[key] for key in ("of", "layout") if request.GET.get(key)})


def way_back(request: AuthenticatedRequest, anchor: str = "") -> HttpResponse:
    query = kept(request)
    return redirect(f"{reverse('report_page')}{f'?{query}' if query else ''}{anchor}")


@require_POST
@requires(Verb.WRITE_REPORT)
def report_paragraph(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps a wording of the office's own, or with ``do=restore`` takes it back. Query as on the page."""
    choices = occasions_of(request)
    if not choices:
        raise Http404
    occasion = chosen_occasion(request, choices)
    plan = plan_of(request, occasion.year)
    key, typed = request.POST.get("key", ""), request.POST.get("wording", "")
    number = periods.number_of(occasion.code)
    try:
        if request.POST.get("do") == "restore":
            restore_paragraph(plan=plan, number=number, key=key, by=request.user)
            messages.success(request, "已恢复为生成稿。")
            return way_back(request)
        generated = generated_text(request, plan, occasion, key)
        edit_paragraph(
            plan=plan,
            number=number,
            key=key,
            generated=generated,
            wording=typed,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except Overtaken as overtaken:
        return page(request, key, Failed(key, typed, str(overtaken), overtaken.theirs))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return way_back(request)
    return way_back(request, f"#{request.POST.get('place', '')}")


def generated_text(request: AuthenticatedRequest, plan: Plan, occasion: Occasion, key: str) -> str:
    """The paragraph as it is generated at this moment.

    Raises:
        Refused: it is generated no more.
    """
    layout, _ = chosen_layout(request, occasion)
    try:
        report = report_of(plan, occasion, user=request.user, layout=layout)
    except ManuscriptError as error:
        raise Refused(str(error)) from error
    for draft in report.drafts:
        if draft.paragraph.key == key:
            return draft.paragraph.text
    raise Refused("生成稿中已没有这一段，数据可能刚刚变化，请重新核对。")


@require_safe
@requires(Verb.WRITE_REPORT)
def report_file(request: AuthenticatedRequest, year: int, code: str, form: str) -> HttpResponseBase:
    """The file: ``code`` is PLAN, Q1, H1, Q3 or FY, ``form`` one of ``FORMS``; query ``layout`` as on the page."""
    if code not in periods.CODES or form not in FORMS:
        raise Http404
    plan, occasion = plan_of(request, year), Occasion(year, code)
    if not occasion.is_plan and period_of(request, plan, occasion) is None:
        raise Http404
    layout, _ = chosen_layout(request, occasion)
    try:
        report = report_of(plan, occasion, user=request.user, layout=layout)
        files = highlights(plan, occasion, request) if form == "highlights" else files_of(report)
        file = file_in(form, files, report)
    except (ManuscriptError, CellTooLongError, NotPortableError) as error:
        raise BadRequest(str(error)) from error
    if file is None:
        messages.error(request, f"{occasion.label}没有可列入的事项，没有这一文件。")
        return way_back(request)
    rows = report.attachments.row_count
    record_export(by=request.user, plan=plan, period=occasion.period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def highlights(plan: Plan, occasion: Occasion, request: AuthenticatedRequest) -> list[OfficeFile]:
    """The tables beside the report; none for a plan."""
    period = period_of(request, plan, occasion)
    sheets = highlights_of(period, request.user) if period else []
    return [as_one(sheets, f"{occasion.label}对比汇总", "xlsx")] if sheets else []


def file_in(form: str, files: Sequence[OfficeFile], report: Report) -> OfficeFile | None:
    """The file of one form; None where there is none, as Excel of a report without tables."""
    if form == "highlights":
        return files[0] if files else None
    if form == "zip":
        return in_a_zip(files, report)
    if form == "pdf":
        return as_pdf(files[0])
    return next((file for file in files if file.name.endswith(f".{form}")), None)
