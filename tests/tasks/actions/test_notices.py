"""A person is told of a thing once."""

import pytest

from tasks.actions.notices import Matter, put_notice
from tasks.enums import ReminderKind
from tasks.models import Notice

pytestmark = pytest.mark.django_db


def overdue(entry, day: str = "2024-04-08") -> Matter:
    return Matter(
        ReminderKind.OVERDUE,
        f"overdue/entry:{entry.pk}/{day}",
        f"{entry.task}逾期未报",
        entry.period,
        entry,
        entry.edition.leading[0].unit,
    )


def told(cast) -> list[tuple[str, str, list[str]]]:
    """Subject, body and keys of every notice, in order."""
    return [
        (one.subject, one.body, [each.key for each in one.reminders.all()])
        for one in Notice.objects.filter(recipient=cast.clerk).order_by("pk")
    ]


def test_one_message_holds_everything_that_is_new(cast):
    matters = [overdue(cast.key_entry), overdue(cast.target_entry), overdue(cast.key_entry)]
    put_notice(recipient=cast.clerk, subject="逾期未报 2 项", matters=matters, by=None)
    assert told(cast) == [
        (
            "逾期未报 2 项",
            "重点工作任务第1项逾期未报\n预期目标第1项逾期未报",
            [matters[0].key, matters[1].key],
        )
    ]


def test_what_was_told_before_is_not_told_again(cast):
    put_notice(recipient=cast.clerk, subject="逾期", matters=[overdue(cast.key_entry)], by=None)
    again = [overdue(cast.key_entry), overdue(cast.target_entry)]
    put_notice(recipient=cast.clerk, subject="逾期", matters=again, by=None)
    assert [keys for _, _, keys in told(cast)] == [[again[0].key], [again[1].key]]


def test_nothing_new_makes_no_message(cast):
    put_notice(recipient=cast.clerk, subject="逾期", matters=[overdue(cast.key_entry)], by=None)
    assert (
        put_notice(recipient=cast.clerk, subject="逾期", matters=[overdue(cast.key_entry)], by=None) is None
    )
