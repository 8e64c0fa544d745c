"""What is issued of a period: the data behind it, and the files for the government itself and for the public."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from reports.printing.delivery import OfficeFile, file_name, zipped
from reports.reporting.attachments import Occasion
from reports.reporting.items import Item, items_of_entries
from reports.reporting.report import Report, files_of, report_of
from tasks.enums import Audience
from tasks.models import InternalItem, Period, ProgressEntry

PUBLIC_MARK = "（公开版）"


@dataclass(frozen=True)
class Row:
    """One item of the report; ``is_internal`` ones stand in no public version."""

    entry: int
    number: int
    item: Item
    is_internal: bool


def internal_tasks(period: Period) -> set[int]:
    """The tasks of the period's plan that public versions leave out."""
    return set(InternalItem.objects.filter(task__plan=period.plan_id).values_list("task", flat=True))


def rows_of(period: Period, entries: Sequence[ProgressEntry]) -> list[Row]:
    """Every item of the period, in printed order.

    Args:
        entries: all of the period, as the report of it has read them.
    """
    internal = internal_tasks(period)
    return [
        Row(entry.pk, entry.number, item, entry.task_id in internal)
        for entry, item in zip(entries, items_of_entries(entries), strict=True)
    ]


def report_for(period: Period, on: date, *, is_public: bool = False) -> Report:
    """The whole report, or what the public may read of it: text, titles and counts made anew of what is left.

    Args:
        on: the day it is dated: that of the approval (党政机关公文处理工作条例 第九条, 成文日期).

    Raises:
        LayoutError, ManuscriptError: a mistake in a layout or a template.
    """
    occasion = Occasion(period.plan.year, period.code)
    leaving_out = internal_tasks(period) if is_public else ()
    return report_of(period.plan, occasion, on=on, leaving_out=leaving_out)


def data_of(report: Report, rows: Sequence[Row], on: date) -> dict:
    """What the files are made of, as JSON holds it, to be kept with them."""
    kept = [
        {"entry": row.entry, "number": row.number, "is_internal": row.is_internal, **kept_of(row.item)}
        for row in rows
    ]
    text = [paragraph.text for paragraph in report.paragraphs]
    data = {"layout": report.layout.key, "on": on.isoformat(), "paragraphs": text, "rows": kept}
    return json.loads(json.dumps(data))


def kept_of(item: Item) -> dict:
    """The fields of an item; what only some items have is left out where there is none, as in issues before it."""
    return {name: value for name, value in asdict(item).items() if value or name != "note"}


def files_for(report: Report, audience: Audience) -> list[tuple[str, bytes, Audience]]:
    """Name, content and audience of the Word and the Excel file and of a zip with both.

    Returns:
        Nothing when no item stands in an attachment.

    Raises:
        CellTooLongError: a text is too long for an Excel cell.
    """
    if not report.attachments.sheets:
        return []
    mark = PUBLIC_MARK if audience == Audience.PUBLIC else ""
    files = [OfficeFile(marked(file.name, mark), file.content) for file in files_of(report)]
    files.append(zipped(files, f"{report.title}{mark}"))
    return [(file.name, file.content, audience) for file in files]


def marked(name: str, mark: str) -> str:
    stem, _, ending = name.rpartition(".")
    return file_name(f"{stem}{mark}", ending)
