"""印发: what stands before the issue, the issue itself, corrections of it, and everything issued, to be fetched."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reports.issuing import issue
from reports.issuing.before_issue import Desk, dated, desk_of
from reports.layouts.layout import LayoutError
from reports.printing.workbook import CellTooLongError
from reports.reporting.manuscript import ManuscriptError
from tasks.enums import Audience, EventKind
from tasks.issuing import correction_actions
from tasks.issuing import publication_actions as publications
from tasks.models import Event, Period, Publication, PublishedFile
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.views.access import requires
from tasks.pages.issuing.forms import CorrectionForm, IssueForm
from tasks.permissions import Refused, Verb, can
from tasks.queries import plans_visible_to, publications_visible_to

UNFIT, CONFLICTING, DAMAGED = 422, 409, 500


def blank_form(desk: Desk) -> IssueForm:
    """What an earlier issue said already stands in the form."""
    latest = desk.latest
    initial = {
        "seen": desk.seen,
        "title": latest.title if latest else desk.report.title,
        "document_number": latest.document_number if latest else "",
        "approved_by_name": latest.approved_by_name if latest else "",
        "approved_by_title": latest.approved_by_title if latest else "",
        "has_public_version": bool(latest and latest.has_public_version),
        "reason": why_corrected(desk.period) if desk.is_in_correction else "",
    }
    return IssueForm(initial=initial, problems=desk.problems)


def why_corrected(period: Period) -> str:
    """The reason given when the correction began."""
    begun = Event.objects.filter(
        kind=EventKind.CORRECTION_BEGUN, subject_type="period", subject_id=period.pk
    ).first()
    return begun.reason if begun else ""


def publications_of(request: AuthenticatedRequest) -> QuerySet[Publication]:
    """Everything issued that the person may see, the newest first, with its files."""
    publications = publications_visible_to(request.user).select_related("period__plan", "issued_by")
    return publications.defer("data").prefetch_related("files")


@require_safe
@requires(Verb.SEE_TASKS)
def issue_page(request: AuthenticatedRequest) -> HttpResponse:
    """For the office the period at the top of the page and its issue; for everybody what was issued."""
    period = current_period(request)
    desk = made_ready(period) if period and can(request.user, Verb.ISSUE_REPORT) else None
    return page(request, desk, blank_form(desk) if desk else None)


def made_ready(period: Period) -> Desk:
    """
    Raises:
        BadRequest: a mistake in a layout or a template.
    """
    try:
        return desk_of(period)
    except (LayoutError, ManuscriptError) as error:
        raise BadRequest(str(error)) from error


def page(
    request: AuthenticatedRequest, desk: Desk | None, form: IssueForm | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "publications": publications_of(request),
        "may_issue": can(request.user, Verb.ISSUE_REPORT),
        "has_public_page": settings.DUBAN_PUBLIC_SUMMARY,
    }
    return render(request, "issuing/page.html", context, status=status)


def period_for(request: AuthenticatedRequest, pk: int) -> Period:
    """A period of the person's own government; 404 for any other."""
    periods = Period.objects.filter(plan__in=plans_visible_to(request.user))
    return get_object_or_404(periods.select_related("plan__government"), pk=pk)


def desk_for(request: AuthenticatedRequest, pk: int) -> Desk:
    return made_ready(period_for(request, pk))


@require_POST
@requires(Verb.ISSUE_REPORT)
def issue_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    desk = desk_for(request, pk)
    form = IssueForm(request.POST, problems=desk.problems)
    if not form.is_valid():
        return page(request, desk, form, status=UNFIT)
    try:
        publication = issued(request, desk, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    except Refused as refusal:
        return not_issued(request, pk, form, refusal)
    messages.success(request, f"《{publication.title}》已印发（第 {publication.revision} 版）。")
    return redirect("issue_page")


def issued(request: AuthenticatedRequest, desk: Desk, form: IssueForm) -> Publication:
    on, period = form.cleaned_data["approved_on"], desk.period
    report = issue.report_for(period, on)
    files = issue.files_for(report, Audience.INTERNAL)
    if form.cleaned_data["has_public_version"]:
        files += issue.files_for(issue.report_for(period, on, is_public=True), Audience.PUBLIC)
    return publications.issue(
        period=period,
        files=files,
        data=issue.data_of(report, desk.rows, on),
        **form.of_action(),
        left_open=desk.problems,
        by=request.user,
    )


def not_issued(request: AuthenticatedRequest, pk: int, form: IssueForm, refusal: Refused) -> HttpResponse:
    """The form again with why; where there is nothing left to issue, the page as it is now."""
    now = desk_for(request, pk)
    if now.is_issuable:
        form.add_error(None, str(refusal))
        return page(request, now, form, status=CONFLICTING)
    messages.error(request, str(refusal))
    return redirect("issue_page")


@require_POST
@requires(Verb.ISSUE_REPORT)
def correction_begin(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    period, form = period_for(request, pk), CorrectionForm(request.POST)
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
@requires(Verb.ISSUE_REPORT)
def correction_drop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    desk = desk_for(request, pk)
    try:
        data = issue.data_of(desk.report, desk.rows, dated(desk.latest))
        correction_actions.drop_correction(period=desk.period, data=data, by=request.user)
        messages.success(request, f"{desk.period}的更正已取消，仍以已印发的为准。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("issue_page")


@require_safe
@requires(Verb.SEE_TASKS)
def published_file(request: AuthenticatedRequest, pk: int, key) -> HttpResponseBase:
    """A file as it was issued. One whose bytes are no longer those of the issue is not handed out."""
    files = PublishedFile.objects.filter(publication__in=publications_visible_to(request.user))
    file = get_object_or_404(files, publication=pk, key=key)
    if not file.is_intact():
        return render(request, "issuing/damaged.html", {"file": file}, status=DAMAGED)
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)
