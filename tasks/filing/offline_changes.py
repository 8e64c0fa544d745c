"""离线填报表: compares a returned workbook, entry by entry, with what was taken out and with what is stored now."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from tasks.enums import OfflineState
from tasks.filing.entry_actions import list_confirmed_indicators
from tasks.filing.offline import OfflineCell, format_entry_cells, format_figure_cell, hash_cell
from tasks.models import Indicator, ProgressEntry, User
from tasks.models.entry_fields import BY_NAME, NO, NOES, YES, YESSES
from tasks.permissions import Permission, can, describe_edit_refusal

WANTS = "needs_coordination"


@dataclass(frozen=True)
class CellDifference:
    """A cell that the file or somebody else changed.

    Attributes:
        now: the text that is stored.
        mine: the text of the file; None where only somebody else changed the cell.
        theirs_is_new: whether somebody else changed the cell after the file was taken out.
    """

    label: str
    now: str
    mine: str | None
    theirs_is_new: bool


@dataclass(frozen=True)
class UnmatchedRow:
    """A row of the file that belongs to no entry; has what the preview reads of a matched one.

    Attributes:
        item: how the row names its item; "" where it does not.
        candidates: the entries that it may mean, the likeliest first; the person chooses.
    """

    place: str
    reason: str
    item: str = ""
    candidates: tuple[ProgressEntry, ...] = ()
    entry: ClassVar[None] = None
    state: ClassVar[OfflineState] = OfflineState.FAULTY
    is_writable: ClassVar[bool] = False

    @property
    def why(self) -> list[str]:
        return [self.reason]


@dataclass
class FilledEntry:
    """The cells of the file that belong to one entry.

    Attributes:
        user: the person who brought the file back.
        place: the sheet and line of the entry's first row.
        cells: name → cell. A field has its own name, an indicator ``figure_<id>`` as in the form of the entry.
        was: name → hash of the cell when the file was taken out.
        faults: why the rows cannot be relied upon, each naming its cell or row.
        sheets: name → the sheet in which the cell stands; figures have one of their own.
        picked: name → label that the person has chosen on the page, of cells that name none of their choices.
    """

    entry: ProgressEntry
    user: User
    place: str
    cells: dict[str, OfflineCell] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    picked: dict[str, str] = field(default_factory=dict)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {f"figure_{indicator.pk}": indicator for indicator in list_confirmed_indicators(self.entry)}

    @cached_property
    def now(self) -> dict[str, str]:
        """Name → text of every cell as it is stored now."""
        readings = {reading.indicator_id: reading for reading in self.entry.readings.all()}
        figures = {name: format_figure_cell(readings.get(indicator.pk)) for name, indicator in self.indicators.items()}
        return format_entry_cells(self.entry) | figures

    @cached_property
    def changed(self) -> dict[str, str]:
        """Name → text of the cells that the person changed in the file."""
        return {name: cell.text for name, cell in self.cells.items() if hash_cell(cell.text) != self.was[name]}

    @cached_property
    def mine(self) -> dict[str, str]:
        """Name → text of the changed cells that differ from what is stored now; of a cell that names none of its choices
        what the person has chosen on the page."""
        changed = {name: text for name, text in self.changed.items() if name not in self.unread_choices}
        return {
            name: text
            for name, text in (changed | self.picked).items()
            if hash_cell(_normalize_field(name, text)) != hash_cell(_normalize_field(name, self.now[name]))
        }

    @cached_property
    def unread_choices(self) -> list[str]:
        """Names of the changed cells that name none of the choices of their field; they stop no other cell."""
        return [
            name
            for name, text in self.changed.items()
            if name in BY_NAME and (choices := BY_NAME[name].choices) and text.strip()
            if BY_NAME[name].normalise_text(text) not in [each.label for each in choices]
        ]

    @cached_property
    def theirs(self) -> set[str]:
        """Names of the cells that somebody else changed after the file was taken out."""
        return {name for name, was in self.was.items() if hash_cell(self.now[name]) != was}

    @cached_property
    def merged(self) -> dict[str, str]:
        """Name → text of every cell after the file is applied to what is stored now."""
        return self.now | {name: _normalize_field(name, text) for name, text in self.mine.items()}

    @property
    def wants_coordination(self) -> bool:
        """Whether the entry would ask for coordination; an empty 是否 cell with a 协调事项 beside it asks."""
        wants = self.changed.get(WANTS, self.now[WANTS])
        return wants in YESSES or (wants not in NOES and bool(self.merged["coordination"].strip()))

    @cached_property
    def state(self) -> OfflineState:
        """What happens with the entry, provided that its form accepts ``merged``."""
        if self.faults:
            return OfflineState.FAULTY
        if not self.mine and not self.unread_choices:
            return OfflineState.SAME
        if not can(self.user, Permission.EDIT_ENTRY, self.entry):
            return OfflineState.LOCKED
        return OfflineState.CONFLICT if self.theirs else OfflineState.WRITES

    @property
    def lock_reason(self) -> str:
        """Why the person may not edit the entry now; "" where he may."""
        return describe_edit_refusal(self.user, self.entry)

    @property
    def may_submit(self) -> bool:
        return can(self.user, Permission.SUBMIT_ENTRY, self.entry)

    @property
    def unclear_wish(self) -> list[str]:
        """The complaint about a 是否 cell that says neither yes nor no; empty without one."""
        wants = self.mine.get(WANTS, "")
        if not wants or wants in (*YESSES, *NOES):
            return []
        return [f"{self.describe_cell(WANTS)}：请填“{YES}”或“{NO}”，或留空，现为“{wants}”。"]

    @property
    def differences(self) -> list[CellDifference]:
        """The cells that the file or somebody else changed, in the order of the form."""
        names = [name for name in self.now if name in self.mine or name in self.theirs]
        return [
            CellDifference(self.get_label(name), self.now[name], self.mine.get(name), name in self.theirs)
            for name in names
        ]

    @property
    def unfilled(self) -> list[str]:
        """The indicators that would have no value."""
        return [indicator.measure for name, indicator in self.indicators.items() if not self.merged[name].strip()]

    def get_label(self, name: str) -> str:
        return BY_NAME[name].label if name in BY_NAME else self.indicators[name].measure

    def describe_cell(self, name: str) -> str:
        """Returns address and label of a cell, such as F7 进展情况; the label where the file has no such cell."""
        cell = self.cells.get(name)
        return (
            f"{self.locate(cell, self.sheets.get(name, ''))} {self.get_label(name)}" if cell else self.get_label(name)
        )

    def locate(self, cell: OfflineCell, sheet: str) -> str:
        """Returns the address of a cell, with its sheet where that is another one than ``place`` names."""
        is_named = not sheet or self.place.startswith(f"“{sheet}”")
        return cell.address if is_named else f"“{sheet}”{cell.address}"


def _normalize_field(name: str, text: str) -> str:
    """Returns the text of a field in its one notation; the text itself of an indicator."""
    return BY_NAME[name].normalise_text(text) if name in BY_NAME else text
