"""What a 离线填报表 that came back would change: each row held against what was taken out and what stands now."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from tasks.enums import OfflineState
from tasks.filing.entry_actions import list_confirmed_indicators
from tasks.filing.offline import format_entry_cells, format_figure_cell, hash_cell
from tasks.importing.offline import OfflineCell
from tasks.models import Indicator, ProgressEntry, User
from tasks.models.entry_fields import BY_NAME, NO, NOES, YES, YESSES
from tasks.pages.filing.forms.entries import EntryForm, SubmissionForm
from tasks.permissions import Permission, can, describe_edit_refusal

WANTS = "needs_coordination"


@dataclass(frozen=True)
class CellDifference:
    """One cell that says something else than the entry does now.

    Attributes:
        mine: what the file says; None where only somebody else changed it.
        theirs_is_new: whether somebody else changed it since the file was taken out.
    """

    label: str
    now: str
    mine: str | None
    theirs_is_new: bool


@dataclass(frozen=True)
class UnmatchedRow:
    """A row of the file that could not be led back to an entry, and why. Pages read it as they read ``FilledEntry``."""

    place: str
    reason: str
    entry: ClassVar[None] = None
    state: ClassVar[OfflineState] = OfflineState.FAULTY
    is_writable: ClassVar[bool] = False
    differences: ClassVar[list[CellDifference]] = []

    @property
    def why(self) -> list[str]:
        return [self.reason]


@dataclass
class FilledEntry:
    """One entry as the file has it.

    Attributes:
        place: where in the file its row stands.
        cells: name → the cell; an indicator's value is called as its field in the form.
        was: name → hash of what was taken out.
        faults: why the file cannot be believed here; each names its cell.
    """

    entry: ProgressEntry
    user: User
    place: str
    cells: dict[str, OfflineCell] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {f"figure_{one.pk}": one for one in list_confirmed_indicators(self.entry)}

    @cached_property
    def now(self) -> dict[str, str]:
        """What stands in the entry now, as its cells would have it."""
        readings = {one.indicator_id: one for one in self.entry.readings.all()}
        figures = {name: format_figure_cell(readings.get(one.pk)) for name, one in self.indicators.items()}
        return format_entry_cells(self.entry) | figures

    @cached_property
    def changed(self) -> dict[str, str]:
        """What the file says otherwise than when it was taken out."""
        return {
            name: cell.text for name, cell in self.cells.items() if hash_cell(cell.text) != self.was[name]
        }

    @cached_property
    def mine(self) -> dict[str, str]:
        """The same, and otherwise than what stands now."""
        return {
            name: text
            for name, text in self.changed.items()
            if hash_cell(normalize_cell(name, text)) != hash_cell(normalize_cell(name, self.now[name]))
        }

    @cached_property
    def theirs(self) -> set[str]:
        """What somebody else has changed since."""
        return {name for name, was in self.was.items() if hash_cell(self.now[name]) != was}

    @cached_property
    def form(self) -> EntryForm:
        """The page's own form with what the file changes, everything else as it stands now."""
        return self.bind_form(EntryForm)

    def bind_form(self, form_class: type[EntryForm]) -> EntryForm:
        values = self.now | {name: normalize_cell(name, text) for name, text in self.mine.items()}
        wants = self.changed.get(WANTS, self.now[WANTS])
        # an empty cell is neither yes nor no; somebody who writes what for has asked for it
        asked = wants in YESSES or (wants not in NOES and bool(values["coordination"].strip()))
        data = values | {WANTS: "on" if asked else "", "base_revision": str(self.entry.revision)}
        return form_class(data, entry=self.entry, indicators=self.indicators.values())

    @cached_property
    def state(self) -> OfflineState:
        if self.faults:
            return OfflineState.FAULTY
        if not self.mine:
            return OfflineState.SAME
        if not can(self.user, Permission.EDIT_ENTRY, self.entry):
            return OfflineState.LOCKED
        if self.wrong:
            return OfflineState.FAULTY
        return OfflineState.CONFLICT if self.theirs else OfflineState.WRITES

    @property
    def is_writable(self) -> bool:
        return self.state in (OfflineState.WRITES, OfflineState.CONFLICT)

    @property
    def why(self) -> list[str]:
        """Why nothing of it can be written; empty where it can."""
        if self.state == OfflineState.LOCKED:
            return [describe_edit_refusal(self.user, self.entry)]
        return (self.faults or self.wrong) if self.state == OfflineState.FAULTY else []

    @cached_property
    def wrong(self) -> list[str]:
        """What cannot be kept, each with its cell."""
        said = [
            f"{self.describe_cell(name)}：{error}"
            for name, errors in self.form.errors.items()
            for error in errors
        ]
        wants = self.mine.get(WANTS, "")
        if wants and wants not in (*YESSES, *NOES):
            said.append(f"{self.describe_cell(WANTS)}：请填“{YES}”或“{NO}”，或留空，现为“{wants}”。")
        return said

    @property
    def differences(self) -> list[CellDifference]:
        """Cell by cell, in the order of the form."""
        names = [name for name in self.now if name in self.mine or name in self.theirs]
        return [
            CellDifference(self.get_label(name), self.now[name], self.mine.get(name), name in self.theirs)
            for name in names
        ]

    @property
    def why_not_filed(self) -> str:
        """Why it cannot be filed along with this, empty when it can."""
        if not can(self.user, Permission.SUBMIT_ENTRY, self.entry):
            return "由第一牵头单位统一报送"
        return "；".join(
            error for errors in self.bind_form(SubmissionForm).errors.values() for error in map(str, errors)
        )

    @property
    def unfilled(self) -> list[str]:
        """Indicators without a value, which deserve a second look."""
        values = self.now | self.mine
        return [one.measure for name, one in self.indicators.items() if not values[name].strip()]

    def get_label(self, name: str) -> str:
        return BY_NAME[name].label if name in BY_NAME else self.indicators[name].measure

    def describe_cell(self, name: str) -> str:
        """The cell as people find it: F7 进展情况."""
        cell = self.cells.get(name)
        return f"{cell.address} {self.get_label(name)}" if cell else self.get_label(name)


def normalize_cell(name: str, text: str) -> str:
    """What a cell means: some things can be written in more than one way."""
    return BY_NAME[name].normalise_text(text) if name in BY_NAME else text
