"""The published tables under ``fixtures/documents``, read plainly for measuring: no importer, no database."""

from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tasks.enums import TaskKind
from tasks.periods import Quarter

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "fixtures" / "documents"
REPORTS = {
    "2021H1": ("2021年上半年推进情况报告.xlsx", Quarter(2021, 2)),
    "2022H1": ("2022年上半年推进情况报告.xlsx", Quarter(2022, 2)),
    "2022FY": ("2022年全年完成情况报告.xlsx", Quarter(2022, 4)),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a published table. ``is_behind``: it stands in the office's own list of lagging items."""

    source: str
    attachment: str
    number: int
    kind: TaskKind
    text: str
    progress: str
    is_behind: bool


def items(source: str) -> list[Item]:
    """All rows of one report, in print order."""
    name, _quarter = REPORTS[source]
    book = openpyxl.load_workbook(DOCUMENTS / name, read_only=False)
    return [item for sheet in book for item in _sheet_items(source, sheet)]


def _sheet_items(source: str, sheet) -> list[Item]:
    rows = [[("" if cell is None else str(cell)).strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    title = "".join(rows[1])
    head = next(at for at, row in enumerate(rows) if row[0] == "序号")
    text, progress = _columns(rows[head])
    behind = any(word in title for word in ("滞后", "未达预期"))
    return [
        Item(source, sheet.title, int(row[0]), _kind(title), row[text], row[progress], behind)
        for row in rows[head + 1 :]
        if row[0].isdigit() and row[text]
    ]


def _columns(head: list[str]) -> tuple[int, int]:
    """Where the task and its progress stand; a merged task heading has its texts in the column behind."""
    asked = next(at for at, cell in enumerate(head) if "任务" in cell or "预期目标" in cell)
    if not head[asked + 1]:
        asked += 1
    told = next(at for at in range(asked + 1, len(head)) if "进展" in head[at] or "完成情况" in head[at])
    return asked, told


def _kind(title: str) -> TaskKind:
    if "预期目标" in title and "发展" in title:
        return TaskKind.TARGET
    return TaskKind.LIVELIHOOD if "民生实事" in title else TaskKind.KEY
