"""The rows of a 离线填报表 led back to the unit's entries."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch

from tasks.assessing.facts import INDICATORS
from tasks.filing.offline import Forged, Key, opened, short
from tasks.importing.offline import VALUE, Row
from tasks.models import ProgressEntry, Reading, User
from tasks.models.entry_fields import BY_NAME
from tasks.pages.filing.forms.offline import Filled, Lost
from tasks.queries import entries_visible_to, with_printed_parts

UNKNOWN = "隐藏的编号缺失或被改动，对应不到事项。请在下载的原表中填写，不要新增或改动编号。"
NOT_OURS = "不是本单位能看到的事项。"
#: an indicator that the office has taken back since
GONE = "这一指标已由督查办调整，请重新下载填报表。"

Keyed = list[tuple[Key, Row]]


def filled_of(rows: Iterable[Row], user: User) -> list[Filled | Lost]:
    """What each entry of the file, and each row that leads to none, would become; in the order of the file."""
    keyed, lost = led_back(rows)
    entries = entries_of(user, keyed)
    found = [
        one_filled(entries[pk], pairs, user) if pk in entries else Lost(pairs[0][1].place, NOT_OURS)
        for pk, pairs in keyed.items()
    ]
    return [*found, *lost]


def led_back(rows: Iterable[Row]) -> tuple[dict[int, Keyed], list[Lost]]:
    """Entry id → its rows with their keys; and the rows whose key is none."""
    keyed, lost = defaultdict(list), []
    for row in rows:
        try:
            key = opened(row.key)
            keyed[key.entry].append((key, row))
        except Forged:
            lost.append(Lost(row.place, UNKNOWN))
    return keyed, lost


def entries_of(user: User, keyed: Iterable[int]) -> dict[int, ProgressEntry]:
    """What the person may see of them, with everything that is compared and shown."""
    figures = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = with_printed_parts(entries_visible_to(user)).prefetch_related(figures, INDICATORS)
    return whole.in_bulk(list(keyed))


def one_filled(entry: ProgressEntry, pairs: Keyed, user: User) -> Filled:
    filled = Filled(entry, user, pairs[0][1].place)
    taken: dict[int | None, Row] = {}
    for key, row in pairs:
        if former := taken.get(key.indicator):
            filled.faults.append(f"{former.place}和{row.place}是同一事项，请只保留一行。")
            continue
        taken[key.indicator] = row
        take(filled, key, row)
    return filled


def take(filled: Filled, key: Key, row: Row) -> None:
    """The cells of one row, under the names of the form."""
    for name, cell in row.cells.items():
        known = name in BY_NAME if key.indicator is None else (name == VALUE)
        if not known:
            continue
        field = name if key.indicator is None else f"figure_{key.indicator}"
        if field not in filled.now:
            if short(cell.text) != key.contents[name]:
                filled.faults.append(f"{cell.address}：{GONE}")
            continue
        # a file that was taken out before there was such a field says that nothing was written in it
        filled.cells[field], filled.was[field] = cell, key.contents.get(name, short(""))
        if cell.fault:
            filled.faults.append(f"{filled.at(field)}{cell.fault}。")
