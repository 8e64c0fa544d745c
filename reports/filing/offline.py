"""离线填报表: a unit's entries of a period as two forms, one for the texts and one for the figures of indicators."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reports.printing.sheet import Align, Cell, Column, Sheet, printable
from tasks.assessing.earlier import last_filed_entries
from tasks.enums import Comparison, EntryState, IndicatorState
from tasks.filing.offline import (
    FIGURE,
    KEY,
    OPEN_MARK,
    as_figure,
    figure_written,
    key_of,
    key_of_figure,
    written,
)
from tasks.models import Indicator, Period, ProgressEntry, Reading
from tasks.models.entry_fields import FIELDS, NO, YES, EntryField, FieldKind
from tasks.words import read_filed, read_filed_figures

NOTE = (
    f"带 {OPEN_MARK} 的列可以填写，灰色的只供对照，不填的留空即可；隐藏的“编号”列不要改动。"
    "要排序或删行，先撤销工作表保护（没有密码）。填好后在“我的任务”的“离线填报”中上传，核对后才写入。"
)
NOTE_OF_FIGURES = f"填年初至今的累计数，只填数字；未报请留空，不要填 0。{NOTE}"
MOST_DIGITS = 15
#: what a person finds the item by, in both forms
ITEM = (Column("序号", 0.035), Column("类别", 0.055), Column("任务内容", 0.2, Align.LEFT))
SECRET = Column(KEY, 0.05, is_hidden=True)


def sheets_of(period: Period, entries: Sequence[ProgressEntry], open_ones: set[int]) -> list[Sheet]:
    """The texts, and the figures where any of the entries has a confirmed indicator.

    Args:
        entries: of the period, with everything a row prints, their readings and their tasks' indicators.
        open_ones: ids of those that the person may fill in now.
    """
    former = last_filed_entries(entries)
    asked = [
        (entry, one)
        for entry in entries
        for one in entry.task.indicators.all()
        if one.state == IndicatorState.CONFIRMED
    ]
    texts = [text_row(entry, former.get(entry.task_id)) for entry in entries]
    figures = [figure_row(entry, one, former.get(entry.task_id)) for entry, one in asked]
    sheets = [
        form(f"{period}进展情况填报表", "进展情况", TEXT_COLUMNS, texts, NOTE, locked(entries, open_ones)),
        form(
            f"{period}指标完成值填报表",
            "指标完成值",
            FIGURE_COLUMNS,
            figures,
            NOTE_OF_FIGURES,
            locked([entry for entry, _ in asked], open_ones),
        ),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def form(title, label, columns, rows, note, locked) -> Sheet:
    return Sheet(label, title, columns, tuple(rows), note=note, locked=locked, steady=len(ITEM))


def locked(entries: Sequence[ProgressEntry], open_ones: set[int]) -> frozenset[int]:
    return frozenset(at for at, entry in enumerate(entries) if entry.pk not in open_ones)


def open_column(field: EntryField) -> Column:
    choices = (YES, NO) if field.kind == FieldKind.TICK else ()
    align = Align.LEFT if field.kind == FieldKind.TEXT else Align.CENTER
    return Column(f"{field.label}{OPEN_MARK}", field.share, align, is_open=True, choices=choices)


TEXT_COLUMNS = (
    *ITEM,
    Column("截止", 0.075),
    Column("状态", 0.05),
    Column("退回意见", 0.12, Align.LEFT),
    Column("上期进展", 0.2, Align.LEFT),
    *(open_column(field) for field in FIELDS),
    SECRET,
)
FIGURE_COLUMNS = (
    *ITEM,
    Column("指标", 0.2, Align.LEFT),
    Column("全年目标", 0.12),
    Column("上期", 0.1),
    Column(f"{FIGURE}{OPEN_MARK}", 0.12, is_open=True),
    Column("单位", 0.06),
    SECRET,
)


def item_cells(entry: ProgressEntry) -> Iterator[Cell]:
    heading = f"{entry.edition.name}：" if entry.edition.name else ""
    yield entry.number
    yield entry.task.kind.label
    yield printable(f"{heading}{entry.edition.text}")


def text_row(entry: ProgressEntry, former: ProgressEntry | None) -> tuple[Cell, ...]:
    told = f"{entry.deadline:%Y-%m-%d}", EntryState(entry.state).label, returned(entry), before(former)
    cells = (printable(text) for text in written(entry).values())
    return (*item_cells(entry), *told, *cells, key_of(entry).signed)


def returned(entry: ProgressEntry) -> str:
    """Why the entry came back, with who says so; empty where nobody waits for a correction."""
    if not entry.return_reason or entry.state == EntryState.ACCEPTED:
        return ""
    by = f"{entry.reviewed_by.place} {entry.reviewed_by}" if entry.reviewed_by else ""
    return printable(f"{entry.return_reason}\n（{by}）" if by else entry.return_reason)


def before(former: ProgressEntry | None) -> str:
    """What was filed of the period before, and how it was judged."""
    if former is None:
        return ""
    judged = former.judgement
    conclusion = (
        f"\n研判：{judged.outcome.label}{'，' if judged.reason else ''}{judged.reason}" if judged else ""
    )
    return printable(f"{former.period.label}：{read_filed(former).text or '未报送'}{conclusion}")


def figure_row(entry: ProgressEntry, indicator: Indicator, former: ProgressEntry | None) -> tuple[Cell, ...]:
    target = f"{Comparison(indicator.comparison).label} {as_figure(indicator.value)} {indicator.unit}".strip()
    reading = reading_of(entry.readings.all(), indicator)
    old = reading_of(read_filed_figures(former), indicator) if former else None
    return (
        *item_cells(entry),
        printable(indicator.measure),
        target,
        number(old),
        number(reading),
        indicator.unit,
        key_of_figure(entry, indicator, reading).signed,
    )


def reading_of(readings: Iterable[Reading], indicator: Indicator) -> Reading | None:
    return next((one for one in readings if one.indicator_id == indicator.pk), None)


def number(reading: Reading | None) -> Cell:
    """As a number, so that a spreadsheet can go on with it, unless it has more digits than one keeps."""
    text = figure_written(reading)
    return Decimal(text) if text and len(text) <= MOST_DIGITS else text
