"""名册: compares all rows with what is stored. Units come first, since leaders' and accounts' rows may name new ones."""

from tasks.enums import RosterPart
from tasks.models import User
from tasks.organisation.roster.accounts import draft_accounts
from tasks.organisation.roster.changes import RosterChanges
from tasks.organisation.roster.officials import draft_officials
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.rows import RosterReading, RosterRow
from tasks.organisation.roster.units import draft_units


def compare_roster(register: Register, reading: RosterReading, *, by: User) -> RosterChanges:
    """Returns what each row would do; as many queries for two thousand rows as for one, but for administrators' rows."""
    units, names = draft_units(register, _list_rows(reading, RosterPart.UNITS))
    officials, known = draft_officials(register, _list_rows(reading, RosterPart.OFFICIALS))
    accounts = draft_accounts(register, _list_rows(reading, RosterPart.ACCOUNTS), names, known, by)
    return RosterChanges([draft.finish() for draft in [*units, *officials, *accounts]])


def _list_rows(reading: RosterReading, part: RosterPart) -> list[RosterRow]:
    return [row for row in reading.rows if row.part == part]
