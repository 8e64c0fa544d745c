"""考核: shows the table of all units and what counted of one unit, and hands out both as workbooks."""

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

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
from reports.scoring.rows import ScorecardItem
from tasks import clock
from tasks.issuing.export_actions import record_export
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, list_begun_periods
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.scoring.forms import ApprovalForm, ExclusionForm
from tasks.permissions import Permission, can
from tasks.scoring.scorecard_actions import describe_approval_refusal


class ScorecardPage:
    """The table of all units; ``approval`` is a form that was refused."""

    def __init__(
        self, request: AuthenticatedRequest, scorecard: VisibleScorecard, approval: ApprovalForm | None = None
    ):
        self.scorecard = scorecard
        self.scope: ScorecardScope = scorecard.scope
        self.scopes: list[ScorecardScope] = list_scopes(request)
        self.is_office: bool = can(request.user, Permission.MANAGE_SCORECARD)
        self._refused_approval = approval

    @cached_property
    def units(self) -> list[dict]:
        """The rows of the units, by rank once the scorecard is approved."""
        return sort_by_rank(self.scorecard.shown["units"], with_ranks=self.scorecard.kept is not None)

    @property
    def item_count(self) -> int:
        return len({entry["task"] for entry in self.scorecard.shown["entries"].values()})

    @cached_property
    def approval_refusal(self) -> str:
        """Why the scorecard cannot be approved yet; "" when it can."""
        return describe_approval_refusal(self.scope.plan, self.scope.period)

    @cached_property
    def approval(self) -> ApprovalForm:
        seen = compute_fingerprint(self.scorecard.live or {})
        return self._refused_approval or ApprovalForm(initial={"seen": seen, "approved_on": clock.today()})


class UnitScorecardPage:
    """What counted of one unit.

    Args:
        unit: its id.
        exclusion: a form that was refused, for ``exclusion_entry``; by default a blank one for the entry that the
            query ``exclude`` names.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        scorecard: VisibleScorecard,
        unit: int,
        *,
        exclusion: ExclusionForm | None = None,
        exclusion_entry: int | None = None,
    ):
        asked = request.GET.get("exclude", "")
        self.scorecard = scorecard
        self.scope: ScorecardScope = scorecard.scope
        self.scopes: list[ScorecardScope] = list_scopes(request)
        self.unit = unit
        self.row: dict | None = find_unit_row(scorecard.shown, unit)
        self.exclusion: ExclusionForm = exclusion or ExclusionForm()
        self.exclusion_entry = exclusion_entry if exclusion or not asked.isdecimal() else int(asked)
        self.is_office: bool = can(request.user, Permission.MANAGE_SCORECARD)
        #: whether the items lead to their own pages
        self.may_open: bool = self.is_office or request.user.unit_id is not None

    @property
    def may_decide(self) -> bool:
        """Whether the person can exclude and include entries."""
        return self.is_office and self.scorecard.kept is None

    @property
    def items(self) -> Iterator[ScorecardItem]:
        return iterate_scorecard_items(self.scorecard.shown, self.row) if self.row else iter(())

    @cached_property
    def excluded(self) -> list[dict]:
        return [each for each in self.scorecard.shown["excluded"] if self.unit in each["units"]]


def list_scopes(request: AuthenticatedRequest) -> list[ScorecardScope]:
    """Lists every begun year of the government and each of its periods, the newest first."""
    scopes: list[ScorecardScope] = []
    for period in list_begun_periods(request):
        if not scopes or scopes[-1].plan != period.plan:
            scopes.append(ScorecardScope(period.plan))
        scopes.append(ScorecardScope(scopes[-1].plan, period))
    return scopes


def get_scope_or_404(request: AuthenticatedRequest, key: str) -> ScorecardScope:
    """
    Raises:
        Http404: there is no such year or period.
    """
    for scope in list_scopes(request):
        if scope.key == key:
            return scope
    raise Http404


def find_chosen_scope(request: AuthenticatedRequest) -> ScorecardScope | None:
    """Finds what the address names, or else the year of the current period; None without any period.

    Raises:
        Http404: there is no such year or period.
    """
    if key := request.GET.get("of", ""):
        return get_scope_or_404(request, key)
    period = find_current_period(request)
    return ScorecardScope(period.plan) if period else None


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


def render_scorecard_table(
    request: AuthenticatedRequest, page: ScorecardPage, *, status: int = 200
) -> HttpResponse:
    """Renders the table of units; tells a person who may not see anything yet so."""
    if page.scorecard.data is None:
        return render(request, "scoring/none.html", {"scopes": page.scopes, "scope": page.scope})
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


def render_scorecard_unit(
    request: AuthenticatedRequest, page: UnitScorecardPage, *, status: int = 200
) -> HttpResponse:
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
    sheets = build_unit_sheets(scorecard.scope, scorecard.shown, row, approved=scorecard.approval)
    return render_scorecard_file(
        request, scorecard.scope, sheets, f"{scorecard.scope.label}考核明细（{row['name']}）"
    )


def render_scorecard_file(
    request: AuthenticatedRequest, scope: ScorecardScope, sheets: tuple[Sheet, ...], stem: str
) -> FileResponse:
    """Hands out the workbook and records the export in the audit log."""
    file = delivery.write_one_file(sheets, stem, "xlsx")
    period = scope.period.label if scope.period else "年度"
    rows = len(sheets[0].rows)
    record_export(by=request.user, plan=scope.plan, period=period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
