"""附表: builds the standard tables from a layout and the items of a period or plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.layouts.layout import FIELDS, AttachmentLayout, ColumnLayout, Layout
from reports.printing.sheet import Cell, Column, FilledSample, Sheet, merge_equal_cells, remove_unprintable
from reports.reporting.items import ReportItem
from reports.sampling.stored import StoredSample, load_samples
from tasks import periods
from tasks.assessing.lagging.official import leave_out_machine_words
from tasks.enums import EntryState, Outcome
from tasks.importing.opening import DOCX


@dataclass(frozen=True)
class Occasion:
    """What is exported: a year and a period code; ``PLAN`` is the plan as issued."""

    year: int
    code: str

    @property
    def is_plan(self) -> bool:
        return periods.parse_period_code(self.code) == periods.PLAN

    @property
    def label(self) -> str:
        """2021年上半年, or 2024年目标任务 for a plan."""
        return f"{self.year}年目标任务" if self.is_plan else f"{self.year}年{self.period}"

    @property
    def key(self) -> str:
        """The key used in addresses: 2021-H1."""
        return f"{self.year}-{self.code}"

    @property
    def file_stem(self) -> str:
        """The name of the file with all attachments, without ending: 2021年上半年附件."""
        return f"{self.label}附件"

    @property
    def period(self) -> str:
        return periods.get_period_label(periods.parse_period_code(self.code))

    @property
    def months(self) -> str:
        """The cumulative months: 1-3月, 1-6月, 1-9月 or 1-12月."""
        return f"1-{periods.parse_period_code(self.code) * 3}月"


@dataclass(frozen=True)
class Attachments:
    """The sheets in order, and the items to tell the person about.

    Attributes:
        unjudged: number of items that are in no table because they are not judged.
        unplaced: number of items that are in no table because the layout has none for them.
        unreviewed: number of items in a table whose entry the office has not accepted.
    """

    sheets: tuple[Sheet, ...]
    unjudged: int
    unplaced: int
    unreviewed: int

    @property
    def row_count(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)

    @property
    def remarks(self) -> list[str]:
        """The three numbers as Chinese sentences."""
        remarks = []
        if self.unjudged:
            remarks.append(f"有{self.unjudged}项因尚未研判，未列入附件。")
        if self.unplaced:
            remarks.append(f"有{self.unplaced}项在该版式中没有对应的附件，未列入，可换用其他版式。")
        if self.unreviewed:
            remarks.append(f"有{self.unreviewed}项尚未审核通过，按现有内容列入。")
        return remarks


def build_attachments(layout: Layout, items: Sequence[ReportItem], occasion: Occasion) -> Attachments:
    """Builds every table of the layout that has rows, numbered in order.

    Args:
        items: in printed order; each goes into every table that lists its kind and outcome.
    """
    sheets: list[Sheet] = []
    placed: set[int] = set()
    samples = load_samples(layout)
    for attachment in layout.attachments:
        chosen = [index for index, item in enumerate(items) if is_in_attachment(item, attachment)]
        placed.update(chosen)
        if chosen:
            rows = [items[index] for index in chosen]
            sheet = build_attachment_sheet(attachment, rows, occasion, order=len(sheets) + 1)
            if attachment.sample in samples:
                filled = build_filled_sample(sheet, attachment, rows, occasion, samples[attachment.sample])
                sheet = replace(sheet, sample=filled)
            sheets.append(sheet)
    missing = [item for index, item in enumerate(items) if index not in placed]
    unjudged = sum(item.outcome is None and has_table_for_kind(item, layout) for item in missing)
    unreviewed = sum(items[index].state not in (None, EntryState.ACCEPTED) for index in placed)
    return Attachments(tuple(sheets), unjudged, len(missing) - unjudged, unreviewed)


def is_in_attachment(item: ReportItem, attachment: AttachmentLayout) -> bool:
    if item.kind not in attachment.kinds:
        return False
    return not attachment.outcomes or item.outcome in attachment.outcomes


def has_table_for_kind(item: ReportItem, layout: Layout) -> bool:
    """Whether a table lists items of that kind."""
    return any(item.kind in attachment.kinds for attachment in layout.attachments)


def build_attachment_sheet(
    attachment: AttachmentLayout, items: Sequence[ReportItem], occasion: Occasion, order: int
) -> Sheet:
    """Builds one table; its title states the actual number of rows."""
    values = map_placeholders(occasion, len(items), order)
    columns = list_printed_columns(attachment.columns, items, attachment)
    rows = tuple(
        tuple(get_attachment_cell(column.field, item, number, attachment) for column in columns)
        for number, item in enumerate(items, start=1)
    )
    return Sheet(
        label=attachment.label.format(**values),
        title=remove_unprintable(attachment.title.format(**values)),
        columns=build_sheet_columns(columns, values),
        rows=rows,
        merges=build_section_merges(columns, rows) if attachment.merge_sections else (),
        is_internal=any(item.is_internal for item in items),
    )


def map_placeholders(occasion: Occasion, count: int, order: int) -> dict[str, str | int]:
    """Returns what the placeholders of titles and labels stand for."""
    return {
        "year": occasion.year,
        "period": occasion.period,
        "months": occasion.months,
        "count": count,
        "order": order,
    }


def build_filled_sample(
    sheet: Sheet, attachment: AttachmentLayout, items: Sequence[ReportItem], occasion: Occasion, sample: StoredSample
) -> FilledSample:
    """Builds what goes into an office's own file: title and labels anew where they name year or period, and the rows."""
    reading = sample.reading
    values = map_placeholders(occasion, len(items), 0)
    labels = [(column, column.label.format(**values)) for column in reading.columns if "{" in column.label]
    heads = [(reading.header, column.at, remove_unprintable(label)) for column, label in labels]
    if reading.title >= 0:
        heads.append((-reading.title if sample.form == DOCX else reading.title, 0, sheet.title))
    rows = tuple(
        tuple(get_attachment_cell(column.field, item, number, attachment) for column in reading.columns)
        for number, item in enumerate(items, start=1)
    )
    merges = [
        merge
        for index, column in enumerate(reading.columns)
        if column.field == "section" and reading.merges_sections
        for merge in merge_equal_cells([row[index] for row in rows], column.at)
    ]
    return FilledSample(
        name=f"{sheet.label} {sheet.title}".strip(),
        form=sample.form,
        content=sample.content,
        table=reading.table,
        body=reading.body,
        columns=tuple(column.at for column in reading.columns),
        rows=rows,
        heads=tuple(heads),
        merges=tuple(merges),
        is_internal=sheet.is_internal,
    )


