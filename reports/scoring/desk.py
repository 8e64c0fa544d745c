"""Decides in one place what one person may see of a scorecard.

The office sees everything. A leader sees an approved scorecard. A unit sees its own row: without marks while
it is a proposal, with marks once it is approved (政府督查工作条例 第二十一条).
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
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, can
from tasks.queries import select_visible_scorecards
from tasks.scoring.rules import ScoringRules

#: the fields of a row that hold marks, with their empty values
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
    """One scorecard as one person may see it.

    Attributes:
        kept: the approved scorecard, if there is one.
        data: what is shown, as ``build_scorecard_data`` builds it; None if the person may not see anything
            yet.
        live: the scorecard as computed now; only for the office.
        has_marks: whether the person may see marks.
    """

    scope: ScorecardScope
    kept: Scorecard | None
    data: dict | None
    live: dict | None
    has_marks: bool

    @cached_property
    def changed(self) -> list[str]:
        """The names of the units whose row now differs from the approved one."""
        return list_changed_units(self.live, self.kept.data) if self.kept and self.live else []

    @property
    def shown(self) -> dict:
        """``data``, for pages that need something to show.

        Raises:
            Http404: the person may not see anything yet.
        """
        if self.data is None:
            raise Http404
        return self.data

    @property
    def approval(self) -> str:
        """Who approved it and when; empty for a proposal."""
        return f"{self.kept.approved_by_name} {format_chinese_date(self.kept.approved_on)}审定" if self.kept else ""


def get_scoring_rules(user: User) -> ScoringRules:
    """Returns the formula of the person's government."""
    return ScoringRules.from_dict(user.home.scoring_rules)


def build_visible_scorecard(scope: ScorecardScope, user: User) -> VisibleScorecard:
    """Builds what ``user`` may see of a scorecard today."""
    approved = select_visible_scorecards(user).filter(plan=scope.plan, period=scope.period)
    kept = approved.select_related("recorded_by").first()
    is_office, unit = can(user, Permission.MANAGE_SCORECARD), user.unit_id
    live = compute_scorecard(scope, user) if is_office or (unit is not None and not kept) else None
    data = kept.data if kept else live
    if data and unit is not None:
        data = extract_unit_data(data, unit, with_marks=kept is not None)
    return VisibleScorecard(scope, kept, data, live if is_office else None, has_marks=is_office or kept is not None)


def compute_scorecard(scope: ScorecardScope, user: User) -> dict:
    """Computes the scorecard as it stands now."""
    return build_scorecard_data(
        compute_scorecard_figures(scope.plan, scope.period, on=clock.today()), get_scoring_rules(user)
    )


def extract_unit_data(data: dict, unit: int, *, with_marks: bool) -> dict:
    """Extracts what one unit may read of a scorecard: its row and its entries."""
    row = find_unit_row(data, unit)
    if row and not with_marks:
        items = [item | {"costs": [cost | {"points": ""} for cost in item["costs"]]} for item in row["items"]]
        row = row | MARKS | {"items": items}
    named = {item["entry"] for item in row["items"]} if row else set()
    return data | {
        "units": [row] if row else [],
        "entries": {key: entry for key, entry in data["entries"].items() if key in named},
        "excluded": [each for each in data["excluded"] if unit in each["units"]],
        "unassigned": [],
    }
