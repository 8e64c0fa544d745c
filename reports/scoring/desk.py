"""What one person may see of a scorecard, decided in one place.

The office sees everything; a leader what was approved; a unit its own row: what was counted while it is a proposal,
the marks once it is approved (政府督查工作条例 第二十一条).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from reports.figures import compute_scorecard_figures
from reports.scoring.data import build_scorecard_data, find_unit_row, list_changed_units
from reports.scoring.scope import ScorecardScope
from tasks import clock
from tasks.models import Scorecard, User
from tasks.permissions import Permission, can
from tasks.queries import select_visible_scorecards
from tasks.scoring.rules import ScoringRules

#: of a row, what is a mark or made of one
MARKS: dict[str, Any] = {
    "total": "",
    "parts": [],
    "way": "",
    "rank": None,
    "ranked": None,
    "before": "",
    "moved": "",
}


@dataclass(frozen=True)
class VisibleScorecard:
    """One scorecard as one person sees it.

    Attributes:
        kept: the approved one, where there is one.
        data: what is shown, in the form of ``data_of``; None where the person may not see anything yet.
        live: how it would stand today; for the office alone.
    """

    scope: ScorecardScope
    kept: Scorecard | None
    data: dict | None
    live: dict | None
    has_marks: bool

    @cached_property
    def changed(self) -> list[str]:
        """Units whose row would be another today than when it was approved."""
        return list_changed_units(self.live, self.kept.data) if self.kept and self.live else []

    @property
    def shown(self) -> dict:
        """``data``, for pages that are opened only where there is something to see.

        Raises:
            Http404: the person may not see anything yet.
        """
        if self.data is None:
            raise Http404
        return self.data

    @property
    def approval(self) -> str:
        """Who approved it and when; empty for a proposal."""
        return f"{self.kept.approved_by_name} {self.kept.approved_on:%Y-%m-%d} 审定" if self.kept else ""


def get_scoring_rules(user: User) -> ScoringRules:
    """The formula that holds in the person's government."""
    return ScoringRules.from_dict(user.home.scoring_rules)


def build_visible_scorecard(scope: ScorecardScope, user: User) -> VisibleScorecard:
    """What ``user`` may see of a scorecard today."""
    approved = select_visible_scorecards(user).filter(plan=scope.plan, period=scope.period)
    kept = approved.select_related("recorded_by").first()
    is_office, unit = can(user, Permission.MANAGE_SCORECARD), user.unit_id
    live = compute_scorecard(scope, user) if is_office or (unit is not None and not kept) else None
    data = kept.data if kept else live
    if data and unit is not None:
        data = extract_unit_data(data, unit, with_marks=kept is not None)
    return VisibleScorecard(
        scope, kept, data, live if is_office else None, has_marks=is_office or kept is not None
    )


def compute_scorecard(scope: ScorecardScope, user: User) -> dict:
    """The scorecard as it stands at this moment."""
    return build_scorecard_data(
        compute_scorecard_figures(scope.plan, scope.period, on=clock.today()), get_scoring_rules(user)
    )


def extract_unit_data(data: dict, unit: int, *, with_marks: bool) -> dict:
    """What one unit reads of a scorecard: its row, its entries, and nothing of anybody else's."""
    row = find_unit_row(data, unit)
    if row and not with_marks:
        bare = [item | {"costs": [cost | {"points": ""} for cost in item["costs"]]} for item in row["items"]]
        row = row | MARKS | {"items": bare}
    named = {item["entry"] for item in row["items"]} if row else set()
    return data | {
        "units": [row] if row else [],
        "entries": {key: entry for key, entry in data["entries"].items() if key in named},
        "excluded": [each for each in data["excluded"] if unit in each["units"]],
        "unassigned": [],
    }
