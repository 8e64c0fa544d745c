"""Builds the items of a unit's scorecard page: one for each task and role, with its periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reports.scoring.sheets import format_filed_on, read_kept_word
from tasks.enums import ResponsibilityRole
from tasks.enums.outcome_words import OutcomeWord


@dataclass(frozen=True)
class ScorecardLine:
    """One period of an item: what was filed, how it was judged, and what that cost."""

    entry: dict
    outcome: OutcomeWord | None
    filed: str
    decides: bool
    costs: list[dict]


@dataclass(frozen=True)
class ScorecardItem:
    """One task in one role; ``entry`` is that of its last period, for the title and the wording."""

    entry: dict
    role: ResponsibilityRole
    group: str
    lines: list[ScorecardLine]


def iterate_scorecard_items(data: dict, row: dict) -> Iterator[ScorecardItem]:
    """Yields the items in the order of the row, which is the printed one."""

    def get_task_and_role(item: dict) -> tuple:
        return data["entries"][item["entry"]]["task"], item["role"]

    for (_, role), together in groupby(row["items"], key=get_task_and_role):
        items = list(together)
        lines = [_build_line(data["entries"][item["entry"]], item) for item in items]
        yield ScorecardItem(lines[-1].entry, ResponsibilityRole(role), items[-1]["group"], lines)


def _build_line(entry: dict, item: dict) -> ScorecardLine:
    return ScorecardLine(entry, read_kept_word(entry), format_filed_on(entry, item), item["decides"], item["costs"])
