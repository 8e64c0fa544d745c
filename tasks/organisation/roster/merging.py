"""名册: puts what a row says over what is stored, and refuses what cannot stand in a cell."""

import re
import unicodedata
from collections.abc import Iterable

from tasks.organisation.organisation_actions import remove_padding
from tasks.organisation.roster.changes import RosterDraft, Stored
from tasks.organisation.roster.columns import CLEAR, LONGEST_LIST, ROSTER_COLUMNS, RosterColumn
from tasks.organisation.roster.rows import Cells, RosterRow


class _Misfit(Exception):
    """The text cannot stand in the cell; the message says why, without the name of the column."""


def build_draft(row: RosterRow, stored: Stored | None, before: Cells) -> RosterDraft:
    """Builds the draft of a row, with the faults that the columns alone tell.

    Args:
        before: the cells of ``stored``; of a new row the defaults.
    """
    cells, faults = dict(before), list(row.faults)
    for column in ROSTER_COLUMNS[row.part]:
        try:
            if column.name in row.cells:
                cells[column.name] = read_roster_cell(column, row.cells[column.name])
            elif column.is_required and stored is None:
                raise _Misfit("没有填写")
        except _Misfit as misfit:
            faults.append(f"“{column.label}”{misfit}")
    return RosterDraft(row, stored, dict(before), cells, faults)


def read_roster_cell(column: RosterColumn, text: str) -> str:
    """Returns what a cell says, without line breaks where it holds one name or one value."""
    if text == CLEAR:
        if column.is_required or column.choices:
            raise _Misfit("不能清空")
        return ""
    if len(text) > column.longest:
        raise _Misfit(f"至多 {column.longest:,} 字，现有 {len(text):,} 字")
    if column.longest == LONGEST_LIST:
        return text
    if not column.choices:
        return " ".join(text.split())
    word = remove_padding(unicodedata.normalize("NFKC", text))
    if word not in column.choices:
        raise _Misfit(f"应是{'、'.join(column.choices)}之一，现为“{text}”")
    return word


def split_names(text: str, known: Iterable[str] = ()) -> list[str]:
    """Splits a cell that lists names, each once in their order.

    Args:
        text: names separated by semicolons or line breaks, or also by 、 and commas.
        known: names that may contain 、 themselves (各镇、街道) and are then kept whole.
    """
    known = set(known)
    found: list[str] = []
    for piece in re.split(r"[；;\n]", text):
        whole = remove_padding(piece)
        found += [whole] if whole in known else map(remove_padding, re.split(r"[、，,]", piece))
    return [name for name in dict.fromkeys(found) if name]


def mark_doubled(drafts: Iterable[RosterDraft], key_of: dict[int, str], noun: str) -> None:
    """Adds a fault to every row that speaks of the same as an earlier one.

    Args:
        key_of: ``id`` of a draft → what it speaks of; "" where the row names nothing.
        noun: 单位, 区领导 or 账号.
    """
    first: dict[str, RosterDraft] = {}
    for draft in drafts:
        key = key_of[id(draft)]
        if not key:
            continue
        if key in first:
            draft.faults.append(f"与第 {first[key].row.number} 行是同一个{noun}，请只留一行")
        else:
            first[key] = draft
