"""催办: the pages on which the office chooses what to remind of, and checks a reminder before it is sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tasks import clock
from tasks.enums import ReminderKind
from tasks.models import Period, ProgressEntry, Receipt, User
from tasks.pages.reminding.forms.reminding import RemindForm
from tasks.receiving.receipts import format_calls, index_contacts_by_entry
from tasks.reminding.automatic import get_entry_unit_name
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.reminding.manual import get_reminder_kind
from tasks.reminding.manual_actions import describe_empty_mailing
from tasks.reminding.messages import Mailing
from tasks.reminding.recipients import RecipientDirectory

#: the tabs: name in the address, label, and the kind of its entries
TABS = {
    "overdue": ("逾期未报", ReminderKind.OVERDUE),
    "coming": ("尚未到期", ReminderKind.COMING_DUE),
    "returned": ("退回未重报", ReminderKind.RETURNED),
}


@dataclass(frozen=True)
class ReminderRow:
    """An owed entry of the list.

    Attributes:
        working_days_late: 0 until the deadline has passed.
        reminders: the reminders sent of it; None when there was none.
        unit_name: the unit that files it.
        is_reachable: whether anybody with an account files it.
        contacts: whom to call about it.
    """

    entry: ProgressEntry
    kind: ReminderKind
    working_days_late: int
    reminders: ReminderHistory | None
    unit_name: str
    is_reachable: bool
    contacts: list[Receipt]


@dataclass(frozen=True)
class RemindPage:
    """The entries that units owe in a period, unit by unit, to be ticked.

    Attributes:
        user: the reader.
        form: as sent, when refused.
        ticked: the ids of the ticked entries.
        tab: a key of ``TABS``; anything else shows all.
    """

    user: User
    period: Period
    owed: list[ProgressEntry]
    form: RemindForm
    ticked: Collection[int]
    tab: str

    @cached_property
    def _all_rows(self) -> list[ReminderRow]:
        government, today = self.period.plan.government, clock.today()
        reminders, people = index_reminders_by_entry(self.owed), RecipientDirectory(government)
        contacts = index_contacts_by_entry(self.user, self.owed)
        return [
            ReminderRow(
                entry,
                get_reminder_kind(entry, today),
                entry.count_days_late(today),
                reminders.get(entry.pk),
                get_entry_unit_name(entry),
                people.is_unit_reachable(entry.edition.filing_unit),
                contacts.get(entry.pk, []),
            )
            for entry in self.owed
        ]

    @cached_property
    def rows(self) -> list[ReminderRow]:
        """The rows of the tab, sorted by unit."""
        rows = self._all_rows
        if self.tab in TABS:
            rows = [row for row in rows if row.kind == TABS[self.tab][1]]
        return sorted(rows, key=lambda row: row.unit_name)

    @property
    def groups(self) -> list[tuple[str, list[ReminderRow], str]]:
        """The name, the rows and whom to call of each unit, by its name."""
        grouped = [(name, list(rows)) for name, rows in groupby(self.rows, lambda row: row.unit_name)]
        return [(name, rows, format_calls(each for row in rows for each in row.contacts)) for name, rows in grouped]

    @property
    def tabs(self) -> list[tuple[str, str, int]]:
        """The name and the label of each tab, and the number of its entries."""
        counted = [
            (name, label, sum(row.kind == kind for row in self._all_rows)) for name, (label, kind) in TABS.items()
        ]
        return [("", "全部", len(self.owed)), *counted]


@dataclass(frozen=True)
class ReminderPreviewPage:
    """Who would be told what, before anything is sent.

    Attributes:
        user: the reader.
        error: why the reminder was not sent; "" when it was not tried.
    """

    user: User
    period: Period
    form: RemindForm
    mailing: Mailing
    error: str

    @property
    def line(self) -> str:
        """What the office writes above each message."""
        return self.form.cleaned_data["line"]

    @cached_property
    def empty_reason(self) -> str:
        """Why nothing would be sent; "" when something would."""
        return "" if self.mailing.messages else describe_empty_mailing(self.mailing)

    @cached_property
    def calls(self) -> list[tuple[str, str]]:
        """The name of each unit that is asked or cannot be told, and whom to call there; units that named nobody are left
        out."""
        entries = [*self.mailing.entries.values(), *self.mailing.unreachable]
        contacts, found = index_contacts_by_entry(self.user, entries), dict[str, list[Receipt]]()
        for entry in entries:
            if entry.pk in contacts:
                found.setdefault(get_entry_unit_name(entry), []).extend(contacts[entry.pk])
        return [(name, format_calls(receipts)) for name, receipts in sorted(found.items())]

    @cached_property
    def unreachable(self) -> list[tuple[int | None, str]]:
        return list_filing_units(self.mailing.unreachable)


def list_filing_units(entries: Iterable[ProgressEntry]) -> list[tuple[int | None, str]]:
    """Lists id and name of the units that file the entries, by name; the id is None for an item without a lead unit."""
    units = [(entry.edition.filing_unit, get_entry_unit_name(entry)) for entry in entries]
    named = {(unit.pk if unit else None, name) for unit, name in units}
    return sorted(named, key=lambda unit: unit[1])
