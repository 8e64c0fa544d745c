"""印发: what stands before the issue, the issue itself, corrections of it, and everything issued, to be fetched."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reports.issuing import issue
from reports.issuing.before_issue import IssueReadiness, build_issue_readiness, get_report_date
from reports.layouts.layout import LayoutError
from reports.printing.workbook import CellTooLongError
from reports.reporting.manuscript import ManuscriptError
from tasks.enums import Audience, EventKind
from tasks.issuing import correction_actions
from tasks.issuing import publication_actions as publications
from tasks.models import Event, Period, Publication, PublishedFile
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.issuing.forms import CorrectionForm, IssueForm
from tasks.permissions import Permission, Refused, can
from tasks.queries import select_visible_plans, select_visible_publications

UNFIT, CONFLICTING, DAMAGED = 422, 409, 500


def build_issue_form(desk: IssueReadiness) -> IssueForm:
    """What an earlier issue said already stands in the form."""
    latest = desk.latest
    initial = {
        "seen": desk.seen,
        "title": latest.title if latest else desk.report.title,
        "document_number": latest.document_number if latest else "",
        "approved_by_name": latest.approved_by_name if latest else "",
        "approved_by_title": latest.approved_by_title if latest else "",
        "has_public_version": bool(latest and latest.has_public_version),
        "reason": get_correction_reason(desk.period) if desk.is_in_correction else "",
    }
    return IssueForm(initial=initial, problems=desk.problems)


def get_correction_reason(period: Period) -> str:
    """The reason given when the correction began."""
    begun = Event.objects.filter(
        kind=EventKind.CORRECTION_BEGUN, subject_type="period", subject_id=period.pk
    ).first()
    return begun.reason if begun else ""


def select_publications_with_files(request: AuthenticatedRequest) -> QuerySet[Publication]:
    """Everything issued that the person may see, the newest first, with its files."""
    publications = select_visible_publications(request.user).select_related("period__plan", "issued_by")
    return publications.defer("data").prefetch_related("files")


@require_safe
@restrict_to(Permission.SEE_TASKS)
def issue_page(request: AuthenticatedRequest) -> HttpResponse:
    """For the office the period at the top of the page and its issue; for everybody what was issued."""
    period = find_current_period(request)
    desk = prepare_issue(period) if period and can(request.user, Permission.ISSUE_REPORT) else None
    return render_issue_page(request, desk, build_issue_form(desk) if desk else None)


def prepare_issue(period: Period) -> IssueReadiness:
    """
    Raises:
        BadRequest: a mistake in a layout or a template.
    """
    try:
        return build_issue_readiness(period)
    except (LayoutError, ManuscriptError) as error:
        raise BadRequest(str(error)) from error


def render_issue_page(
    request: AuthenticatedRequest, desk: IssueReadiness | None, form: IssueForm | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "publications": select_publications_with_files(request),
        "may_issue": can(request.user, Permission.ISSUE_REPORT),
        "has_public_page": settings.DUBAN_PUBLIC_SUMMARY,
    }
    return render(request, "issuing/page.html", context, status=status)


def get_period_or_404(request: AuthenticatedRequest, pk: int) -> Period:
    """A period of the person's own government; 404 for any other."""
    periods = Period.objects.filter(plan__in=select_visible_plans(request.user))
    return get_object_or_404(periods.select_related("plan__government"), pk=pk)


def get_issue_readiness(request: AuthenticatedRequest, pk: int) -> IssueReadiness:
    return prepare_issue(get_period_or_404(request, pk))


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def issue_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    desk = get_issue_readiness(request, pk)
    form = IssueForm(request.POST, problems=desk.problems)
    if not form.is_valid():
        return render_issue_page(request, desk, form, status=UNFIT)
    try:
        publication = issue_from_form(request, desk, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    except Refused as refusal:
        return render_refused_issue(request, pk, form, refusal)
    messages.success(request, f"《{publication.title}》已印发（第 {publication.revision} 版）。")
    return redirect("issue_page")


def issue_from_form(request: AuthenticatedRequest, desk: IssueReadiness, form: IssueForm) -> Publication:
    on, period = form.cleaned_data["approved_on"], desk.period
    report = issue.build_period_report(period, on)
    files = issue.write_audience_files(report, Audience.INTERNAL)
    if form.cleaned_data["has_public_version"]:
        files += issue.write_audience_files(
            issue.build_period_report(period, on, is_public=True), Audience.PUBLIC
        )
    return publications.issue(
        period=period,
        files=files,
        data=issue.build_publication_data(report, desk.rows, on),
        **form.get_action_arguments(),
        left_open=desk.problems,
        by=request.user,
    )


def render_refused_issue(
    request: AuthenticatedRequest, pk: int, form: IssueForm, refusal: Refused
) -> HttpResponse:
    """The form again with why; where there is nothing left to issue, the page as it is now."""
    now = get_issue_readiness(request, pk)
    if now.is_issuable:
        form.add_error(None, str(refusal))
        return render_issue_page(request, now, form, status=CONFLICTING)
    messages.error(request, str(refusal))
    return redirect("issue_page")


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def correction_begin(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    period, form = get_period_or_404(request, pk), CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("issue_page")
    try:
        correction_actions.begin_correction(period=period, **form.cleaned_data, by=request.user)
        messages.success(request, f"{period}已可更正；已印发的文件不变。改完后在此印发更正版。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("issue_page")


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def correction_drop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    desk = get_issue_readiness(request, pk)
    try:
        data = issue.build_publication_data(desk.report, desk.rows, get_report_date(desk.latest))
        correction_actions.drop_correction(period=desk.period, data=data, by=request.user)
        messages.success(request, f"{desk.period}的更正已取消，仍以已印发的为准。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("issue_page")


@require_safe
@restrict_to(Permission.SEE_TASKS)
def published_file(request: AuthenticatedRequest, pk: int, key) -> HttpResponseBase:
    """A file as it was issued. One whose bytes are no longer those of the issue is not handed out."""
    files = PublishedFile.objects.filter(publication__in=select_visible_publications(request.user))
    file = get_object_or_404(files, publication=pk, key=key)
    if not file.is_intact():
        return render(request, "issuing/damaged.html", {"file": file}, status=DAMAGED)
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)
