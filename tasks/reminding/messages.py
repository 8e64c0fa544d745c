"""What a person is told: one message of one or more lines. Automatic and manual reminders, answers to requests and
to what leaders were asked all use this type; ``tasks.reminding.notice_actions`` stores it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tasks.enums import ReminderKind, Role
from tasks.models import ProgressEntry, User
from tasks.reminding.history import ReminderHistory
from tasks.reminding.rules import MessageLine, format_message_body, format_message_subject


@dataclass(frozen=True)
class Message:
    """One message to one person.

    Attributes:
        lines: what the person is told of; a line that was told before is left out when the message is stored.
        text: the body; empty means the lines themselves.
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
    """The messages of one round through a government, or of one reminder by hand.

    Attributes:
        messages: one for each person who is told something.
        entries: what the messages speak of, by its key, with period, edition and units at hand.
        repeated: what was asked for within the last days, and when. From here on: of a reminder by hand alone.
        filed: what was chosen and needs not be asked for any more.
        told_today: of which everybody was told by hand today already.
        unreachable: what nobody with an account files.
        absent: the names of leaders who should take notice and have no account.
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
        """Which repetitions these are, so that a yes to some is none to others; empty without any."""
        known = ";".join(f"{entry.pk}:{asked.last}:{len(asked)}" for entry, asked in self.repeated)
        return hashlib.sha256(known.encode()).hexdigest()[:16] if known else ""


def build_message_line(kind: ReminderKind, key: str, text: str, entry: ProgressEntry) -> MessageLine:
    """A line about an entry that is no burden of its unit.

    Args:
        key: which thing on which occasion; nobody is told of the same key twice.
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
    """One message for each person, in the order in which they come.

    Args:
        told: the key of a person, and of what he is told.
        people, entries: those that ``told`` names, by key.
        note: what the office writes above the lines; may be empty.
        prefix_of: what stands before the subject.
    """
    lines_of = defaultdict(list)
    for person, line in told:
        lines_of[person].append(_complete(line, people[person], entries[line.settled_entry_id]))
    return [
        Message(
            people[person],
            f"{prefix_of(people[person])}{format_message_subject(lines)}",
            lines,
            "\n".join(filter(None, (note, format_message_body(lines)))),
        )
        for person, lines in lines_of.items()
    ]


def _complete(line: MessageLine, person: User, entry: ProgressEntry) -> MessageLine:
    """A leader is informed; of everybody else something is asked, in the name of his unit."""
    unit = None if person.role == Role.LEADER else person.unit_id
    return replace(line, period_id=entry.period_id, unit_id=unit)
