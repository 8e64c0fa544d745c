"""催办函: writes a letter to a unit, after GB/T 9704-2012, with a table of what it still has to file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType

from reports.printing.delivery import OfficeFile, format_file_name, write_zip
from reports.printing.official import write_official_document
from reports.printing.paragraphs import Level, Paragraph, number_paragraphs
from reports.printing.sheet import Align, Column, Sheet, remove_unprintable
from tasks.enums import EntryState
from tasks.models import Period, ProgressEntry, Receipt
from tasks.periods import format_chinese_date
from tasks.receiving.receipts import format_calls
from tasks.reminding.automatic import get_entry_unit_name

COLUMNS = (
    Column("序号", 0.06),
    Column("类别", 0.14),
    Column("工作任务", 0.44, Align.LEFT),
    Column("截止日期", 0.16),
    Column("目前情况", 0.2),
)
#: the same with whom to call in the unit
COLUMNS_WITH_CONTACTS = (
    Column("序号", 0.06),
    Column("类别", 0.12),
    Column("工作任务", 0.36, Align.LEFT),
    Column("截止日期", 0.14),
    Column("目前情况", 0.14),
    Column("联系人", 0.18),
)
#: entry → whom to call about it
Contacts = Mapping[int, Sequence[Receipt]]
NOBODY: Contacts = MappingProxyType({})
INTERNAL = "（内部事项）"


def write_reminder_letters(
    period: Period, entries: Iterable[ProgressEntry], *, line: str, on: date, contacts: Contacts = NOBODY
) -> OfficeFile:
    """Writes one letter for each unit that files some of the entries; several letters in a zip.

    Args:
        entries: at least one, with edition, units and internal mark loaded.
        line: the office's own sentence; may be empty.
        on: the date of the letter.
        contacts: whom the unit has named when it signed for the items; may be empty.
    """
    ordered = sorted(entries, key=get_entry_unit_name)
    letters = [
        write_unit_letter(period, unit, list(of_unit), line=line, on=on, contacts=contacts)
        for unit, of_unit in groupby(ordered, get_entry_unit_name)
    ]
    return letters[0] if len(letters) == 1 else write_zip(letters, f"{period}催办函（{len(letters)}个单位）")


def write_unit_letter(
    period: Period, unit: str, entries: Sequence[ProgressEntry], *, line: str, on: date, contacts: Contacts
) -> OfficeFile:
    """Writes the letter to one unit; the arguments are those of ``write_reminder_letters``."""
    content = write_official_document(
        number_paragraphs(build_letter_paragraphs(period, unit, entries, line, on)),
        [build_letter_sheet(period, entries, on, contacts)],
    )
    return OfficeFile(format_file_name(f"{period}催办函（{unit}）", "docx"), content)


def build_letter_paragraphs(
    period: Period, unit: str, entries: Sequence[ProgressEntry], line: str, on: date
) -> list[Paragraph]:
    """Builds the text of the letter."""
    parts = [
        (Level.TITLE, f"关于报送{period}\n工作推进情况的催办函"),
        (Level.SALUTATION, f"{unit}："),
        (Level.BODY, describe_owed_items(period, entries, on)),
        (Level.BODY, end_sentence(line)),
        (Level.BODY, f"{describe_filing_request(entries, on)}确有困难需要延期的，请及时提出申请并说明理由。"),
        (Level.BODY, "特此函告。"),
        (Level.ATTACHMENT, format_letter_sheet_title(period)),
        (Level.ISSUER, period.plan.government.signature),
        (Level.DATE, format_chinese_date(on)),
    ]
    return [Paragraph(str(place), level, remove_unprintable(text)) for place, (level, text) in enumerate(parts) if text]


def describe_owed_items(period: Period, entries: Sequence[ProgressEntry], on: date) -> str:
    """Describes what is owed: 按照《…》，一季度…应于…前报送。截至…，你单位牵头的工作中有3项…."""
    returned = sum(entry.state == EntryState.RETURNED for entry in entries)
    late = sum(entry.is_overdue(on) for entry in entries)
    unfiled = len(entries) - returned
    told = [f"{unfiled}项尚未报送" + (f"（已逾期{late}项）" if late else "")] if unfiled else []
    told += [f"{returned}项退回后尚未重新报送"] if returned else []
    deadlines = {entry.deadline for entry in entries}
    until = f"{format_chinese_date(deadlines.pop())}前" if len(deadlines) == 1 else "附件所列日期前"
    return (
        f"按照《{period.plan.title}》，{period}工作推进情况应于{until}报送。"
        f"截至{format_chinese_date(on)}，你单位牵头的工作中有{'，'.join(told)}，具体见附件。"
    )


def describe_filing_request(entries: Sequence[ProgressEntry], on: date) -> str:
    is_pressing = any(entry.state == EntryState.RETURNED or entry.is_overdue(on) for entry in entries)
    when = "收到本函后尽快" if is_pressing else "按时"
    return f"请抓紧核实推进情况，{when}在督办台账系统中报送。"


def build_letter_sheet(period: Period, entries: Sequence[ProgressEntry], on: date, contacts: Contacts) -> Sheet:
    """Builds the table of the items; the wording of an internal item is left out, and so is the column of contacts where
    none is known."""
    rows = [
        (
            entry.number,
            entry.task.item_kind.label,
            INTERNAL if entry.task.is_internal else remove_unprintable(format_entry_wording(entry)),
            format_chinese_date(entry.deadline),
            describe_entry_state(entry, on),
        )
        for entry in entries
    ]
    title = format_letter_sheet_title(period)
    if not any(entry.pk in contacts for entry in entries):
        return Sheet("附件", title, COLUMNS, tuple(rows))
    calls = [remove_unprintable(format_calls(contacts.get(entry.pk, ()))) for entry in entries]
    with_calls = tuple((*row, call) for row, call in zip(rows, calls, strict=True))
    return Sheet("附件", title, COLUMNS_WITH_CONTACTS, with_calls)


def format_entry_wording(entry: ProgressEntry) -> str:
    name, text = entry.edition.name, entry.edition.text
    return f"{name}：{text}" if name else text


def describe_entry_state(entry: ProgressEntry, on: date) -> str:
    """Describes the state of an entry: 退回后未重新报送; 草稿; 未填报，已逾期."""
    if entry.state == EntryState.RETURNED:
        return "退回后未重新报送"
    label = EntryState(entry.state).label
    return f"{label}，已逾期" if entry.is_overdue(on) else label


def format_letter_sheet_title(period: Period) -> str:
    return f"{period}待报送事项清单"


def end_sentence(line: str) -> str:
    """Ends the line with a full stop if it has no final mark."""
    line = line.strip()
    return line if not line or line[-1] in "。！？…" else f"{line}。"
