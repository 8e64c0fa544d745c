"""通知: what puts a message into a person's inbox; part of the action that says why, which records it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks import clock
from tasks.actions.deliveries import queue_email
from tasks.enums import ReminderKind
from tasks.models import Notice, Period, ProgressEntry, Reminder, Unit, User

KEY_LENGTH, TEXT_LENGTH, SUBJECT_LENGTH = 150, 500, 200


@dataclass(frozen=True)
class Matter:
    """One thing that a person is told of.

    Attributes:
        key: which thing on which occasion; nobody is told of the same key twice.
        text: one line.
        unit: of whom something is asked; counted as a burden of that unit.
    """

    kind: ReminderKind
    key: str
    text: str
    period: Period | None = None
    entry: ProgressEntry | None = None
    unit: Unit | None = None


def untold(recipient: User, matters: Iterable[Matter]) -> list[Matter]:
    """Those of the matters that the person was not told of before, each once."""
    by_key = {matter.key: matter for matter in matters}
    told = set(recipient.reminders.filter(key__in=by_key).values_list("key", flat=True))
    return [matter for key, matter in by_key.items() if key not in told]


def line_of(matter: Matter) -> str:
    """Its text in one line, whatever the item's own wording holds."""
    return " ".join(matter.text.split())


def put_notice(
    *, recipient: User, subject: str, matters: Iterable[Matter], by: User | None, body: str = ""
) -> Notice | None:
    """One message of everything that the person was not told of yet, by e-mail too where that is on; None when
    nothing is new.

    Called inside an action's transaction, which holds the lock that keeps two of them apart; the database refuses
    a matter told twice all the same.

    Args:
        body: the message; without it, the lines of the matters.
        by: None for the system itself.
    """
    new = untold(recipient, matters)
    if not new:
        return None
    now = clock.now()
    notice = Notice.objects.create(
        government_id=recipient.government_id,
        recipient=recipient,
        subject=subject[:SUBJECT_LENGTH],
        body=body or "\n".join(map(line_of, new)),
        sent_at=now,
        sent_by=by,
    )
    Reminder.objects.bulk_create(
        Reminder(
            notice=notice,
            recipient=recipient,
            kind=matter.kind,
            key=matter.key[:KEY_LENGTH],
            period=matter.period,
            entry=matter.entry,
            unit=matter.unit,
            text=line_of(matter)[:TEXT_LENGTH],
            made_at=now,
        )
        for matter in new
    )
    queue_email(notice)
    return notice
