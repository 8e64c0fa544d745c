"""考核: shows the table of all units and what counted of one unit, and hands out both as workbooks."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.pages.scoring.scorecard_pages import ScorecardPage, UnitScorecardPage, find_chosen_scope
from reports.printing import delivery
from reports.printing.sheet import Sheet
from reports.scoring import (
    ScorecardScope,
    VisibleScorecard,
    build_scorecard_sheets,
    build_unit_sheets,
    build_visible_scorecard,
    find_unit_row,
)
from tasks.issuing.export_actions import record_export
from tasks.models import InternalItem
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the office and leaders every unit, and a unit its own items. Query: ``of`` (2024-YEAR, 2024-H1)."""
    scope = find_chosen_scope(request)
    if scope is None:
        return render(request, "scoring/none.html", {"scopes": []})
    scorecard = build_visible_scorecard(scope, request.user)
    if request.user.unit_id:
        return render_scorecard_unit(request, UnitScorecardPage(request, scorecard, request.user.unit_id))
    return render_scorecard_table(request, ScorecardPage(request, scorecard))


def render_scorecard_table(request: AuthenticatedRequest, page: ScorecardPage, *, status: int = 200) -> HttpResponse:
    """Renders the table of units; tells a person who may not see anything yet so."""
    if page.scorecard.data is None:
        return render(
            request, "scoring/none.html", {"scopes": page.scopes, "scope": page.scope, "approved": page.approved}
        )
    return render(request, "scoring/page.html", {"page": page}, status=status)


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_unit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows what counted of one unit. Query: ``of``, and ``exclude`` (the id of an entry to be excluded)."""
    return render_scorecard_unit(request, UnitScorecardPage(request, get_unit_scorecard(request, pk), pk))


def get_unit_scorecard(request: AuthenticatedRequest, pk: int) -> VisibleScorecard:
    """
    Raises:
        Http404: the person may not see that unit's scorecard, or not yet, or nothing of the unit counted.
    """
    scope = find_chosen_scope(request)
    scorecard = build_visible_scorecard(scope, request.user) if scope else None
    if scorecard is None or scorecard.data is None or find_unit_row(scorecard.data, pk) is None:
        raise Http404
    return scorecard


def render_scorecard_unit(request: AuthenticatedRequest, page: UnitScorecardPage, *, status: int = 200) -> HttpResponse:
    return render(request, "scoring/unit.html", {"page": page}, status=status)


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out the scorecard as a workbook to people who see all of it."""
    scope = find_chosen_scope(request)
    scorecard = build_visible_scorecard(scope, request.user) if scope and not request.user.unit_id else None
    if scorecard is None or scorecard.data is None:
        raise Http404
    sheets = build_scorecard_sheets(scorecard.scope, scorecard.data, approved=scorecard.approval)
    return render_scorecard_file(
        request,
        scorecard.scope,
        sheets,
        f"{scorecard.scope.label}考核{'结果' if scorecard.kept else '建议稿'}",
    )


@require_safe
@restrict_to(Permission.SEE_SCORECARD)
def scorecard_unit_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Hands out one unit's items and arithmetic as a workbook to people who see its marks."""
    scorecard = get_unit_scorecard(request, pk)
    row = find_unit_row(scorecard.shown, pk)
    if row is None or not scorecard.has_marks:
        raise Http404
    entries = [item["entry"] for item in row["items"]]
    sheets = build_unit_sheets(
        scorecard.scope,
        scorecard.shown,
        row,
        approved=scorecard.approval,
        is_internal=InternalItem.objects.filter(task__entries__in=entries).exists(),
    )
    return render_scorecard_file(request, scorecard.scope, sheets, f"{scorecard.scope.label}考核明细（{row['name']}）")


def render_scorecard_file(
    request: AuthenticatedRequest, scope: ScorecardScope, sheets: tuple[Sheet, ...], stem: str
) -> FileResponse:
    """Hands out the workbook and records the export in the audit log."""
    file = delivery.write_one_file(sheets, stem, "xlsx")
    period = scope.period.label if scope.period else "年度"
    rows = len(sheets[0].rows)
    record_export(by=request.user, plan=scope.plan, period=period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
