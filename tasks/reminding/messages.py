"""The messages of automatic and manual reminders, and of answers to requests.

``tasks.reminding.notice_actions`` stores them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tasks.enums import OF_OFFICIALS, ReminderKind
from tasks.models import ProgressEntry, User
from tasks.reminding.history import ReminderHistory
from tasks.reminding.rules import MessageLine, format_message_body, format_message_subject


@dataclass(frozen=True)
class Message:
    """One message to one person.

    Attributes:
        lines: lines that were sent before are left out when the message is stored.
        text: the body; empty means the lines.
    """

    recipient: User
    subject: str
    lines: list[MessageLine]
    text: str = ""

    @property
    def body(self) -> str:
        return self.text or "\n".join(line.flat_text for line in self.lines)


@dataclass(frozen=True)
class Mailing:
    """The messages of one automatic round through a government, or of one manual reminder.

    Attributes:
        messages: one for each recipient.
        entries: the entries in the messages by id, with period, edition and units loaded.
        repeated: entries that were reminded of recently, with their history. This and the rest: only for
            manual reminders.
        filed: chosen entries that need no reminder any more.
        told_today: entries of which everybody was already reminded by hand today.
        unreachable: entries for which no account can be told.
        absent: names of the leaders who should be informed and have no account.
    """

    messages: list[Message]
    entries: dict[int, ProgressEntry]
    repeated: list[tuple[ProgressEntry, ReminderHistory]] = field(default_factory=list)
    filed: list[ProgressEntry] = field(default_factory=list)
    told_today: list[ProgressEntry] = field(default_factory=list)
    unreachable: list[ProgressEntry] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[MessageLine]:
        return [line for message in self.messages for line in message.lines]

    @property
    def mark(self) -> str:
        """Identifies the repeated entries and their history, so that only these are confirmed; may be empty."""
        known = ";".join(f"{entry.pk}:{asked.last}:{len(asked)}" for entry, asked in self.repeated)
        return hashlib.sha256(known.encode()).hexdigest()[:16] if known else ""


def build_message_line(kind: ReminderKind, key: str, text: str, entry: ProgressEntry) -> MessageLine:
    """Builds a line about an entry that does not count as a burden of its unit.

    Args:
        key: identifies the matter and the occasion; nobody gets the same key twice.
    """
    return MessageLine(kind, key, text, entry.pk, entry.period.label, period_id=entry.period_id)


def compose_messages(
    told: Iterable[tuple[int, MessageLine]],
    people: Mapping[int, User],
    entries: Mapping[int, ProgressEntry],
    *,
    note: str = "",
    prefix_of: Callable[[User], str] = lambda person: "",
) -> list[Message]:
    """Composes one message for each person, in the order of their first line.

    Args:
        told: the id of a person, and a line for the person.
        people, entries: those that ``told`` refers to, by id.
        note: the office's own sentence above the lines; may be empty.
        prefix_of: returns what precedes a person's subject.
    """
    lines_of = defaultdict(list)
    for person, line in told:
        entry = entries[line.entry_id] if line.entry_id is not None else None
        lines_of[person].append(_complete(line, people[person], entry))
    return [
        Message(
            people[person],
            f"{prefix_of(people[person])}{format_message_subject(lines)}",
            lines,
            "\n".join(filter(None, (note, format_message_body(lines)))),
        )
        for person, lines in lines_of.items()
    ]


def _complete(line: MessageLine, person: User, entry: ProgressEntry | None) -> MessageLine:
    """Adds period and unit; no unit for a leader, who is only informed, and no period where the line is of none."""
    unit = None if person.role in OF_OFFICIALS else person.unit_id
    return replace(line, period_id=entry.period_id if entry else None, unit_id=unit)
