"""A person is told of a thing once."""

import pytest

from tasks.enums import ReminderKind
from tasks.models import Notice
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine

pytestmark = pytest.mark.django_db


def overdue(entry, day: str = "2024-04-08") -> MessageLine:
    key = f"overdue/entry:{entry.pk}/{day}"
    return build_message_line(ReminderKind.OVERDUE, key, f"{entry.task}逾期未报", entry)


def tell(cast, *lines: MessageLine, subject: str = "逾期") -> Notice | None:
    return put_notice(message=Message(cast.clerk, subject, list(lines)), by=None)


def told(cast) -> list[tuple[str, str, list[str]]]:
    """Subject, body and keys of every notice, in order."""
    return [
        (one.subject, one.body, [each.key for each in one.reminders.all()])
        for one in Notice.objects.filter(recipient=cast.clerk).order_by("pk")
    ]


def test_one_message_holds_everything_that_is_new(cast):
    lines = [overdue(cast.key_entry), overdue(cast.target_entry), overdue(cast.key_entry)]
    tell(cast, *lines, subject="逾期未报 2 项")
    assert told(cast) == [
        (
            "逾期未报 2 项",
            "重点工作任务第1项逾期未报\n预期目标第1项逾期未报",
            [lines[0].key, lines[1].key],
        )
    ]


def test_what_was_told_before_is_not_told_again(cast):
    tell(cast, overdue(cast.key_entry))
    again = [overdue(cast.key_entry), overdue(cast.target_entry)]
    tell(cast, *again)
    assert [keys for _, _, keys in told(cast)] == [[again[0].key], [again[1].key]]


def test_nothing_new_makes_no_message(cast):
    tell(cast, overdue(cast.key_entry))
    assert tell(cast, overdue(cast.key_entry)) is None
