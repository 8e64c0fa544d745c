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
    notice = Notice.objects.create(
        government_id=message.recipient.home_id,
        recipient=message.recipient,
        subject=message.subject[:SUBJECT_LENGTH],
        body=message.body,
        sent_at=clock.now(),
        sent_by=by,
    )
    _add_lines(notice, message)
    queue_email(notice)
    return notice


def join_or_put_notice(*, message: Message, occasion: str, by: User | None) -> Notice | None:
    """Adds the lines to the recipient's unread notice of the same occasion, which sends no second e-mail, or else puts the
    message as a notice of its own; called as ``put_notice`` is.

    Args:
        occasion: with which the keys of its lines begin.
    """
    about = Reminder.objects.filter(recipient=message.recipient, key__startswith=occasion)
    unread = Notice.objects.filter(pk__in=about.values("notice"), read_at=None)
    # locked, so that nobody marks it as read in between
    notice = unread.select_for_update().order_by("-pk").first()
    if notice is None:
        return put_notice(message=message, by=by)
    _add_lines(notice, _leave_out_told(message))
    return notice


def _add_lines(notice: Notice, message: Message) -> None:
    now = clock.now()
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


def _leave_out_told(message: Message) -> Message:
    """Removes the lines that the recipient was told before, and duplicates."""
    by_key = {line.key: line for line in message.lines}
    told = set(message.recipient.reminders.filter(key__in=by_key).values_list("key", flat=True))
    return replace(message, lines=[line for key, line in by_key.items() if key not in told])
