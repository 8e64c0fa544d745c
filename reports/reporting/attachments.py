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
from tasks.models import Period, Plan
from tasks.terms import terms


@dataclass(frozen=True)
class Occasion:
    """What is exported: a year, a period code and the rhythm of the plan; ``PLAN`` is the plan as issued."""

    year: int
    code: str
    rhythm: periods.Rhythm = periods.QUARTERLY

    @property
    def is_plan(self) -> bool:
        return self.number == periods.PLAN

    @property
    def number(self) -> int:
        """The number of the period, 0 for the plan."""
        return self.rhythm.parse_code(self.code)

    @property
    def form_code(self) -> str:
        """The period of quarters whose printed form it takes."""
        return self.rhythm.get_form_code(self.number)

    @property
    def label(self) -> str:
        """2021年上半年, or 2024年目标任务 for a plan."""
        return f"{self.rhythm.format_year(self.year)}{'目标任务' if self.is_plan else self.period}"

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
        return self.rhythm.get_label(self.number)

    @property
    def months(self) -> str:
        """The cumulative months: 1-3月, 1-6月, 1-9月 or 1-12月; 9月-次年3月 where they cross the year."""
        first = self.rhythm.first_month
        last = self.rhythm.end_months[self.number - 1] if self.number else first
        return f"{first}-{last}月" if last >= first else f"{first}月-次年{last}月"


def build_occasion(plan: Plan, code: str) -> Occasion:
    """Builds the occasion of a plan and a code of one of its periods, or of the month with which one ends.

    Raises:
        ValueError: it has no such period.
    """
    return Occasion(plan.year, plan.rhythm.get_code(plan.rhythm.parse_code(code)), plan.rhythm)


def build_period_occasion(period: Period) -> Occasion:
    """Builds the occasion of a period."""
    return build_occasion(period.plan, period.code)


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
            remarks.append(f"有{self.unjudged}项因尚未{terms.judging}，未列入附件。")
        if self.unplaced:
            remarks.append(f"有{self.unplaced}项在该版式中没有对应的附件，未列入，可换用其他版式。")
        if self.unreviewed:
            remarks.append(f"有{self.unreviewed}项尚未审核通过，按现有内容列入。")
        return remarks


@dataclass(frozen=True)
class AttachmentTable:
    """A table to be printed with its rows; ``kind`` names the kind of the rows where its layout prints several tables."""

    attachment: AttachmentLayout
    items: tuple[ReportItem, ...]
    kind: str = ""


def build_attachments(layout: Layout, items: Sequence[ReportItem], occasion: Occasion) -> Attachments:
    """Builds every table of the layout that has rows, numbered in order.

    Args:
        items: in printed order; each goes into every table that lists its kind and outcome.
    """
    tables, samples = list_attachment_tables(layout, items), load_samples(layout)
    sheets = []
    for order, table in enumerate(tables, start=1):
        sheet = build_attachment_sheet(table.attachment, table.items, occasion, order, table.kind)
        if table.attachment.sample in samples:
            sample = samples[table.attachment.sample]
            filled = build_filled_sample(sheet, table.attachment, table.items, occasion, sample)
            sheet = replace(sheet, sample=filled)
        sheets.append(sheet)
    placed = {id(item) for table in tables for item in table.items}
    missing = [item for item in items if id(item) not in placed]
    unjudged = sum(item.outcome is None and has_table_for_kind(item, layout) for item in missing)
    unreviewed = sum(id(item) in placed and item.state not in (None, EntryState.ACCEPTED) for item in items)
    return Attachments(tuple(sheets), unjudged, len(missing) - unjudged, unreviewed)


def list_attachment_tables(layout: Layout, items: Iterable[ReportItem]) -> list[AttachmentTable]:
    """Lists the tables of a layout that have rows, in order. A table for one nature comes once for each kind of it that a
    government has; one that mixes natures tells the kinds in a column."""
    found: list[AttachmentTable] = []
    items = list(items)
    for attachment in layout.attachments:
        chosen = [item for item in items if is_in_attachment(item, attachment)]
        names = dict.fromkeys(item.kind_label for item in chosen)
        if len(attachment.kinds) == 1 and len(names) > 1:
            found += [
                AttachmentTable(attachment, tuple(item for item in chosen if item.kind_label == name), name)
                for name in names
            ]
        elif chosen:
            found.append(AttachmentTable(attachment, tuple(chosen)))
    return found


def is_in_attachment(item: ReportItem, attachment: AttachmentLayout) -> bool:
    if item.kind not in attachment.kinds:
        return False
    if not attachment.outcomes or item.outcome in attachment.outcomes:
        return True
    # what goes on between well and behind stands with what goes on; a table may name it apart
    return item.outcome == Outcome.WATCH and Outcome.ON_TRACK in attachment.outcomes


def has_table_for_kind(item: ReportItem, layout: Layout) -> bool:
    """Whether a table lists items of that kind."""
    return any(item.kind in attachment.kinds for attachment in layout.attachments)


def build_attachment_sheet(
    attachment: AttachmentLayout, items: Sequence[ReportItem], occasion: Occasion, order: int, kind: str = ""
) -> Sheet:
    """Builds one table; its title states the actual number of rows.

    Args:
        kind: the name of the rows' kind, where it is one of several of a nature; the title bears it.
    """
    values = map_placeholders(occasion, len(items), order)
    columns = list_printed_columns(attachment.columns, items, attachment)
    rows = tuple(
        tuple(get_attachment_cell(column.field, item, number, attachment) for column in columns)
        for number, item in enumerate(items, start=1)
    )
    return Sheet(
        label=attachment.label.format(**values),
        title=remove_unprintable(name_kind(attachment.title.format(**values), attachment, kind)),
        columns=build_sheet_columns(columns, values),
        rows=rows,
        merges=build_section_merges(columns, rows) if attachment.merge_sections else (),
        is_internal=any(item.is_internal for item in items),
    )


def name_kind(title: str, attachment: AttachmentLayout, kind: str) -> str:
    """Puts the name of a kind into a title: at the place of the nature's name, else behind it in brackets."""
    nature = attachment.kinds[0].label
    if not kind or kind in title:
        return title
    return title.replace(nature, kind) if nature in title else f"{title}（{kind}）"


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
        return item.kind_label
    if field == "state":
        return item.state.label if item.state else ""
    if field == "judgement":
        return format_judgement(item, attachment)
    if field == "reason":
        return remove_unprintable(leave_out_machine_words(item.reason))
    return remove_unprintable(getattr(item, field))


def format_judgement(item: ReportItem, attachment: AttachmentLayout) -> str:
    """Returns the document's own word, else the government's own, else the table's word for the outcome, else its label; of
    what is not judged, that it is not."""
    if item.outcome is None:
        # a plan has no states, and nothing in it is judged
        return f"尚未{terms.judging}" if item.state else ""
    return item.printed or item.word or attachment.words.get(item.outcome, item.outcome.label)


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
            if not column.optional or any(says_something(column.field, item, attachment) for item in items)
        ]
        for index, column in enumerate(left):
            label, spans = (group[0].label, len(left)) if index == 0 else ("", 0)
            kept.append(ColumnLayout(column.field, label, column.width, spans))
    return kept


def says_something(field: str, item: ReportItem, attachment: AttachmentLayout) -> bool:
    """Whether a cell tells something of its item; that nobody has judged it keeps no column."""
    if field == "judgement":
        return item.outcome is not None
    return bool(get_attachment_cell(field, item, 1, attachment))


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
