"""通知: puts a message into a person's inbox; part of the action that causes and records it."""

from dataclasses import replace

from tasks import clock
from tasks.models import Notice, Reminder, User
from tasks.reminding.delivery_actions import queue_email
from tasks.reminding.messages import Message

KEY_LENGTH, TEXT_LENGTH, SUBJECT_LENGTH = 150, 500, 200


def put_notice(*, message: Message, by: User | None) -> Notice | None:
    """Stores the new lines of the message as a notice, and queues an e-mail if e-mail is on.

    Called in an action's transaction whose lock prevents concurrent calls; the database refuses duplicate
    lines too.

    Args:
        by: None for the system itself.

    Returns:
        The notice; None if no line is new.
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
    """Removes the lines that the recipient was told before, and duplicates."""
    by_key = {line.key: line for line in message.lines}
    told = set(message.recipient.reminders.filter(key__in=by_key).values_list("key", flat=True))
    return replace(message, lines=[line for key, line in by_key.items() if key not in told])
