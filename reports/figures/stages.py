"""Counts the entries of each unit by stage between unit and office."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tasks.enums import Choice, EntryState
from tasks.models import ProgressEntry, Unit


class Stage(Choice):
    """The stage of an entry: its state until it is judged. What is judged without having been filed stays unfiled."""

    BLANK = EntryState.BLANK.value, EntryState.BLANK.label, "none"
    DRAFT = EntryState.DRAFT.value, EntryState.DRAFT.label, "none"
    CONFIRMING = EntryState.CONFIRMING.value, EntryState.CONFIRMING.label, "watch"
    SUBMITTED = EntryState.SUBMITTED.value, EntryState.SUBMITTED.label, "watch"
    RETURNED = EntryState.RETURNED.value, EntryState.RETURNED.label, "late"
    ACCEPTED = EntryState.ACCEPTED.value, EntryState.ACCEPTED.label, "ok"
    JUDGED = "judged", "已报送并{terms.judging}", "done"


def get_stage(entry: ProgressEntry) -> Stage:
    """Returns the stage; a judged entry is JUDGED unless its unit still has to file it."""
    return Stage.JUDGED if entry.judgement_id and not entry.is_with_unit else Stage(entry.state)


@dataclass
class UnitFilingRow:
    """The entries that one unit files, by stage.

    Attributes:
        unit: the first lead unit; None for entries without one.
        overdue: how many are overdue.
        due: the earliest deadline of the overdue ones; None if there are none.
    """

    unit: Unit | None
    stages: Counter = field(default_factory=Counter)
    overdue: int = 0
    due: date | None = None

    @property
    def total(self) -> int:
        return self.stages.total()

    @property
    def open(self) -> int:
        """The number of entries that the unit has to file, correct or confirm."""
        return self.total - sum(self.stages[stage] for stage in (Stage.SUBMITTED, Stage.ACCEPTED, Stage.JUDGED))

    def add_entry(self, entry: ProgressEntry, on: date) -> None:
        self.stages[get_stage(entry)] += 1
        if entry.is_overdue(on):
            self.overdue += 1
            self.due = min(self.due or entry.deadline, entry.deadline)


def list_units_by_lateness(entries: Iterable[ProgressEntry], on: date) -> list[UnitFilingRow]:
    """Lists the units that file, the most overdue first, then those with most open entries."""
    rows: dict[int | None, UnitFilingRow] = {}
    for entry in entries:
        unit = entry.edition.filing_unit
        rows.setdefault(unit.pk if unit else None, UnitFilingRow(unit)).add_entry(entry, on)
    return sorted(
        rows.values(),
        key=lambda row: (-row.overdue, row.due or on, -row.open, row.unit.name if row.unit else ""),
    )
