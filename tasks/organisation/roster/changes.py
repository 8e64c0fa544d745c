"""名册: what each row would do, as the preview shows it and as the import applies it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from tasks.enums import RosterPart, RosterState
from tasks.models import Official, Unit, User
from tasks.organisation.organisation_actions import remove_padding
from tasks.organisation.roster.columns import ROSTER_COLUMNS
from tasks.organisation.roster.rows import Cells, RosterRow

#: characters of a key that is too long to be one
SHOWN = 20
Stored = Unit | Official | User


@dataclass(frozen=True)
class CellChange:
    """A cell that says something else than what is stored; of a new row, a cell that says something."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RosterChange:
    """What a row would do.

    Attributes:
        stored: what the row speaks of; None where it is new.
        cells: all columns as they would be stored.
        faults: why nothing can be imported, with the column.
        notes: what a person should know though it can be imported.
    """

    row: RosterRow
    stored: Stored | None
    cells: Cells
    differences: tuple[CellChange, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def state(self) -> RosterState:
        if self.faults:
            return RosterState.WRONG
        if self.stored is None:
            return RosterState.NEW
        return RosterState.CHANGED if self.differences else RosterState.SAME

    @property
    def told(self) -> tuple[CellChange, ...]:
        """What a new row says besides its title and the defaults that people do not type."""
        key = ROSTER_COLUMNS[self.row.part][0].label
        return tuple(each for each in self.differences if each.label != key and each.label in self.typed)

    @property
    def typed(self) -> set[str]:
        """The labels of the cells that are filled in."""
        return {column.label for column in ROSTER_COLUMNS[self.row.part] if column.name in self.row.cells}

    @property
    def title(self) -> str:
        """What the row speaks of: its key, and the name of a person."""
        key, *others = ROSTER_COLUMNS[self.row.part]
        named = self.cells.get("name", "") if self.row.part == RosterPart.ACCOUNTS and others else ""
        return f"{self.cells.get(key.name) or self.row.cells.get(key.name, '')[:SHOWN]} {named}".strip()


@dataclass
class RosterDraft:
    """A row on its way to a ``RosterChange``.

    Attributes:
        before: the cells of what is stored; of a new row the defaults.
        cells: those, with what the row says.
    """

    row: RosterRow
    stored: Stored | None
    before: Cells
    cells: Cells
    faults: list[str]
    notes: list[str] = field(default_factory=list)

    def finish(self) -> RosterChange:
        """Returns the change; a cell that differs in white space alone stays as it is stored."""
        differences = []
        for column in ROSTER_COLUMNS[self.row.part]:
            before, after = self.before.get(column.name, ""), self.cells.get(column.name, "")
            if self.stored is None:
                differences += [CellChange(column.label, "", after)] if after else []
            elif remove_padding(before) == remove_padding(after):
                self.cells[column.name] = before
            else:
                differences.append(CellChange(column.label, before, after))
        return RosterChange(
            self.row, self.stored, self.cells, tuple(differences), tuple(self.faults), tuple(self.notes)
        )


@dataclass(frozen=True)
class RosterChanges:
    """What all rows would do, in their order."""

    rows: list[RosterChange]

    @cached_property
    def counts(self) -> Counter[RosterState]:
        return Counter(change.state for change in self.rows)

    @property
    def touching(self) -> list[RosterChange]:
        """The rows that would write something."""
        return [change for change in self.rows if change.state in (RosterState.NEW, RosterState.CHANGED)]

    @property
    def is_applicable(self) -> bool:
        """Whether something can be imported: no row is wrong, and one at least writes."""
        return not self.counts[RosterState.WRONG] and bool(self.touching)

    @property
    def newcomers(self) -> list[RosterChange]:
        """The rows that would make an account."""
        return [change for change in self.list_of_part(RosterPart.ACCOUNTS) if change.state == RosterState.NEW]

    def list_of_part(self, part: RosterPart) -> list[RosterChange]:
        return [change for change in self.rows if change.row.part == part]

    def count_first_passwords(self, *, is_mailed: bool) -> int:
        """Returns how many new accounts need a printed password.

        Args:
            is_mailed: whether those with an e-mail address get a link instead.
        """
        return sum(not (is_mailed and change.cells["email"]) for change in self.newcomers)

    def compute_fingerprint(self) -> str:
        """Returns a hash of everything that the preview shows, which its form carries."""
        shown = [
            [change.row.place, change.state, change.stored.pk if change.stored else None, change.cells]
            + [[each.label, each.before, each.after] for each in change.differences]
            for change in self.rows
        ]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()[:32]
