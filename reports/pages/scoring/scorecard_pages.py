"""考核: the pages of a scorecard, the table of all units and what counted of one unit, and their choice of scope."""

from collections.abc import Iterator
from functools import cached_property

from django.http import Http404

from reports.scoring import (
    ScorecardScope,
    VisibleScorecard,
    find_unit_row,
    iterate_scorecard_items,
    sort_by_rank,
)
from reports.scoring.rows import ScorecardItem
from tasks import clock
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, list_begun_periods
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.scoring.forms import ApprovalForm, ExclusionForm
from tasks.permissions import Permission, can
from tasks.queries import select_visible_scorecards
from tasks.scoring.scorecard_actions import describe_approval_refusal


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
        self._user = request.user

    @property
    def approved(self) -> list[ScorecardScope]:
        """What is approved already, of any year and period, the newest first."""
        scorecards = select_visible_scorecards(self._user).select_related("plan", "period__plan")
        scopes = [ScorecardScope(one.plan, one.period) for one in scorecards]
        return sorted(scopes, key=lambda scope: scope.key, reverse=True)

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
        self.exclusion_entry = exclusion_entry if exclusion else read_key(asked) or exclusion_entry
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
