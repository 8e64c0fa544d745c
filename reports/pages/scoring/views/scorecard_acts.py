"""考核: what the office decides upon it: approval and its taking back, what does not count and what does again."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.pages.scoring.views.scorecard import Typed, scope_named, table_page, unit_page
from reports.scoring import Scope, desk_of, reckoned
from tasks.models import ProgressEntry, Scorecard
from tasks.models.changes import fingerprint
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import requires
from tasks.pages.scoring.forms import ApprovalForm, ExclusionForm, ReasonForm
from tasks.permissions import Refused, Verb
from tasks.queries import entries_visible_to, scorecards_visible_to
from tasks.scoring import scorecard_actions, scoring_actions

UNFIT, CONFLICTING = 422, 409


def to_page(scope: Scope, unit: int | None = None) -> HttpResponseRedirect:
    """The table of units, or one unit's page, of the same period or year."""
    address = reverse("scorecard_unit", args=[unit]) if unit else reverse("scorecard_page")
    return redirect(f"{address}?of={scope.key}")


def named(request: AuthenticatedRequest) -> Scope:
    return scope_named(request, request.POST.get("of", ""))


@require_POST
@requires(Verb.MANAGE_SCORECARD)
def scorecard_approve(request: AuthenticatedRequest) -> HttpResponse:
    scope, form = named(request), ApprovalForm(request.POST)
    if not form.is_valid():
        return table_page(request, desk_of(scope, request.user), Typed(form), status=UNFIT)
    try:
        scorecard_actions.approve_scorecard(
            plan=scope.plan,
            period=scope.period,
            reckon=lambda: reckoned(scope, request.user),
            **form.cleaned_data,
            by=request.user,
        )
    except Refused as refusal:
        return not_approved(request, scope, form, str(refusal))
    messages.success(request, f"{scope.label}考核结果已登记审定，各单位可以看到本单位的得分。")
    return to_page(scope)


def not_approved(
    request: AuthenticatedRequest, scope: Scope, form: ApprovalForm, refusal: str
) -> HttpResponse:
    """The form again over the data as they are now; where somebody else has approved, the page as it is now."""
    desk = desk_of(scope, request.user)
    if desk.kept:
        messages.error(request, refusal)
        return to_page(scope)
    change_sent_data(form, seen=fingerprint(desk.live or {}))
    form.add_error(None, refusal)
    return table_page(request, desk, Typed(form), status=CONFLICTING)


@require_POST
@requires(Verb.MANAGE_SCORECARD)
def scorecard_reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    approved = scorecards_visible_to(request.user).select_related("plan", "period__plan")
    scorecard: Scorecard = get_object_or_404(approved, pk=pk)
    form = ReasonForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        scorecard_actions.reopen_scorecard(scorecard=scorecard, reason=reason, by=request.user)
        messages.success(request, "审定已撤销，考核结果恢复为建议稿；撤销前的结果存档。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_page(Scope(scorecard.plan, scorecard.period))


def entry_for(request: AuthenticatedRequest, pk: int) -> ProgressEntry:
    """An entry of the office's own government; 404 for any other."""
    return get_object_or_404(entries_visible_to(request.user), pk=pk)


@require_POST
@requires(Verb.MANAGE_SCORECARD)
def entry_exclude(request: AuthenticatedRequest, unit: int, pk: int) -> HttpResponse:
    """From the page of ``unit``, though it holds for all that answer for the entry."""
    entry, scope, form = entry_for(request, pk), named(request), ExclusionForm(request.POST)
    if not form.is_valid():
        typed = Typed(exclusion=form, entry=pk)
        return unit_page(request, desk_of(scope, request.user), unit, typed, status=UNFIT)
    try:
        scoring_actions.exclude_entry(entry=entry, **form.cleaned_data, by=request.user)
        messages.success(request, "已定为不计入考核，各责任单位同样不计。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_page(scope, unit)


@require_POST
@requires(Verb.MANAGE_SCORECARD)
def entry_include(request: AuthenticatedRequest, unit: int, pk: int) -> HttpResponse:
    entry, scope, form = entry_for(request, pk), named(request), ReasonForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        scoring_actions.include_entry(entry=entry, reason=reason, by=request.user)
        messages.success(request, "已恢复计入考核。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_page(scope, unit)
