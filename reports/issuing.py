"""What is issued of a period: the rows as they stand, and the files made of them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from reports import delivery
from reports.attachments import Occasion, attachments_of
from reports.items import Item, items_of_entries
from reports.layout import Layout, layout_for, load_layouts
from tasks.enums import Audience
from tasks.models import InternalItem, Period, ProgressEntry
from tasks.queries import in_printed_order, with_printed_parts

PUBLIC_MARK = "（公开版）"


@dataclass(frozen=True)
class Row:
    """One item of the report; ``is_internal`` ones stand in no public version."""

    entry: int
    number: int
    item: Item
    is_internal: bool


def rows_of(period: Period) -> list[Row]:
    """Everything the report prints, in printed order, in a fixed number of queries."""
    entries = list(in_printed_order(with_printed_parts(ProgressEntry.objects.filter(period=period))))
    internal = set(InternalItem.objects.filter(task__plan=period.plan_id).values_list("task", flat=True))
    return [
        Row(entry.pk, entry.number, item, entry.task_id in internal)
        for entry, item in zip(entries, items_of_entries(entries), strict=True)
    ]


def layout_of(period: Period) -> Layout:
    """
    Raises:
        LayoutError: a mistake in a layout file.
    """
    return layout_for(period.plan.year, period.code, load_layouts())


def data_of(layout: Layout, rows: Sequence[Row]) -> dict:
    """The rows as JSON holds them, to be kept with the files."""
    kept = [
        {"entry": row.entry, "number": row.number, "is_internal": row.is_internal, **asdict(row.item)}
        for row in rows
    ]
    return json.loads(json.dumps({"layout": layout.key, "rows": kept}))


def files_of(period: Period, layout: Layout, rows: Sequence[Row]) -> list[delivery.OfficeFile]:
    """Word and Excel, and both in a zip; none when no table has a row.

    Raises:
        CellTooLongError: a text is too long for an Excel cell.
    """
    return _files(period, layout, rows, "")


def public_files_of(period: Period, layout: Layout, rows: Sequence[Row]) -> list[delivery.OfficeFile]:
    """The same without the internal items; tables, titles and counts are made anew of what is left."""
    return _files(period, layout, [row for row in rows if not row.is_internal], PUBLIC_MARK)


def _files(period: Period, layout: Layout, rows: Sequence[Row], mark: str) -> list[delivery.OfficeFile]:
    occasion = Occasion(period.plan.year, period.code)
    sheets = attachments_of(layout, [row.item for row in rows], occasion).sheets
    if not sheets:
        return []
    stem = f"{occasion.file_stem}{mark}"
    files = [delivery.as_one(sheets, stem, form) for form in ("docx", "xlsx")]
    return [*files, delivery.zipped(files, stem)]


def for_issue(period: Period, layout: Layout, rows: Sequence[Row], *, with_public: bool) -> list[tuple]:
    """Name, content and audience of every file, as ``tasks.actions.publications.issue`` takes them."""
    made = [(Audience.INTERNAL, files_of(period, layout, rows))]
    if with_public:
        made.append((Audience.PUBLIC, public_files_of(period, layout, rows)))
    return [(file.name, file.content, audience) for audience, files in made for file in files]
