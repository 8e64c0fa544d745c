"""Invented 名册 for tests: rows as people write them, as workbooks and as pasted text."""

from io import BytesIO

from openpyxl import Workbook

from tasks.enums import RosterPart
from tasks.importing.roster import read_roster
from tasks.models import User
from tasks.organisation.first_passwords import FirstPassword
from tasks.organisation.roster.changes import RosterChanges
from tasks.organisation.roster.columns import ROSTER_COLUMNS
from tasks.organisation.roster.comparing import compare_roster
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.roster_actions import RosterOutcome, import_roster
from tasks.organisation.roster.rows import RosterReading, RosterRow

HEADS = {part: [column.label for column in columns] for part, columns in ROSTER_COLUMNS.items()}
UNITS, OFFICIALS, ACCOUNTS = RosterPart


def book(**rows: list[list]) -> BytesIO:
    """A workbook with a sheet for each part that is given: ``book(units=[["区审计局"]])``."""
    written = Workbook()
    written.remove(written.active)
    for part in RosterPart:
        if part.value in rows:
            sheet = written.create_sheet(part.label)
            sheet.append(HEADS[part])
            for row in rows[part.value]:
                sheet.append(row)
    return saved(written)


def saved(written: Workbook) -> BytesIO:
    stream = BytesIO()
    written.save(stream)
    stream.seek(0)
    stream.name = "名册.xlsx"
    return stream


def read(**rows: list[list]) -> RosterReading:
    return read_roster(book(**rows), "名册.xlsx")


def row(part: RosterPart, number: int, **cells: str) -> RosterRow:
    return RosterRow(part, number, cells)


def compare(by: User, **rows: list[list]) -> RosterChanges:
    return compare_roster(Register(by.home), read(**rows), by=by)


def told(changes: RosterChanges) -> list[str]:
    """Each row in one line: what it speaks of, its state, and what is amiss or differs."""
    return [
        f"{change.title} {change.state.label}"
        + "".join(f" {fault}" for fault in change.faults)
        + (
            "".join(f" {each.label}：{each.before}→{each.after}" for each in change.differences)
            if change.stored and not change.faults
            else ""
        )
        for change in changes.rows
    ]


def passwords(count: int) -> list[FirstPassword]:
    """Passwords that are quick to make; no test signs in with them."""
    return [FirstPassword(f"clear-{number}", f"encoded-{number}") for number in range(count)]


def bring_in(by: User, *, is_mailed: bool = False, **rows: list[list]) -> RosterOutcome:
    """Imports the rows as the preview shows them."""
    reading = read(**rows)
    changes = compare_roster(Register(by.home), reading, by=by)
    return import_roster(
        government=by.home,
        reading=reading,
        seen=changes.compute_fingerprint(),
        passwords=passwords(changes.count_first_passwords(is_mailed=is_mailed)),
        is_mailed=is_mailed,
        by=by,
    )