def get_attachment_cell(field: str, item: ReportItem, number: int, attachment: AttachmentLayout) -> Cell:
    if field == "number":
        return number
    if field == "own_number":
        return item.number
    if field == "kind":
        return item.kind.label
    if field == "state":
        return item.state.label if item.state else ""
    if field == "judgement":
        return format_judgement(item.outcome, item.printed, attachment)
    if field == "reason":
        return remove_unprintable(leave_out_machine_words(item.reason))
    return remove_unprintable(getattr(item, field))


def format_judgement(outcome: Outcome | None, printed: str, attachment: AttachmentLayout) -> str:
    """Returns the document's own word, else the table's word for the outcome, else the outcome's label."""
    if outcome is None:
        return ""
    return printed or attachment.words.get(outcome, outcome.label)


def list_printed_columns(
    columns: Iterable[ColumnLayout], items: Sequence[ReportItem], attachment: AttachmentLayout
) -> list[ColumnLayout]:
    """Lists the columns without those optional ones that are empty in every row.

    A header cell over several columns spans the remaining ones, and its label moves to the first of them.
    """
    kept: list[ColumnLayout] = []
    for group in group_by_header(columns):
        left = [
            column
            for column in group
            if not column.optional or any(get_attachment_cell(column.field, item, 1, attachment) for item in items)
        ]
        for index, column in enumerate(left):
            label, spans = (group[0].label, len(left)) if index == 0 else ("", 0)
            kept.append(ColumnLayout(column.field, label, column.width, spans))
    return kept


def group_by_header(columns: Iterable[ColumnLayout]) -> list[list[ColumnLayout]]:
    """Groups the columns by header cell."""
    groups: list[list[ColumnLayout]] = []
    for column in columns:
        if column.label or not groups:
            groups.append([column])
        else:
            groups[-1].append(column)
    return groups


def build_sheet_columns(columns: Sequence[ColumnLayout], values: dict) -> tuple[Column, ...]:
    whole = sum(column.width for column in columns)
    return tuple(
        Column(column.label.format(**values), column.width / whole, FIELDS[column.field], column.spans)
        for column in columns
    )


def build_section_merges(columns: Sequence[ColumnLayout], rows: Sequence[tuple[Cell, ...]]):
    return tuple(
        merge
        for index, column in enumerate(columns)
        if column.field == "section"
        for merge in merge_equal_cells([row[index] for row in rows], index)
    )
