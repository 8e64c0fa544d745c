"""名册: the rows of leaders against the stored officials."""

import unicodedata
from collections.abc import Iterable

from tasks.models.organisation import LAST_RANK
from tasks.organisation.organisation_actions import remove_padding
from tasks.organisation.roster.changes import RosterDraft
from tasks.organisation.roster.columns import IN_OFFICE
from tasks.organisation.roster.merging import build_draft, mark_doubled
from tasks.organisation.roster.register import Register, build_official_cells
from tasks.organisation.roster.rows import Cells, RosterRow
from tasks.terms import terms

NEW_OFFICIAL = {"name": "", "title": "", "rank": "", "is_active": IN_OFFICE}


def draft_officials(register: Register, rows: Iterable[RosterRow]) -> tuple[list[RosterDraft], dict[str, Cells]]:
    """Compares the rows of leaders with what is stored.

    Returns:
        A draft for each row, and name → cells of every official once the rows are imported.
    """
    stored = {remove_padding(official.name): official for official in register.officials}
    drafts = []
    for row in rows:
        official = stored.get(remove_padding(row.cells.get("name", "")))
        draft = build_draft(row, official, build_official_cells(official) if official else NEW_OFFICIAL)
        draft.cells["name"] = official.name if official else remove_padding(draft.cells["name"])
        _read_rank(draft)
        drafts.append(draft)
    mark_doubled(drafts, {id(draft): draft.cells["name"] for draft in drafts}, terms.leader)
    known = {name: build_official_cells(official) for name, official in stored.items()}
    return drafts, known | {remove_padding(draft.cells["name"]): draft.cells for draft in drafts}


def _read_rank(draft: RosterDraft) -> None:
    rank = remove_padding(unicodedata.normalize("NFKC", draft.cells["rank"]))
    if rank and not (rank.isascii() and rank.isdigit() and len(rank) < 5 and 1 <= int(rank) <= LAST_RANK):
        draft.faults.append(f"“排序”应是 1 至 {LAST_RANK} 的整数，现为“{draft.cells['rank']}”")
    else:
        draft.cells["rank"] = str(int(rank)) if rank else ""
