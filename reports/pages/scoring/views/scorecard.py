"""考核: the table of units, and what counted of one unit; a unit is led to its own."""

from dataclasses import dataclass
from io import BytesIO

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.printing import delivery
from reports.printing.sheet import Sheet
from reports.scoring import Desk, Scope, by_rank, desk_of, items_of, row_of, sheets_of, unit_sheets
from tasks import clock
from tasks.issuing.export_actions import record_export
from tasks.models.changes import fingerprint
from tasks.pages.frame.context import AuthenticatedRequest, current_period, periods_for
from tasks.pages.frame.views.access import requires
from tasks.pages.scoring.forms import ApprovalForm, ExclusionForm
from tasks.permissions import Verb, can
from tasks.scoring.scorecard_actions import why_not_yet


@dataclass(frozen=True)
class Typed:
    """A form that is shown again with what was typed; ``entry`` is the one whose exclusion it is."""

    approval: Form | None = None
    exclusion: Form | None = None
    entry: int | None = None


def scopes_for(request: AuthenticatedRequest) -> list[Scope]:
    """Every year of the government that has begun, and each of its periods, the newest first."""
    scopes: list[Scope] = []
    for period in periods_for(request):
        if not scopes or scopes[-1].plan != period.plan:
            scopes.append(Scope(period.plan))
        scopes.append(Scope(scopes[-1].plan, period))
    return scopes


def scope_named(request: AuthenticatedRequest, key: str) -> Scope:
    """
    Raises:
        Http404: no such year or period.
    """
    for scope in scopes_for(request):
        if scope.key == key:
            return scope
    raise Http404


def chosen_scope(request: AuthenticatedRequest) -> Scope | None:
    """What the address names, else the year of the period at the top of the page; None without any period."""
    if key := request.GET.get("of", ""):
        return scope_named(request, key)
    period = current_period(request)
    return Scope(period.plan) if period else None


@require_safe
@requires(Verb.SEE_SCORECARD)
def scorecard_page(request: AuthenticatedRequest) -> HttpResponse:
    """Every unit; for a unit its own items. Query: ``of`` (2024-YEAR, 2024-H1)."""
    scope = chosen_scope(request)
    if scope is None:
        return render(request, "scoring/none.html", {"scopes": []})
    desk = desk_of(scope, request.user)
    return (
        unit_page(request, desk, request.user.unit_id) if request.user.unit_id else table_page(request, desk)
    )


def table_page(
    request: AuthenticatedRequest, desk: Desk, typed: Typed | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"desk": desk, "scope": desk.scope, "scopes": scopes_for(request)}
    if desk.data is None:
        return render(request, "scoring/none.html", context)
    context |= {
        "units": by_rank(desk.data["units"], with_ranks=desk.kept is not None),
        "items": len({entry["task"] for entry in desk.data["entries"].values()}),
        "typed": typed or Typed(),
        **offers(request, desk, typed),
    }
    return render(request, "scoring/page.html", context, status=status)


def offers(request: AuthenticatedRequest, desk: Desk, typed: Typed | None) -> dict:
    """What the office may do with the scorecard."""
    if not can(request.user, Verb.MANAGE_SCORECARD):
        return {"is_office": False, "why_not_yet": "", "approval": None}
    initial = {"seen": fingerprint(desk.live or {}), "approved_on": clock.today()}
    form = typed.approval if typed and typed.approval else ApprovalForm(initial=initial)
    reason = "" if desk.kept else why_not_yet(desk.scope.plan, desk.scope.period)
    return {"is_office": True, "why_not_yet": reason, "approval": form}


@require_safe
@requires(Verb.SEE_SCORECARD)
def scorecard_unit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What counted of one unit. Query: ``of``, and ``exclude`` (an entry whose exclusion is to be written)."""
    return unit_page(request, desk_for_unit(request, pk), pk)


def desk_for_unit(request: AuthenticatedRequest, pk: int) -> Desk:
    """
    Raises:
        Http404: another unit's, for a unit; nothing approved yet, for a leader; nothing of it counted.
    """
    scope = chosen_scope(request)
    desk = desk_of(scope, request.user) if scope else None
    if desk is None or desk.data is None or row_of(desk.data, pk) is None:
        raise Http404
    return desk


def unit_page(
    request: AuthenticatedRequest, desk: Desk, pk: int, typed: Typed | None = None, *, status: int = 200
) -> HttpResponse:
    row = row_of(desk.shown, pk)
    is_office = can(request.user, Verb.MANAGE_SCORECARD)
    asked = request.GET.get("exclude", "")
    context = {
        "desk": desk,
        "scope": desk.scope,
        "scopes": scopes_for(request),
        "row": row,
        "rows": list(items_of(desk.shown, row)) if row else [],
        "excluded": [each for each in desk.shown["excluded"] if pk in each["units"]],
        "is_office": is_office,
        "may_decide": is_office and desk.kept is None,
        "may_open": is_office or request.user.unit_id is not None,
        "typed": typed or Typed(None, ExclusionForm(), int(asked) if asked.isdecimal() else None),
    }
    return render(request, "scoring/unit.html", context, status=status)


@require_safe
@requires(Verb.SEE_SCORECARD)
def scorecard_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """The scorecard as a workbook, for whoever sees all of it."""
    scope = chosen_scope(request)
    desk = desk_of(scope, request.user) if scope and not request.user.unit_id else None
    if desk is None or desk.data is None:
        raise Http404
    sheets = sheets_of(desk.scope, desk.data, approved=desk.approval)
    return sent(request, desk.scope, sheets, f"{desk.scope.label}考核{'结果' if desk.kept else '建议稿'}")


@require_safe
@requires(Verb.SEE_SCORECARD)
def scorecard_unit_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One unit's items and arithmetic as a workbook, for whoever sees its marks."""
    desk = desk_for_unit(request, pk)
    row = row_of(desk.shown, pk)
    if row is None or not desk.has_marks:
        raise Http404
    sheets = unit_sheets(desk.scope, desk.shown, row, approved=desk.approval)
    return sent(request, desk.scope, sheets, f"{desk.scope.label}考核明细（{row['name']}）")


def sent(request: AuthenticatedRequest, scope: Scope, sheets: tuple[Sheet, ...], stem: str) -> FileResponse:
    """The download, with its trace."""
    file = delivery.as_one(sheets, stem, "xlsx")
    period = scope.period.label if scope.period else "年度"
    rows = len(sheets[0].rows)
    record_export(by=request.user, plan=scope.plan, period=period, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
