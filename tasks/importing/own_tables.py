"""填报: a table that a unit keeps by itself, as what it would change of the unit's own entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.files import File

from tasks.importing import parse_document, read_raw_document
from tasks.importing.document import ImportedDocument, ImportedRow
from tasks.importing.gate import MAX_BYTES
from tasks.importing.names import index_units_by_name
from tasks.importing.pasted_entries import ITEM, PastedRow
from tasks.importing.raw import Unreadable
from tasks.importing.rhythms import build_rhythm_finder
from tasks.models import Period, User

#: rows of one table
MAX_ROWS = 500
FIGURES = "表中的数字列没有带入，指标的完成值请在各事项的填报页填写。"
NOTHING = "文件“{name}”中没有找到可以填报的行：表中要有任务（事项）和进展情况两列。也可以上传从本系统下载的离线填报表。"


@dataclass(frozen=True)
class OwnTable:
    """What was read of a unit's own table.

    Attributes:
        notes: what the reader left out or is not sure of, in Chinese.
    """

    rows: list[PastedRow]
    notes: list[str]


def read_own_table(
    source: str | Path | BinaryIO | File, filename: str, user: User, period: Period | None, limit: int = MAX_BYTES
) -> OwnTable:
    """Reads the rows that tell of progress.

    Args:
        source: a path or an open binary file.
        user: whose government the table is of.
        period: into which the rows go; None where there is none.
        limit: the largest size accepted, in bytes.

    Raises:
        Unreadable: the file cannot be read, or has no row that tells of an item's progress.
    """
    raw = read_raw_document(source, filename, limit)
    known = frozenset(index_units_by_name(user.home))
    document = parse_document(raw, kind="progress", known_units=known, find_rhythm=build_rhythm_finder(user.home))
    rows = [row for row in document.rows if row.progress or row.problem or row.next_step]
    if not rows:
        raise Unreadable(" ".join([NOTHING.format(name=filename), *document.errors[:1]]))
    if len(rows) > MAX_ROWS:
        raise Unreadable(f"文件“{filename}”有 {len(rows)} 行，一次至多 {MAX_ROWS} 行，请分几次上传。")
    return OwnTable([_build_row(row) for row in rows], _list_notes(document, rows, period))


def _build_row(row: ImportedRow) -> PastedRow:
    # its numbers are the unit's own, so the text alone tells which item it is
    item = row.text if not row.name or row.name == row.text else f"{row.name}{row.text}"
    cells = {
        ITEM: item,
        "text": row.progress,
        "problem": row.problem,
        "next_step": row.next_step,
        "coordination": row.asked_coordination,
    }
    return PastedRow(row.at, {name: cell for name, cell in cells.items() if cell})


def _list_notes(document: ImportedDocument, rows: Sequence[ImportedRow], period: Period | None) -> list[str]:
    notes = [*document.warnings, *(f"{one.at}：{one.message}" for one in document.blocked)]
    if document.period and period and document.period_label != period.label:
        notes.insert(0, f"文件写的是{document.period_label}，现在填的是{period.label}，请核对是不是本期的表。")
    if any(row.figures for row in rows):
        notes.append(FIGURES)
    return notes
