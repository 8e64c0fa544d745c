"""填报: reads rows copied out of a spreadsheet, finds the entry of each, and what each would change.

A row names its item by 序号, by its text or by both, and holds 进展情况, after it 存在问题 and 下一步措施. Heads are read where
there are any; without them the columns stand in this order. What is empty changes nothing.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.text import Truncator

from tasks.assessing.likeness import compute_text_similarity, remove_marks
from tasks.filing.offline import OfflineCell, hash_cell, normalise_cell
from tasks.filing.offline_changes import FilledEntry, UnmatchedRow
from tasks.importing.offline import normalize_head
from tasks.importing.raw import Unreadable
from tasks.models import ProgressEntry, User
from tasks.models.entry_fields import BY_NAME

MAX_PASTED, MAX_ROWS = 500_000, 500
NUMBER, ITEM = "number", "item"
#: the columns behind the item, in the order of the form; what a unit's own table may hold besides
ANSWERS, MORE = ("text", "problem", "next_step"), ("coordination",)
#: a head as units write it → the column
HEADS = {
    "序号": NUMBER,
    **dict.fromkeys(("工作任务", "任务", "事项", "目标任务", "重点任务", "工作内容", "任务名称"), ITEM),
    **dict.fromkeys(("进展情况", "进展", "完成情况", "推进情况", "工作进展", "目前进展"), "text"),
    **dict.fromkeys(("存在问题", "问题", "存在的问题"), "problem"),
    **dict.fromkeys(("下一步措施", "下一步", "下一步工作", "措施", "下步措施"), "next_step"),
}
#: similarity, 0 to 1, from which a cell names an item, and below which it names another one
ALIKE, UNLIKE = 0.55, 0.25
#: characters of a cell from which it names the item of its number by how that begins
SHORTEST_BEGINNING = 4
#: entries that are offered for a row
CANDIDATES = 20
NO_COLUMNS = "粘贴的内容没有分列。请在 Excel 中选中“序号或工作任务”和“进展情况”两列以上，复制后粘贴。"
NO_ITEM = "看不出各行是哪个事项：请把“序号”或“工作任务”一列也一并复制，放在进展情况之前。"


@dataclass(frozen=True)
class PastedRow:
    """A row with its cells by column.

    Attributes:
        place: where it stands, in Chinese; no other row of the same text or file has it.
    """

    place: str
    cells: dict[str, str]


def read_pasted_entries(text: str, entries: Sequence[ProgressEntry]) -> list[PastedRow]:
    """Reads the rows.

    Args:
        entries: those that can be meant; a column without a head that says what they say names the item.

    Raises:
        Unreadable: there are no rows, too many, no columns, or none that names the item.
    """
    lines = _split_cells(text)
    if not lines:
        raise Unreadable("没有读到要填的行，请先粘贴。")
    columns = _read_heads(lines[0][1])
    body = lines[1:] if columns else lines
    columns = columns or _guess_columns([cells for _, cells in body], entries)
    if not {NUMBER, ITEM} & set(columns) or "text" not in columns:
        raise Unreadable(NO_ITEM)
    return [
        PastedRow(f"第 {line} 行", {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell})
        for line, cells in body
    ]


def _split_cells(text: str) -> list[tuple[int, list[str]]]:
    """Returns the rows that are not blank, each with its line; all cells without the blanks around them."""
    if len(text) > MAX_PASTED:
        raise Unreadable(f"粘贴的内容超过 {MAX_PASTED:,} 字，请分几次粘贴。")
    try:
        rows = list(csv.reader(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    except csv.Error as error:
        raise Unreadable("粘贴的内容中有一格过长，可能缺了一个引号，请检查后重新粘贴。") from error
    found = [(line, [normalise_cell(cell).strip() for cell in row]) for line, row in enumerate(rows, 1)]
    filled = [(line, cells) for line, cells in found if any(cells)]
    if len(filled) > MAX_ROWS:
        raise Unreadable(f"一次至多粘贴 {MAX_ROWS} 行，现有 {len(filled)} 行，请分几次粘贴。")
    if filled and max(len(cells) for _, cells in filled) < 2:
        raise Unreadable(NO_COLUMNS)
    return filled


def _read_heads(cells: Sequence[str]) -> list[str]:
    """Returns the column of each cell, "" for one that is not read; empty where the row has no heads."""
    columns = [HEADS.get(normalize_head(cell), "") for cell in cells]
    return columns if "text" in columns else []


def _guess_columns(rows: Sequence[Sequence[str]], entries: Sequence[ProgressEntry]) -> list[str]:
    """Names the columns of rows without heads, by what most rows hold in the first two of them."""
    columns: list[str] = []
    for at in range(2):
        held = [row[at] for row in rows if len(row) > at and row[at]]
        if NUMBER not in columns and _is_mostly(held, str.isdecimal):
            columns.append(NUMBER)
        elif ITEM not in columns and _is_mostly(held, lambda cell: _find_by_text(cell, entries) is not None):
            columns.append(ITEM)
        else:
            break
    return [*columns, *ANSWERS]


def _is_mostly(cells: Sequence[str], holds) -> bool:
    return bool(cells) and sum(map(holds, cells)) * 2 > len(cells)


def match_pasted_rows(
    rows: Iterable[PastedRow],
    entries: Sequence[ProgressEntry],
    user: User,
    chosen: Mapping[str, int] | None = None,
) -> list[FilledEntry | UnmatchedRow]:
    """Finds the entry of each row, and what the row would change; a row without a sure entry says why, and which it may be.

    Args:
        entries: of one period, which the user may write, each with everything that is compared and shown.
        chosen: place of a row → id of the entry that the person has chosen for it.
    """
    by_id = {entry.pk: entry for entry in entries}
    chosen = chosen or {}
    found: list[FilledEntry | UnmatchedRow] = []
    taken: dict[ProgressEntry, str] = {}
    for row in rows:
        entry, why = _find_entry(row, entries)
        entry = by_id.get(chosen.get(row.place, 0), entry)
        if entry is None:
            found.append(UnmatchedRow(row.place, why, row.cells.get(ITEM, ""), tuple(_list_candidates(row, entries))))
        elif entry in taken:
            found.append(UnmatchedRow(row.place, f"与{taken[entry]}是同一事项（{entry.task}），请只保留一行。"))
        else:
            taken[entry] = row.place
            found.append(_build_filled_entry(row, entry, user))
    return found


def _build_filled_entry(row: PastedRow, entry: ProgressEntry, user: User) -> FilledEntry:
    filled = FilledEntry(entry, user, row.place)
    for name in (*ANSWERS, *MORE):
        if name in row.cells:
            filled.cells[name] = OfflineCell(row.place, row.cells[name])
            filled.was[name] = hash_cell(filled.now[name])
            filled.sheets[name] = ""
    if not filled.cells:
        filled.faults.append(f"{row.place}没有{BY_NAME['text'].label}。")
    return filled


def _find_entry(row: PastedRow, entries: Sequence[ProgressEntry]) -> tuple[ProgressEntry | None, str]:
    """Finds the entry that a row means, or says in one sentence why none is sure."""
    item, number = row.cells.get(ITEM, ""), row.cells.get(NUMBER, "")
    by_text = _find_by_text(item, entries) if item else None
    if by_text is not None:
        return by_text, ""
    numbered = [entry for entry in entries if number.isdecimal() and entry.number == int(number)]
    alike = [
        entry
        for entry in numbered
        if not item or _is_beginning(item, entry) or _compute_likeness(item, entry) >= UNLIKE
    ]
    if len(alike) == 1:
        return alike[0], ""
    if len(alike) > 1:
        named = "、".join(f"{entry.task}" for entry in alike)
        return None, f"序号 {number} 在本单位有 {len(alike)} 项（{named}），请把“工作任务”一列也一并粘贴。"
    if numbered:
        return (
            None,
            f"序号 {number} 是“{Truncator(numbered[0].edition.title).chars(21, '……')}”，与所写的任务不符，请核对。",
        )
    told = f"序号 {number}" if number else f"“{item[:20]}”" if item else "这一行没有写事项"
    return None, f"{told}：本期没有对应的本单位牵头事项，请核对。"


def _list_candidates(row: PastedRow, entries: Sequence[ProgressEntry]) -> list[ProgressEntry]:
    """Lists the entries that a row may mean, the likeliest first; none for a row that only names a number."""
    item = row.cells.get(ITEM, "")
    ranked = sorted(entries, key=lambda entry: -_compute_likeness(item, entry)) if item else []
    return ranked[:CANDIDATES]


def _find_by_text(cell: str, entries: Sequence[ProgressEntry]) -> ProgressEntry | None:
    """Returns the entry whose item says what the cell says, if none other is nearly as like."""
    ranked = sorted(((_compute_likeness(cell, entry), entry.pk, entry) for entry in entries), reverse=True)
    if not ranked or ranked[0][0] < ALIKE:
        return None
    is_clear = len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= 0.1 or ranked[0][0] > 0.97 > ranked[1][0]
    return ranked[0][2] if is_clear else None


def _is_beginning(cell: str, entry: ProgressEntry) -> bool:
    """Returns whether a cell is how the item begins, as units abbreviate it in their own tables."""
    short, said = remove_marks(cell), (entry.edition.text, entry.edition.title, entry.edition.name)
    return len(short) >= SHORTEST_BEGINNING and any(remove_marks(one).startswith(short) for one in said)


def _compute_likeness(cell: str, entry: ProgressEntry) -> float:
    edition = entry.edition
    said = [edition.text, edition.title, f"{edition.name}{edition.text}"]
    return max(compute_text_similarity(cell, one) for one in said if one)
