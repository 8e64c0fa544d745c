"""填报审核: the entries of a period as the office goes through them, unit by unit."""

from tasks.enums import EntryState
from tasks.filing.entries import list_period_entries
from tasks.models import Period, ProgressEntry, User


def get_filer_name(entry: ProgressEntry) -> str:
    """Returns the name of the unit that files the entry; "" when the item names none."""
    unit = entry.edition.filing_unit
    return unit.name if unit else ""


def list_review_queue(user: User, period: Period) -> list[ProgressEntry]:
    """Lists the entries of a period sorted by the unit that files them, each unit's in printed order."""
    return sorted(list_period_entries(user, period), key=get_filer_name)


def choose_first_tab(entries: list[ProgressEntry]) -> str:
    """Returns the tab that opens first: ``waiting`` while an entry waits for the office, else ``unfiled``."""
    return "waiting" if any(entry.state == EntryState.SUBMITTED for entry in entries) else "unfiled"
