"""印发: issues the report of a period, begins and drops corrections, and hands out what was issued."""

from functools import cached_property

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Max, Prefetch, QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reports.issuing import issue
from reports.issuing.before_issue import IssueReadiness, build_issue_readiness, get_report_date
from reports.layouts.layout import LayoutError
from reports.pages.issuing.sign_off_panel import SignOffPanel
from reports.printing.workbook import CellTooLongError
from reports.reporting.manuscript import ManuscriptError
from tasks.audit import record_file_taken
from tasks.enums import Audience, IssueScope
from tasks.issuing import correction_actions, publication_actions
from tasks.issuing.publications import get_correction_reason
from tasks.issuing.sign_offs import select_open_sign_offs
from tasks.models import Period, Plan, Publication, SignOff, SourceDocument, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.issuing.addresses import build_sign_off_url
from tasks.pages.issuing.forms import CorrectionForm, IssueForm
from tasks.periods import MOST_PERIODS
from tasks.permissions import Permission, Refused, can
from tasks.queries import (
    mark_internal_content,
    select_imported_reports,
    select_visible_files,
    select_visible_plans,
    select_visible_publications,
)
from tasks.visible_words import reads_internal_items

UNFIT, CONFLICTING, DAMAGED = 422, 409, 500


class IssuePage:
    """The issue of the current period, for the office, and everything issued that the person may see."""

    def __init__(self, request: AuthenticatedRequest, readiness: IssueReadiness | None, form: IssueForm | None = None):
        self.user: User = request.user
        self.readiness = readiness
        self._refused_form = form
        self.has_public_page: bool = settings.DUBAN_PUBLIC_SUMMARY

    @property
    def may_issue(self) -> bool:
        return can(self.user, Permission.ISSUE_REPORT)

    @cached_property
    def form(self) -> IssueForm | None:
        if self._refused_form or self.readiness is None:
            return self._refused_form
        return build_issue_form(self.readiness)

    @cached_property
    def panel(self) -> SignOffPanel | None:
        ready = self.readiness
        return SignOffPanel(self.user, ready.sign_off, is_issuable=ready.is_issuable) if ready else None

    @cached_property
    def open_sign_offs(self) -> list[tuple[SignOff, str]]:
        """What waits for the head of 督查办 besides the period on the page, each with its own page; "" for who may not
        open that."""
        here = self.readiness.period if self.readiness else None
        waiting = (each for each in select_open_sign_offs(self.user) if here is None or each.period != here)
        return [(each, build_sign_off_url(each) if self.may_issue else "") for each in waiting]

    @property
    def years(self) -> list[tuple[int, list[Publication]]]:
        """Everything issued, with its files: the newest year first, of each year the notice, then the latest
        period with its newest revision first."""
        publications = mark_internal_content(select_visible_publications(self.user))
        publications = publications.select_related("period__plan", "plan", "issued_by")
        files = Prefetch("files", select_visible_files(self.user))
        found: dict[int, list[Publication]] = {}
        for publication in publications.defer("data").prefetch_related(files):
            found.setdefault(publication.issued_plan.year, []).append(publication)
        return [(year, sorted(found[year], key=_get_place_in_year)) for year in sorted(found, reverse=True)]

    @cached_property
    def imported(self) -> list[Period]:
        """The periods that were issued on paper: imported from the document, without anything issued here, the newest
        first."""
        sources = SourceDocument.objects.only("period", "document_number", "issued_on", "imported_at")
        return list(select_imported_reports(self.user).prefetch_related(Prefetch("sources", sources)))

    @property
    def exports_all(self) -> bool:
        """Whether the tables of a report hold everything for the person, as they were printed."""
        return can(self.user, Permission.EXPORT) and can(self.user, Permission.SEE_ALL_TASKS)

    @property
    def reads_internal(self) -> bool:
        return reads_internal_items(self.user)

    @cached_property
    def plans(self) -> QuerySet[Plan]:
        """The plans whose notice the person may issue, with ``issued``: the latest revision, None for none."""
        plans = select_visible_plans(self.user) if self.may_issue else Plan.objects.none()
        return plans.annotate(issued=Max("publications__revision")).order_by("-year")


def _get_place_in_year(publication: Publication) -> tuple[int, int]:
    """The notice of the plan first, then the latest period; of each the newest revision first."""
    period = publication.period
    return (-period.number if period else -MOST_PERIODS - 1, -publication.revision)


