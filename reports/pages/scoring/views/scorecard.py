"""考核: the table of units, and what counted of one unit; a unit is led to its own."""

from dataclasses import dataclass
from io import BytesIO

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.printing import delivery
from reports.printing.sheet import Sheet
from reports.scoring import (
    ScorecardScope,
    VisibleScorecard,
    build_scorecard_sheets,
    build_unit_sheets,
    build_visible_scorecard,
    find_unit_row,
    iterate_scorecard_items,
    sort_by_rank,
)
from tasks import clock
from tasks.issuing.export_actions import record_export
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, list_begun_periods
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.scoring.forms import ApprovalForm, ExclusionForm
from tasks.permissions import Permission, can
from tasks.scoring.scorecard_actions import describe_approval_refusal


@dataclass(frozen=True)
class ScorecardForms:
    """A form that is shown again with what was typed; ``entry`` is the one whose exclusion it is."""

    approval: Form | None = None
    exclusion: Form | None = None
    entry: int | None = None


def list_scopes(request: AuthenticatedRequest) -> list[ScorecardScope]:
    """Every year of the government that has begun, and each of its periods, the newest first."""
    scopes: list[ScorecardScope] = []
    for period in list_begun_periods(request):
        if not scopes or scopes[-1].plan != period.plan:
            scopes.append(ScorecardScope(period.plan))
        scopes.append(ScorecardScope(scopes[-1].plan, period))
    return scopes


def get_scope_or_404(request: AuthenticatedRequest, key: str) -> ScorecardScope:
    """
    Raises:
        Http404: no such year or period.
    """
    for scope in list_scopes(request):
        if scope.key == key:
            return scope
    raise Http404


def find_chosen_scope(request: AuthenticatedRequest) -> ScorecardScope | None:
    """What the address names, else the year of the period at the top of the page; None without any period."""
    if key := request.GET.get("of", ""):
        return get_scope_or_404(request, key)
    period = find_current_period(request)
    return ScorecardScope(period.plan) if period else None


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_page(request: AuthenticatedRequest) -> HttpResponse:
    """Every unit; for a unit its own items. Query: ``of`` (2024-YEAR, 2024-H1)."""
    scope = find_chosen_scope(request)
    if scope is None:
        return render(request, "scoring/none.html", {"scopes": []})
    desk = build_visible_scorecard(scope, request.user)
    return (
        render_scorecard_unit(request, desk, request.user.unit_id)
        if request.user.unit_id
        else render_scorecard_table(request, desk)
    )


def render_scorecard_table(
    request: AuthenticatedRequest,
    desk: VisibleScorecard,
    typed: ScorecardForms | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"desk": desk, "scope": desk.scope, "scopes": list_scopes(request)}
    if desk.data is None:
        return render(request, "scoring/none.html", context)
    context |= {
        "units": sort_by_rank(desk.data["units"], with_ranks=desk.kept is not None),
        "items": len({entry["task"] for entry in desk.data["entries"].values()}),
        "typed": typed or ScorecardForms(),
        **build_office_options(request, desk, typed),
    }
    return render(request, "scoring/page.html", context, status=status)


def build_office_options(
    request: AuthenticatedRequest, desk: VisibleScorecard, typed: ScorecardForms | None
) -> dict:
    """What the office may do with the scorecard."""
    if not can(request.user, Permission.MANAGE_SCORECARD):
        return {"is_office": False, "why_not_yet": "", "approval": None}
    initial = {"seen": compute_fingerprint(desk.live or {}), "approved_on": clock.today()}
    form = typed.approval if typed and typed.approval else ApprovalForm(initial=initial)
    reason = "" if desk.kept else describe_approval_refusal(desk.scope.plan, desk.scope.period)
    return {"is_office": True, "why_not_yet": reason, "approval": form}


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_unit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What counted of one unit. Query: ``of``, and ``exclude`` (an entry whose exclusion is to be written)."""
    return render_scorecard_unit(request, get_unit_scorecard(request, pk), pk)


def get_unit_scorecard(request: AuthenticatedRequest, pk: int) -> VisibleScorecard:
    """
    Raises:
        Http404: another unit's, for a unit; nothing approved yet, for a leader; nothing of it counted.
    """
    scope = find_chosen_scope(request)
    desk = build_visible_scorecard(scope, request.user) if scope else None
    if desk is None or desk.data is None or find_unit_row(desk.data, pk) is None:
        raise Http404
    return desk


def render_scorecard_unit(
    request: AuthenticatedRequest,
    desk: VisibleScorecard,
    pk: int,
    typed: ScorecardForms | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    row = find_unit_row(desk.shown, pk)
    is_office = can(request.user, Permission.MANAGE_SCORECARD)
    asked = request.GET.get("exclude", "")
    context = {
        "desk": desk,
        "scope": desk.scope,
        "scopes": list_scopes(request),
        "row": row,
        "rows": list(iterate_scorecard_items(desk.shown, row)) if row else [],
        "excluded": [each for each in desk.shown["excluded"] if pk in each["units"]],
        "is_office": is_office,
        "may_decide": is_office and desk.kept is None,
        "may_open": is_office or request.user.unit_id is not None,
        "typed": typed or ScorecardForms(None, ExclusionForm(), int(asked) if asked.isdecimal() else None),
    }
    return render(request, "scoring/unit.html", context, status=status)


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """The scorecard as a workbook, for whoever sees all of it."""
    scope = find_chosen_scope(request)
    desk = build_visible_scorecard(scope, request.user) if scope and not request.user.unit_id else None
    if desk is None or desk.data is None:
        raise Http404
    sheets = build_scorecard_sheets(desk.scope, desk.data, approved=desk.approval)
    return render_scorecard_file(
        request, desk.scope, sheets, f"{desk.scope.label}考核{'结果' if desk.kept else '建议稿'}"
    )


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_unit_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One unit's items and arithmetic as a workbook, for whoever sees its marks."""
    desk = get_unit_scorecard(request, pk)
    row = find_unit_row(desk.shown, pk)
    if row is None or not desk.has_marks:
        raise Http404
    sheets = build_unit_sheets(desk.scope, desk.shown, row, approved=desk.approval)
    return render_scorecard_file(request, desk.scope, sheets, f"{desk.scope.label}考核明细（{row['name']}）")


def render_scorecard_file(
    request: AuthenticatedRequest, scope: ScorecardScope, sheets: tuple[Sheet, ...], stem: str
) -> FileResponse:
    """The download, with its trace."""
    file = delivery.write_one_file(sheets, stem, "xlsx")
    period = scope.period.label if scope.period else "年度"
    rows = len(sheets[0].rows)
    record_export(by=request.user, plan=scope.plan, period=period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
