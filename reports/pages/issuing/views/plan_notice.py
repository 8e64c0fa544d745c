"""印发通知: checks and issues the notice of a plan, and its corrections."""

from datetime import date
from functools import cached_property, partial

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from reports.issuing.plan_notice import NoticeReadiness, build_notice_readiness, prepare_notice
from reports.layouts.layout import LayoutError
from reports.pages.issuing.sign_off_panel import SignOffPanel
from reports.printing.workbook import CellTooLongError
from reports.reporting.manuscript import ManuscriptError
from tasks.checking.checks import Finding, FindingSeverity
from tasks.enums import IssueScope
from tasks.issuing.plan_issue_actions import issue_plan_notice
from tasks.models import Plan, Publication, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.issuing.forms import NoticeIssueForm
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_plans


class NoticeIssuePage:
    """The notice of a plan before its issue, or before that of a correction.

    Args:
        form: as sent, when refused.
    """

    def __init__(self, user: User, readiness: NoticeReadiness, form: NoticeIssueForm | None = None):
        self.readiness = readiness
        self.panel = SignOffPanel(user, readiness.sign_off)
        self.form = form or build_notice_form(readiness)

    @property
    def plan(self) -> Plan:
        return self.readiness.plan

    @cached_property
    def finding_groups(self) -> list[tuple[FindingSeverity, list[Finding]]]:
        """The findings of each severity that has some."""
        found = self.readiness.findings
        groups = [(each, [finding for finding in found if finding.severity == each]) for each in FindingSeverity]
        return [(severity, findings) for severity, findings in groups if findings]


def build_notice_form(readiness: NoticeReadiness) -> NoticeIssueForm:
    """Builds a form filled in with what the latest issue said, or with the date of the plan that came in."""
    latest = readiness.latest
    initial = {
        "seen": readiness.seen,
        "mark": readiness.mark,
        "title": latest.title if latest else readiness.report.title,
        "approved_by_name": latest.approved_by_name if latest else "",
        "approved_by_title": latest.approved_by_title if latest else "",
        "approved_on": None if latest else readiness.plan.issued_on,
        "has_public_version": bool(latest and latest.has_public_version),
        "scope": latest.scope if latest else IssueScope.USUAL,
    }
    approval = readiness.sign_off.approval
    # the notice bears the date of the plan that came in
    if initial["approved_on"]:
        approval.pop("approved_on", None)
    return NoticeIssueForm(initial=initial | approval, problems=readiness.problems)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.ISSUE_REPORT)
def notice_issue(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows what the check finds in the notice of a plan, and what changed since its issue. A POST issues it."""
    plan = get_noticed_plan_or_404(request, pk)
    readiness = get_notice_readiness(plan)
    if request.method != "POST":
        return render_notice_issue(request, NoticeIssuePage(request.user, readiness))
    form = NoticeIssueForm(request.POST, problems=readiness.problems)
    if not form.is_valid():
        return render_notice_issue(request, NoticeIssuePage(request.user, readiness, form), status=UNFIT)
    try:
        publication = issue_notice_from_form(request, readiness, form)
    except (LayoutError, ManuscriptError, CellTooLongError) as error:
        raise BadRequest(str(error)) from error
    except Refused as refusal:
        return refuse_notice_issue(request, plan, form, refusal)
    messages.success(request, f"《{publication.title}》已印发（第 {publication.revision} 版）。")
    return redirect("issue_page")


def get_noticed_plan_or_404(request: AuthenticatedRequest, pk: int) -> Plan:
    """Returns a plan of the person's own government; answers 404 for any other."""
    return get_object_or_404(select_visible_plans(request.user).select_related("government"), pk=pk)


def get_notice_readiness(plan: Plan, as_of: date | None = None) -> NoticeReadiness:
    """
    Args:
        as_of: the day of the issue, where the person has named it.

    Raises:
        BadRequest: a mistake in a layout or a template.
    """
    try:
        return build_notice_readiness(plan, as_of)
    except (LayoutError, ManuscriptError) as error:
        raise BadRequest(str(error)) from error


def issue_notice_from_form(
    request: AuthenticatedRequest, readiness: NoticeReadiness, form: NoticeIssueForm
) -> Publication:
    given = form.get_action_arguments()
    versions = {
        "has_public_version": form.cleaned_data["has_public_version"],
        "is_internal": given["scope"].is_internal,
    }
    return issue_plan_notice(
        plan=readiness.plan,
        prepare=partial(prepare_notice, on=given["approved_on"], **versions),
        **given,
        left_open=readiness.problems,
        by=request.user,
    )


def refuse_notice_issue(
    request: AuthenticatedRequest, plan: Plan, form: NoticeIssueForm, refusal: Refused
) -> HttpResponse:
    """Shows the form again as it was sent, beside what stands now; the next try is based on that. Who was not the first
    is led to what was issued."""
    plan = Plan.objects.select_related("government").get(pk=plan.pk)
    readiness = get_notice_readiness(plan, form.cleaned_data["approved_on"])
    if readiness.seen != form.cleaned_data["seen"]:
        messages.error(request, str(refusal))
        return redirect("issue_page")
    change_sent_data(form, mark=readiness.mark)
    again = NoticeIssueForm(form.data, problems=readiness.problems)
    again.add_error(None, str(refusal))
    return render_notice_issue(request, NoticeIssuePage(request.user, readiness, again), status=CONFLICTING)


def render_notice_issue(request: AuthenticatedRequest, page: NoticeIssuePage, *, status: int = 200) -> HttpResponse:
    return render(request, "issuing/notice.html", {"page": page}, status=status)
