"""通知: what puts a message into a person's inbox; part of the action that says why, which records it."""

from dataclasses import replace

from tasks import clock
from tasks.models import Notice, Reminder, User
from tasks.reminding.delivery_actions import queue_email
from tasks.reminding.messages import Message

KEY_LENGTH, TEXT_LENGTH, SUBJECT_LENGTH = 150, 500, 200


def put_notice(*, message: Message, by: User | None) -> Notice | None:
    """Stores what of the message is new, and sends it by e-mail too where that is on; None when nothing is new.

    Called inside an action's transaction, which holds the lock that keeps two of them apart; the database refuses
    a line told twice all the same.

    Args:
        by: None for the system itself.
    """
    message = _leave_out_told(message)
    if not message.lines:
        return None
    now = clock.now()
    notice = Notice.objects.create(
        government_id=message.recipient.home_id,
        recipient=message.recipient,
        subject=message.subject[:SUBJECT_LENGTH],
        body=message.body,
        sent_at=now,
        sent_by=by,
    )
    Reminder.objects.bulk_create(
        Reminder(
            notice=notice,
            recipient=message.recipient,
            kind=line.kind,
            key=line.key[:KEY_LENGTH],
            period_id=line.period_id,
            entry_id=line.entry_id,
            unit_id=line.unit_id,
            text=line.flat_text[:TEXT_LENGTH],
            made_at=now,
        )
        for line in message.lines
    )
    queue_email(notice)
    return notice


def _leave_out_told(message: Message) -> Message:
    """The message with those of its lines that the person was not told of before, each once."""
    by_key = {line.key: line for line in message.lines}
    told = set(message.recipient.reminders.filter(key__in=by_key).values_list("key", flat=True))
    return replace(message, lines=[line for key, line in by_key.items() if key not in told])
