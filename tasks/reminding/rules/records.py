"""What the reminder rules are given, and what they answer; people and entries are only numbers here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tasks.enums import EntryState, ReminderKind


class WorkingDays(Protocol):
    """What the rules ask of the calendar; ``tasks.workdays.Workdays`` answers it."""

    def works_on(self, day: date) -> bool: ...

    def before(self, day: date, count: int) -> date: ...

    def after(self, day: date, count: int) -> date: ...

    def between(self, start: date, end: date) -> int: ...


@dataclass(frozen=True)
class OwedItem:
    """An entry that its unit still has to file.

    Attributes:
        period: 上半年.
        title: how a message names it.
        deadline: its own, where a later day was granted for it alone.
        returned_on: the day of the office's return; None when it was not returned, or filed again since.
        filers: the clerks of the first lead unit, which files for all; of a group's members where a group leads.
        heads: the heads of the same units.
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
    """An item that the office judged behind, in its newest judged period.

    Attributes:
        times: the judged streak, this period included (``tasks.assessing.streaks``).
        judged_on: the day of the newest judgement.
        told_on: when the units' heads were first told; None when nobody was.
        heads: of all lead units.
        leaders: the responsible leaders' accounts.
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
class SentReminders:
    """What people have been told before.

    Attributes:
        keys: person and key of each.
        asked_on: person and entry → the last day on which the person was asked to file it, by system or office.
    """

    keys: frozenset[tuple[int, str]] = frozenset()
    asked_on: Mapping[tuple[int, int], date] = field(default_factory=dict)


@dataclass(frozen=True)
class MessageLine:
    """One thing that a person is told, in one line of a message.

    The rules fill in what they know. Whoever composes the message adds ``period_id`` and ``unit_id``.

    Attributes:
        kind: as what it is recorded.
        key: which thing on which occasion; nobody is told of the same key twice.
        period: 上半年.
        left: working days up to the deadline, where it lies ahead.
        listed_as: the kind under whose heading it stands in the message; None is ``kind`` itself.
        unit_id: the unit of which something is asked, which counts as its burden; None where nothing is asked.
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

    @property
    def settled_entry_id(self) -> int:
        """The key of the entry that it is about.

        Raises:
            ValueError: it is about none.
        """
        if self.entry_id is None:
            raise ValueError(f"“{self.key}”不涉及填报事项")
        return self.entry_id

    @property
    def heading(self) -> ReminderKind:
        return self.listed_as or self.kind

    @property
    def flat_text(self) -> str:
        """The text without line breaks, whatever the item's own wording holds."""
        return " ".join(self.text.split())
