"""填报: where an entry stands among those that the unit files in the period, and which is the next one to work on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.enums import EntryState
from tasks.filing.entries import OwnWork, choose_shown_state, find_next_waiting, group_own_entries, list_period_duties
from tasks.models import ProgressEntry, User

#: the counts of the head line, in the order of the work
COUNTED = (
    (EntryState.RETURNED, "退回"),
    (EntryState.DRAFT, "草稿"),
    (EntryState.BLANK, "未填"),
    (EntryState.CONFIRMING, "待单位审核"),
)


@dataclass(frozen=True)
class QueueCell:
    """One entry in the strip.

    Attributes:
        place: of the entry in the strip, from 1 on.
        state: as the unit reads it.
    """

    entry: ProgressEntry
    place: int
    state: EntryState
    is_here: bool

    def __str__(self) -> str:
        return f"{self.entry.task} {self.entry.edition.title}（{self.state.label}）"


class EntryQueue:
    """The entries that the unit files in the period of one of them, in printed order.

    Attributes:
        all_entries: all of the period that the person sees, with ``prefetch_duties``.

    Args:
        entry: one that the unit leads jointly, or helps with, stands in no queue: the queue has no cells then.
    """

    def __init__(self, user: User, entry: ProgressEntry):
        self.user, self.entry = user, entry
        self.all_entries = list_period_duties(user, entry.period)
        reported = {each.pk for each in self.work.to_report}
        self._entries = [each for each in self.all_entries if each.pk in reported] if entry.pk in reported else []

    @cached_property
    def work(self) -> OwnWork:
        return group_own_entries(self.user, self.all_entries)

    @cached_property
    def cells(self) -> list[QueueCell]:
        return [
            QueueCell(each, place, choose_shown_state(self.user, each), each == self.entry)
            for place, each in enumerate(self._entries, 1)
        ]

    @cached_property
    def place(self) -> int:
        return next((cell.place for cell in self.cells if cell.is_here), 0)

    @property
    def previous(self) -> QueueCell | None:
        return self.cells[self.place - 2] if self.place > 1 else None

    @property
    def following(self) -> QueueCell | None:
        return self.cells[self.place] if 0 < self.place < len(self.cells) else None

    @cached_property
    def next_open(self) -> QueueCell | None:
        """The next entry on which the person has to work, after the last one again from the first; None for none."""
        waiting = list_waiting_entries(self.work)
        entry = find_next_waiting(self._entries, self.entry, waiting.__contains__)
        return next((cell for cell in self.cells if cell.entry == entry), None)

    @property
    def counts(self) -> list[str]:
        """How many are to be worked on, by state, and how many are filed: 退回 1."""
        found = Counter(cell.state for cell in self.cells)
        counted = [f"{words} {found[state]}" for state, words in COUNTED if found[state]]
        return [*counted, f"已报 {len(self.work.filed)}"]


def list_waiting_entries(work: OwnWork) -> Sequence[ProgressEntry]:
    """Lists what the person works on next: what he confirms, else what can still be filed."""
    return work.to_confirm or work.fileable