def build_issue_form(readiness: IssueReadiness) -> IssueForm:
    """Builds a form filled in with what the latest issue said, and with who has approved this one."""
    latest = readiness.latest
    initial = {
        "seen": readiness.seen,
        "title": latest.title if latest else readiness.report.title,
        "document_number": latest.document_number if latest else "",
        "approved_by_name": latest.approved_by_name if latest else "",
        "approved_by_title": latest.approved_by_title if latest else "",
        "has_public_version": bool(latest and latest.has_public_version),
        "scope": latest.scope if latest else IssueScope.USUAL,
        "reason": get_correction_reason(readiness.period) if readiness.is_in_correction else "",
    }
    return IssueForm(initial=initial | readiness.sign_off.approval, problems=readiness.problems)


@require_safe
@restrict_to(Permission.SEE_ISSUES)
def issue_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows everybody what was issued, and the office the issue of the current period."""
    period = find_current_period(request)
    readiness = prepare_issue(period) if period and can(request.user, Permission.ISSUE_REPORT) else None
    return render(request, "issuing/page.html", {"page": IssuePage(request, readiness)})


def prepare_issue(period: Period) -> IssueReadiness:
    """
    Raises:
        BadRequest: a mistake in a layout or a template.
    """
    try:
        return build_issue_readiness(period)
    except (LayoutError, ManuscriptError) as error:
        raise BadRequest(str(error)) from error


def get_period_or_404(request: AuthenticatedRequest, pk: int) -> Period:
    """Returns a period of the person's own government; answers 404 for any other."""
    periods = Period.objects.filter(plan__in=select_visible_plans(request.user))
    return get_object_or_404(periods.select_related("plan__government"), pk=pk)


def get_issue_readiness(request: AuthenticatedRequest, pk: int) -> IssueReadiness:
    return prepare_issue(get_period_or_404(request, pk))


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def issue_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    readiness = get_issue_readiness(request, pk)
    form = IssueForm(request.POST, problems=readiness.problems)
    if not form.is_valid():
        return render(request, "issuing/page.html", {"page": IssuePage(request, readiness, form)}, status=UNFIT)
    try:
        publication = issue_from_form(request, readiness, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    except Refused as refusal:
        return render_refused_issue(request, pk, form, refusal)
    messages.success(request, f"《{publication.title}》已印发（第 {publication.revision} 版）。")
    return redirect("issue_page")


def issue_from_form(request: AuthenticatedRequest, readiness: IssueReadiness, form: IssueForm) -> Publication:
    """Issues the report with the files of its internal and, if wanted, its public version."""
    on, period = form.cleaned_data["approved_on"], readiness.period
    report = issue.build_period_report(period, on)
    is_internal = form.cleaned_data["scope"].is_internal
    files = issue.write_audience_files(report, Audience.INTERNAL, is_internal=is_internal)
    if form.cleaned_data["has_public_version"]:
        files += issue.write_audience_files(issue.build_period_report(period, on, is_public=True), Audience.PUBLIC)
    return publication_actions.issue(
        period=period,
        files=files,
        data=issue.build_publication_data(report, readiness.rows, on),
        **form.get_action_arguments(),
        left_open=readiness.problems,
        unfilled=readiness.unfilled,
        by=request.user,
    )


def render_refused_issue(request: AuthenticatedRequest, pk: int, form: IssueForm, refusal: Refused) -> HttpResponse:
    """Renders the form again with the refusal; redirects when there is nothing left to issue."""
    readiness = get_issue_readiness(request, pk)
    if readiness.is_issuable:
        form.add_error(None, str(refusal))
        return render(request, "issuing/page.html", {"page": IssuePage(request, readiness, form)}, status=CONFLICTING)
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
    readiness = get_issue_readiness(request, pk)
    try:
        data = issue.build_publication_data(readiness.report, readiness.rows, get_report_date(readiness.latest))
        correction_actions.drop_correction(period=readiness.period, data=data, by=request.user)
        messages.success(request, f"{readiness.period}的更正已取消，仍以已印发的为准。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("issue_page")


@require_safe
@restrict_to(Permission.SEE_ISSUES)
def published_file(request: AuthenticatedRequest, pk: int, key) -> HttpResponseBase:
    """Hands out a file as it was issued; refuses one whose bytes have changed since."""
    visible = select_visible_files(request.user).select_related("publication__period__plan")
    file = get_object_or_404(visible, publication=pk, key=key)
    if not file.is_intact():
        return render(request, "issuing/damaged.html", {"file": file}, status=DAMAGED)
    record_file_taken(file, by=request.user, period=file.publication.period, how="下载")
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)
