"""离线填报表: finds the entry of each row of a returned workbook."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from tasks.assessing.facts import INDICATORS
from tasks.filing.offline import Forged, OfflineKey, hash_cell, parse_offline_key
from tasks.filing.offline_changes import FilledEntry, UnmatchedRow
from tasks.importing.offline import VALUE, OfflineRow
from tasks.models import ProgressEntry, Reading, User
from tasks.models.entry_fields import BY_NAME
from tasks.queries import prefetch_printed_parts, select_visible_entries
from tasks.terms.later import say_later

UNKNOWN = "隐藏的编号缺失或被改动，对应不到事项。请在下载的原表中填写，不要新增或改动编号。"
NOT_OURS = "不是本单位能看到的事项。"
#: for a cell of an indicator that the office has taken back since
GONE = say_later("这一指标已由{terms.office}调整，请重新下载填报表。")

KeyedRows = list[tuple[OfflineKey, OfflineRow]]


def match_rows_to_entries(rows: Iterable[OfflineRow], user: User) -> list[FilledEntry | UnmatchedRow]:
    """Returns the entries of the file in its order, and after them the rows that belong to none."""
    keyed, unmatched = group_rows_by_entry_id(rows)
    entries = index_entries_by_id(user, keyed)
    found = [
        build_filled_entry(entries[pk], pairs, user) if pk in entries else UnmatchedRow(pairs[0][1].place, NOT_OURS)
        for pk, pairs in keyed.items()
    ]
    return [*found, *unmatched]


def group_rows_by_entry_id(rows: Iterable[OfflineRow]) -> tuple[dict[int, KeyedRows], list[UnmatchedRow]]:
    """Returns entry id → its rows with their keys, and the rows whose key was not signed here."""
    keyed, unmatched = defaultdict(list), []
    for row in rows:
        try:
            key = parse_offline_key(row.key)
            keyed[key.entry].append((key, row))
        except Forged:
            unmatched.append(UnmatchedRow(row.place, UNKNOWN))
    return keyed, unmatched


def index_entries_by_id(user: User, keyed: Iterable[int]) -> dict[int, ProgressEntry]:
    """Returns those of the entries that the person may see, with everything that is compared and shown."""
    return select_offline_entries(user).in_bulk(list(keyed))


def select_offline_entries(user: User) -> QuerySet[ProgressEntry]:
    """Selects the entries that a person may see, with everything that is compared and shown."""
    figures = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = prefetch_printed_parts(select_visible_entries(user)).select_related("period__plan__government")
    return whole.prefetch_related(figures, INDICATORS)


def build_filled_entry(entry: ProgressEntry, pairs: KeyedRows, user: User) -> FilledEntry:
    filled = FilledEntry(entry, user, pairs[0][1].place)
    taken: dict[int | None, OfflineRow] = {}
    for key, row in pairs:
        if former := taken.get(key.indicator):
            filled.faults.append(f"{former.place}和{row.place}是同一事项，请只保留一行。")
            continue
        taken[key.indicator] = row
        add_row_cells(filled, key, row)
    return filled


def add_row_cells(filled: FilledEntry, key: OfflineKey, row: OfflineRow) -> None:
    """Adds the cells of a row under the names that ``FilledEntry.cells`` gives them."""
    for name, cell in row.cells.items():
        known = name in BY_NAME if key.indicator is None else (name == VALUE)
        if not known:
            continue
        field = name if key.indicator is None else f"figure_{key.indicator}"
        if field not in filled.now:
            if hash_cell(cell.text) != key.contents[name]:
                filled.faults.append(f"{filled.locate(cell, row.sheet)}：{GONE}")
            continue
        # a file that is older than the field has no hash for it: the cell counts as having been empty
        filled.sheets[field] = row.sheet
        filled.cells[field], filled.was[field] = cell, key.contents.get(name, hash_cell(""))
        if cell.fault:
            filled.faults.append(f"{filled.describe_cell(field)}{cell.fault}。")
