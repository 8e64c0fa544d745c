"""印发: builds the data and the files of an issue, for the government and for the public."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from reports.printing.delivery import OfficeFile, format_file_name, write_zip
from reports.reporting.attachments import build_period_occasion
from reports.reporting.items import ReportItem, build_items_from_entries
from reports.reporting.report import Report, build_report, write_report_files
from tasks.enums import Audience
from tasks.models import InternalItem, Period, ProgressEntry

PUBLIC_MARK = "（公开版）"


@dataclass(frozen=True)
class IssueRow:
    """One item of the report."""

    entry: int
    number: int
    item: ReportItem


def get_internal_task_ids(plan: int) -> set[int]:
    """Returns the ids of the tasks of a plan that public versions leave out."""
    return set(InternalItem.objects.filter(task__plan=plan).values_list("task", flat=True))


def build_issue_rows(entries: Sequence[ProgressEntry]) -> list[IssueRow]:
    """Builds the rows of all items of a period, in printed order.

    Args:
        entries: all of the period, as the report read them.
    """
    items = build_items_from_entries(entries)
    return [IssueRow(entry.pk, entry.number, item) for entry, item in zip(entries, items, strict=True)]


def build_period_report(period: Period, on: date, *, is_public: bool = False) -> Report:
    """Builds the whole report, or the public version, whose text, titles and counts leave out the internal
    items.

    Args:
        on: the date of the report, which is the day of the approval (党政机关公文处理工作条例 第九条, 成文日期).

    Raises:
        LayoutError, ManuscriptError: a mistake in a layout or a template.
    """
    occasion = build_period_occasion(period)
    leaving_out = get_internal_task_ids(period.plan_id) if is_public else ()
    return build_report(period.plan, occasion, on=on, leaving_out=leaving_out)


def build_publication_data(report: Report, rows: Sequence[IssueRow], on: date) -> dict:
    """Builds the JSON-ready data that is kept with the files."""
    kept = [{**build_kept_item(row.item), "entry": row.entry, "number": row.number} for row in rows]
    return build_issue_data(report, kept, on)


def build_issue_data(report: Report, rows: Sequence[dict], on: date) -> dict:
    """Builds the JSON-ready data that is kept with the files, of a report or a notice.

    Args:
        rows: of the items, as they are kept.
    """
    text = [paragraph.line for paragraph in report.paragraphs]
    data: dict = {"layout": report.layout.key, "on": on.isoformat(), "paragraphs": text, "rows": rows}
    if report.layout.is_own:
        data["layout_version"] = report.layout.version
    return json.loads(json.dumps(data))


#: fields that older issues do not have
ABSENT_IN_OLDER = ("note", "kind_name", "word", "token")


def build_kept_item(item: ReportItem) -> dict:
    """Returns the fields of an item; what is empty of ``ABSENT_IN_OLDER`` is left out, as in older issues."""
    return {name: value for name, value in asdict(item).items() if value or name not in ABSENT_IN_OLDER}


def write_audience_files(
    report: Report, audience: Audience, *, is_internal: bool = False
) -> list[tuple[str, bytes, Audience]]:
    """Writes the Word and the Excel file, and a zip with both.

    Args:
        is_internal: whether the issue is internal as a whole.

    Returns:
        Name, content and audience of each file; nothing if no item stands in an attachment.

    Raises:
        CellTooLongError: a text is too long for an Excel cell.
    """
    if not report.attachments.sheets:
        return []
    report = replace(report, is_internal=report.is_internal or is_internal)
    mark = PUBLIC_MARK if audience == Audience.PUBLIC else ""
    files = [OfficeFile(mark_file_name(file.name, mark), file.content) for file in write_report_files(report)]
    files.append(write_zip(files, f"{report.title}{mark}"))
    return [(file.name, file.content, audience) for file in files]


def mark_file_name(name: str, mark: str) -> str:
    stem, _, ending = name.rpartition(".")
    return format_file_name(f"{stem}{mark}", ending)
