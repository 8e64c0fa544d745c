"""考核: approves and reopens scorecards, excludes entries from them and includes them again."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.pages.scoring.scorecard_pages import ScorecardPage, UnitScorecardPage, get_scope_or_404
from reports.pages.scoring.views.scorecard import render_scorecard_table, render_scorecard_unit
from reports.scoring import ScorecardScope, build_visible_scorecard, compute_scorecard
from tasks.models import ProgressEntry, Scorecard
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.scoring.forms import ApprovalForm, ExclusionForm, RevokeReasonForm
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_entries, select_visible_scorecards
from tasks.scoring import scorecard_actions, scoring_actions
from tasks.terms import terms

UNFIT, CONFLICTING = 422, 409


def redirect_to_scorecard(scope: ScorecardScope, unit: int | None = None) -> HttpResponseRedirect:
    """Redirects to the table of units, or to one unit's page, of the same period or year."""
    address = reverse("scorecard_unit", args=[unit]) if unit else reverse("scorecard_page")
    return redirect(f"{address}?of={scope.key}")


def get_posted_scope(request: AuthenticatedRequest) -> ScorecardScope:
    return get_scope_or_404(request, request.POST.get("of", ""))


@require_POST
@restrict_to(Permission.MANAGE_SCORECARD)
def scorecard_approve(request: AuthenticatedRequest) -> HttpResponse:
    scope, form = get_posted_scope(request), ApprovalForm(request.POST)
    if not form.is_valid():
        scorecard = build_visible_scorecard(scope, request.user)
        return render_scorecard_table(request, ScorecardPage(request, scorecard, form), status=UNFIT)
    try:
        scorecard_actions.approve_scorecard(
            plan=scope.plan,
            period=scope.period,
            reckon=lambda: compute_scorecard(scope, request.user),
            **form.cleaned_data,
            by=request.user,
        )
    except Refused as refusal:
        return render_refused_approval(request, scope, form, str(refusal))
    messages.success(request, f"{scope.label}考核结果已登记审定，各单位可以看到本单位的得分。")
    return redirect_to_scorecard(scope)


def render_refused_approval(
    request: AuthenticatedRequest, scope: ScorecardScope, form: ApprovalForm, refusal: str
) -> HttpResponse:
    """Renders the form again over the data as they are now; redirects when somebody else has approved."""
    scorecard = build_visible_scorecard(scope, request.user)
    if scorecard.kept:
        messages.error(request, refusal)
        return redirect_to_scorecard(scope)
    change_sent_data(form, seen=compute_fingerprint(scorecard.live or {}))
    form.add_error(None, refusal)
    return render_scorecard_table(request, ScorecardPage(request, scorecard, form), status=CONFLICTING)


@require_POST
@restrict_to(Permission.MANAGE_SCORECARD)
def scorecard_reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    approved = select_visible_scorecards(request.user).select_related("plan", "period__plan")
    scorecard: Scorecard = get_object_or_404(approved, pk=pk)
    form = RevokeReasonForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        scorecard_actions.reopen_scorecard(scorecard=scorecard, reason=reason, by=request.user)
        messages.success(request, "审定已撤销，考核结果恢复为建议稿；撤销前的结果存档。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_scorecard(ScorecardScope(scorecard.plan, scorecard.period))


def get_entry_or_404(request: AuthenticatedRequest, pk: int) -> ProgressEntry:
    """Returns an entry of the office's own government; answers 404 for any other."""
    return get_object_or_404(select_visible_entries(request.user), pk=pk)


@require_POST
@restrict_to(Permission.MANAGE_SCORECARD)
def entry_exclude(request: AuthenticatedRequest, unit: int, pk: int) -> HttpResponse:
    """Excludes an entry on the page of one unit; it then does not count for any unit."""
    entry, scope, form = get_entry_or_404(request, pk), get_posted_scope(request), ExclusionForm(request.POST)
    if not form.is_valid():
        scorecard = build_visible_scorecard(scope, request.user)
        page = UnitScorecardPage(request, scorecard, unit, exclusion=form, exclusion_entry=pk)
        return render_scorecard_unit(request, page, status=UNFIT)
    try:
        scoring_actions.exclude_entry(entry=entry, **form.cleaned_data, by=request.user)
        messages.success(request, f"已定为不计入考核，各{terms.responsible_unit}同样不计。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_scorecard(scope, unit)


@require_POST
@restrict_to(Permission.MANAGE_SCORECARD)
def entry_include(request: AuthenticatedRequest, unit: int, pk: int) -> HttpResponse:
    entry, scope, form = (
        get_entry_or_404(request, pk),
        get_posted_scope(request),
        RevokeReasonForm(request.POST),
    )
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        scoring_actions.include_entry(entry=entry, reason=reason, by=request.user)
        messages.success(request, "已恢复计入考核。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_scorecard(scope, unit)
