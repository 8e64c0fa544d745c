"""离线填报表: builds a unit's entries of a period as two forms: texts, and figures of indicators."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reports.printing.sheet import Align, Cell, Column, Sheet, remove_unprintable
from tasks.assessing.earlier import index_last_filed_entries
from tasks.decimals import format_decimal
from tasks.enums import Comparison, EntryState, IndicatorState
from tasks.filing.offline import (
    FIGURE,
    KEY,
    OPEN_MARK,
    build_entry_key,
    build_figure_key,
    format_entry_cells,
    format_figure_cell,
    list_asked_fields,
)
from tasks.models import Government, Indicator, Period, ProgressEntry, Reading
from tasks.models.entry_fields import NO, YES, EntryField, FieldKind
from tasks.terms import terms
from tasks.visible_words import read_filed, read_filed_figures

NOTE = (
    f"带 {OPEN_MARK} 的列可以填写，灰色的只供对照，不填的留空即可；隐藏的“编号”列不要改动。"
    "要排序或删行，先撤销工作表保护（没有密码）。填好后在“我的任务”的“离线填报”中上传，核对后才写入。"
)
NOTE_OF_TEXTS = f"{NOTE}日期写作 2024-08-31 或 8月31日。"
NOTE_OF_FIGURES = f"填年初至今的累计数，只填数字；未报请留空，不要填 0。{NOTE}"
MOST_DIGITS = 15
#: the columns that identify the item in both forms
ITEM = (Column("序号", 0.035), Column("类别", 0.055), Column("任务内容", 0.2, Align.LEFT))
KEY_COLUMN = Column(KEY, 0.05, is_hidden=True)


def build_offline_sheets(period: Period, entries: Sequence[ProgressEntry], open_ones: set[int]) -> list[Sheet]:
    """Builds the form of the texts, and the form of the figures if any entry has a confirmed indicator.

    Args:
        entries: of the period, with the printed parts, their readings and their tasks' indicators and internal marks loaded.
        open_ones: ids of the entries that the person may fill in now.
    """
    former = index_last_filed_entries(entries)
    asked = [
        (entry, indicator)
        for entry in entries
        for indicator in entry.task.indicators.all()
        if indicator.state == IndicatorState.CONFIRMED
    ]
    fields = list_asked_fields(period.plan.government)
    texts = [build_text_row(entry, former.get(entry.task_id), fields) for entry in entries]
    figures = [build_figure_row(entry, indicator, former.get(entry.task_id)) for entry, indicator in asked]
    sheets = [
        build_form_sheet(
            f"{period}进展情况填报表",
            "进展情况",
            build_text_columns(period.plan.government),
            texts,
            NOTE_OF_TEXTS,
            get_locked_rows(entries, open_ones),
        ),
        build_form_sheet(
            f"{period}指标完成值填报表",
            "指标完成值",
            FIGURE_COLUMNS,
            figures,
            NOTE_OF_FIGURES,
            get_locked_rows([entry for entry, _ in asked], open_ones),
        ),
    ]
    is_internal = any(entry.task.is_internal for entry in entries)
    return [replace(sheet, is_internal=is_internal) for sheet in sheets if sheet.rows]


def build_form_sheet(title, label, columns, rows, note, locked) -> Sheet:
    return Sheet(label, title, columns, tuple(rows), note=note, locked=locked, steady=len(ITEM))


def get_locked_rows(entries: Sequence[ProgressEntry], open_ones: set[int]) -> frozenset[int]:
    return frozenset(at for at, entry in enumerate(entries) if entry.pk not in open_ones)


def build_open_column(field: EntryField) -> Column:
    choices = (YES, NO) if field.kind == FieldKind.TICK else tuple(each.label for each in field.choices or ())
    align = Align.LEFT if field.kind == FieldKind.TEXT else Align.CENTER
    return Column(f"{field.label}{OPEN_MARK}", field.share, align, is_open=True, choices=choices)


def build_text_columns(government: Government) -> tuple[Column, ...]:
    """Builds the columns of the form of the texts, with those that the government asks for."""
    return (
        *ITEM,
        Column("截止", 0.075),
        Column("状态", 0.05),
        Column("退回意见", 0.12, Align.LEFT),
        Column("上期进展", 0.2, Align.LEFT),
        *(build_open_column(field) for field in list_asked_fields(government)),
        KEY_COLUMN,
    )


FIGURE_COLUMNS = (
    *ITEM,
    Column("指标", 0.2, Align.LEFT),
    Column("全年目标", 0.12),
    Column("上期", 0.1),
    Column(f"{FIGURE}{OPEN_MARK}", 0.12, is_open=True),
    Column("单位", 0.06),
    KEY_COLUMN,
)


def iterate_item_cells(entry: ProgressEntry) -> Iterator[Cell]:
    heading = f"{entry.edition.name}：" if entry.edition.name else ""
    yield entry.number
    yield entry.task.item_kind.label
    yield remove_unprintable(f"{heading}{entry.edition.text}")


def build_text_row(
    entry: ProgressEntry, former: ProgressEntry | None, fields: Iterable[EntryField]
) -> tuple[Cell, ...]:
    told = (
        f"{entry.deadline:%Y-%m-%d}",
        EntryState(entry.state).label,
        describe_return(entry),
        describe_former_entry(former),
    )
    texts = format_entry_cells(entry)
    cells = (remove_unprintable(texts[field.name]) for field in fields)
    return (*iterate_item_cells(entry), *told, *cells, build_entry_key(entry).signed)


def describe_return(entry: ProgressEntry) -> str:
    """Describes why the entry was returned, and by whom; empty if no correction is awaited."""
    if not entry.return_reason or entry.state == EntryState.ACCEPTED:
        return ""
    by = f"{entry.reviewed_by.place} {entry.reviewed_by}" if entry.reviewed_by else ""
    return remove_unprintable(f"{entry.return_reason}\n（{by}）" if by else entry.return_reason)


def describe_former_entry(former: ProgressEntry | None) -> str:
    """Describes what was filed in the last filed entry, and how it was judged."""
    if former is None:
        return ""
    judged = former.judgement
    conclusion = (
        f"\n{terms.judging}：{judged.verdict.label}{'，' if judged.reason else ''}{judged.reason}" if judged else ""
    )
    return remove_unprintable(f"{former.period.label}：{read_filed(former).text or '未报送'}{conclusion}")


def build_figure_row(entry: ProgressEntry, indicator: Indicator, former: ProgressEntry | None) -> tuple[Cell, ...]:
    target = f"{Comparison(indicator.comparison).label} {format_decimal(indicator.value)} {indicator.unit}".strip()
    reading = find_reading(entry.readings.all(), indicator)
    old = find_reading(read_filed_figures(former), indicator) if former else None
    return (
        *iterate_item_cells(entry),
        remove_unprintable(indicator.measure),
        target,
        get_figure_cell(old),
        get_figure_cell(reading),
        indicator.unit,
        build_figure_key(entry, indicator, reading).signed,
    )


def find_reading(readings: Iterable[Reading], indicator: Indicator) -> Reading | None:
    return next((reading for reading in readings if reading.indicator_id == indicator.pk), None)


def get_figure_cell(reading: Reading | None) -> Cell:
    """Returns the figure as a number, or as text if it has more digits than a spreadsheet keeps."""
    text = format_figure_cell(reading)
    return Decimal(text) if text and len(text) <= MOST_DIGITS else text
