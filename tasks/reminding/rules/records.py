"""The input and output of the reminder rules; people and entries are only ids here."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tasks.enums import EntryState, ReminderKind


class WorkingDays(Protocol):
    """What the rules need of the calendar; ``tasks.workdays.Workdays`` satisfies it."""

    def works_on(self, day: date) -> bool: ...

    def before(self, day: date, count: int) -> date: ...

    def after(self, day: date, count: int) -> date: ...

    def on_or_after(self, day: date) -> date: ...

    def count_left(self, due: date, on: date) -> int: ...

    def between(self, start: date, end: date) -> int: ...


@dataclass(frozen=True)
class OwedItem:
    """An entry that its unit still has to file.

    Attributes:
        entry: id of the entry.
        period: 上半年.
        title: how a message names it.
        deadline: its own later day if one was granted, else the period's.
        filers: clerks of the first lead unit, which files for all; if that is a group, of its members.
        heads: unit heads of the same units.
        returned_on: the day on which the office returned it; None if it was not returned, or filed again
            since.
    """

    entry: int
    period: str
    title: str
    opened_on: date
    deadline: date
    state: EntryState
    filers: tuple[int, ...]
    heads: tuple[int, ...] = ()
    returned_on: date | None = None


@dataclass(frozen=True)
class Lag:
    """An item that was judged behind, in its newest judged period.

    Attributes:
        times: the judged streak including this period (``tasks.assessing.streaks``).
        judged_on: the day of the newest judgement.
        heads: heads of all lead units.
        leaders: accounts of the responsible leaders.
        told_on: when the heads were first told; None if they were not.
    """

    entry: int
    period: str
    title: str
    times: int
    judged_on: date
    heads: tuple[int, ...]
    leaders: tuple[int, ...]
    told_on: date | None = None


@dataclass(frozen=True)
class DatedItem:
    """An item with a confirmed day of its own that nobody has judged as reached.

    Attributes:
        task: id of the item.
        title: how a message names it.
        due_on: the confirmed day of 完成时限.
        filers, heads: as in ``OwedItem``.
        entry: id of its newest entry, to which the message leads; None while there is none.
    """

    task: int
    title: str
    due_on: date
    filers: tuple[int, ...]
    heads: tuple[int, ...] = ()
    entry: int | None = None


@dataclass(frozen=True)
class MessageLine:
    """One line of a message.

    The rules fill in what they know; ``compose_messages`` adds ``period_id`` and ``unit_id``.

    Attributes:
        kind: the kind under which it is recorded.
        key: identifies the matter and the occasion; nobody gets the same key twice.
        period: 上半年.
        left: working days until the deadline; None after it.
        listed_as: the kind under whose heading the message lists it; None means ``kind``.
        unit_id: the unit that is asked for something, which counts as its burden; None if nothing is asked.
        state: of the entry that has to be filed; None for a line about anything else.
    """

    kind: ReminderKind
    key: str
    text: str
    entry_id: int | None = None
    period: str = ""
    left: int | None = None
    listed_as: ReminderKind | None = None
    period_id: int | None = None
    unit_id: int | None = None
    state: EntryState | None = None

    @property
    def settled_entry_id(self) -> int:
        """The id of the line's entry.

        Raises:
            ValueError: the line has no entry.
        """
        if self.entry_id is None:
            raise ValueError(f"“{self.key}”不涉及填报事项")
        return self.entry_id

    @property
    def heading(self) -> ReminderKind:
        return self.listed_as or self.kind

    @property
    def flat_text(self) -> str:
        """The text without line breaks."""
        return " ".join(self.text.split())
