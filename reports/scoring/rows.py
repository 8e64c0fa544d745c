"""A unit's items as its page lists them: one for each task and role, with its periods below each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reports.scoring.sheets import format_filed_on
from tasks.enums import Outcome, ResponsibilityRole


@dataclass(frozen=True)
class ScorecardLine:
    """One period of an item: what was filed and judged, and what that has cost."""

    entry: dict
    outcome: Outcome | None
    filed: str
    decides: bool
    costs: list[dict]


@dataclass(frozen=True)
class ScorecardItem:
    """One task in one role; ``entry`` is its last, for its title and wording."""

    entry: dict
    role: ResponsibilityRole
    group: str
    lines: list[ScorecardLine]


def iterate_scorecard_items(data: dict, row: dict) -> Iterator[ScorecardItem]:
    """In printed order, as the row has them."""

    def of_item(item: dict) -> tuple:
        return data["entries"][item["entry"]]["task"], item["role"]

    for (_, role), together in groupby(row["items"], key=of_item):
        items = list(together)
        lines = [_build_line(data["entries"][item["entry"]], item) for item in items]
        yield ScorecardItem(lines[-1].entry, ResponsibilityRole(role), items[-1]["group"], lines)


def _build_line(entry: dict, item: dict) -> ScorecardLine:
    outcome = Outcome(entry["outcome"]) if entry["outcome"] else None
    return ScorecardLine(entry, outcome, format_filed_on(entry, item), item["decides"], item["costs"])
