"""A notice is read once, and by nobody but whom it was for."""

from datetime import UTC, datetime

import pytest

from tasks import clock
from tasks.enums import ReminderKind
from tasks.models import Event, Notice
from tasks.reminding.inbox_actions import mark_all_read, mark_read
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine
from tests.acts import give_back, submit

MORNING, EVENING = datetime(2024, 4, 8, 1, tzinfo=UTC), datetime(2024, 4, 8, 10, tzinfo=UTC)


def told(person, key: str = "overdue") -> Notice:
    line = MessageLine(ReminderKind.OVERDUE, key, "逾期未报")
    return put_notice(message=Message(person, "逾期未报 1 项", [line]), by=None)


def read_at(*notices) -> list[datetime | None]:
    return [Notice.objects.get(pk=one.pk).read_at for one in notices]


def test_the_time_of_the_first_reading_stays(cast):
    notice = told(cast.clerk)
    with clock.pin_clock(MORNING):
        assert mark_read(notice=notice, by=cast.clerk)
    with clock.pin_clock(EVENING):
        assert not mark_read(notice=notice, by=cast.clerk)
    assert (read_at(notice), Event.objects.count()) == ([MORNING], 0)


def returned(person, *entries) -> Notice:
    lines = [MessageLine(ReminderKind.RETURNED, f"returned/entry:{one.pk}", "被退回", one.pk) for one in entries]
    return put_notice(message=Message(person, "被退回", lines), by=None)


def test_the_notice_of_a_return_is_read_once_its_reader_has_filed_again(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    alone, both = returned(cast.clerk, cast.key_entry), returned(cast.clerk, cast.livelihood_entry)
    foreign, other = returned(cast.unit_head, cast.key_entry), told(cast.clerk)
    with clock.pin_clock(EVENING):
        submit(cast.key_entry, cast.clerk, "建成一所，面积两万平方米。")
    assert read_at(alone, both, foreign, other) == [EVENING, None, None, None]


def test_nobody_reads_for_another(cast):
    notice = told(cast.clerk)
    assert not mark_read(notice=notice, by=cast.unit_head)
    assert mark_all_read(newest=notice.pk, by=cast.office) == 0
    assert read_at(notice) == [None]


def test_what_came_after_the_list_was_shown_stays_unread(cast):
    first, second = told(cast.clerk, "first"), told(cast.clerk, "second")
    later = told(cast.clerk, "later")
    with clock.pin_clock(MORNING):
        assert mark_all_read(newest=second.pk, by=cast.clerk) == 2
    assert read_at(first, second, later) == [MORNING, MORNING, None]


@pytest.mark.parametrize("who", ["administrator", "auditor"])
def test_who_has_no_inbox_reads_nothing(cast, who):
    notice = told(cast.person(who))
    assert not mark_read(notice=notice, by=cast.person(who))
