"""The round of 催办: one message for each person, one row of the trail, one word to the robots."""

import json
from datetime import date

import pytest

from tasks.enums import DeliveryState, EventKind, ReminderKind
from tasks.models import Event, Government, Notice, Reminder
from tasks.permissions import Refused
from tasks.reminding.automatic_actions import change_reminder_rules, send_due
from tasks.reminding.delivery_actions import deliver_waiting
from tasks.reminding.rules import ReminderRulesError
from tests.acts import give_back, submit
from tests.loopback import robot

LAST_DAY = date(2024, 4, 3)


def inbox(person) -> list[tuple[str, list[str]]]:
    """Subject and lines of every notice of a person, but for that of a return, which comes with the act itself."""
    notices = person.notices.exclude(reminders__kind=ReminderKind.GIVEN_BACK).order_by("pk")
    return [(one.subject, one.body.splitlines()) for one in notices]


def test_each_person_gets_one_message_with_everything(cast):
    submit(cast.target_entry, cast.clerk)
    give_back(cast.target_entry, cast.office)
    told = send_due(government=cast.government, on=LAST_DAY)
    assert [message.recipient.name for message in told] == ["赵磊", "李静"]
    assert inbox(cast.clerk) == [
        (
            "一季度填报：2 项今日截止，1 项已退回",
            [
                "【一季度填报】2 项今日截止",
                "民生实事第1项“学位扩容”：4月5日截止，今天是最后一个工作日。",
                "重点工作任务第1项“建成小学两所，投用中学一所”：4月5日截止，今天是最后一个工作日。",
                "【一季度填报】1 项已退回",
                "预期目标第1项“地区生产总值增长6%以上”：4月2日已退回，尚未重新报送。",
            ],
        )
    ]
    assert inbox(cast.cooperating_clerk) == inbox(cast.office) == inbox(cast.leader) == []


def test_what_is_asked_counts_for_the_unit_of_whoever_is_asked(cast):
    send_due(government=cast.government, on=LAST_DAY)
    rows = Reminder.objects.filter(recipient=cast.clerk).order_by("pk")
    assert [(row.entry, row.period, row.unit, row.kind) for row in rows] == [
        (entry, cast.period, cast.lead_unit, "due")
        for entry in (cast.target_entry, cast.livelihood_entry, cast.key_entry)
    ]


def test_a_second_run_finds_nothing_left_and_leaves_no_trace(cast):
    send_due(government=cast.government, on=LAST_DAY)
    assert send_due(government=cast.government, on=LAST_DAY) == []
    assert (Notice.objects.count(), Event.objects.count()) == (2, 1)


def test_a_run_that_told_somebody_leaves_one_event(cast):
    send_due(government=cast.government, on=LAST_DAY)
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.subject, event.after) == (
        EventKind.NOTICES_SENT,
        "系统",
        "示范区人民政府 2024年4月3日自动催办",
        {"通知人数": 2, "今日截止": "4 项"},
    )


def test_the_robots_are_told_numbers_and_units_once_for_each_run(cast, settings):
    with robot() as told:
        settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"wecom": told.address}
        for _ in range(2):
            send_due(government=cast.government, on=LAST_DAY)
        assert deliver_waiting() == {DeliveryState.SENT: 1}
    assert [json.loads(body)["text"]["content"] for _, body in told.posts] == [
        "示范区人民政府 4月3日催办\n一季度填报：4 项今日截止（区教委 3、区城市管理局 1）"
    ]


def test_only_the_own_office_sets_a_round_going_by_hand(cast):
    for person in (cast.clerk, cast.stranger):
        with pytest.raises(Refused, match="不能进行此项操作"):
            send_due(government=cast.government, on=LAST_DAY, by=person)
    assert len(send_due(government=cast.government, on=LAST_DAY, by=cast.office)) == 2


def test_another_rule_is_kept_with_what_it_was_in_words(cast):
    changed = {"days_before": [5], "kinds": ["due"], "overdue_after": 1}
    assert change_reminder_rules(government=cast.government, settings=changed, by=cast.office)
    assert Government.objects.get(pk=cast.government.pk).reminder_rules == {
        "days_before": [5],
        "kinds": ["due"],
    }
    event = Event.objects.get()
    assert (event.kind, event.before, event.after) == (
        EventKind.REMINDER_RULES_CHANGED,
        {},
        {"启用的提醒": "今日截止", "截止前提醒（工作日）": "5"},
    )
    assert not change_reminder_rules(government=cast.government, settings=changed, by=cast.office)


def test_nonsense_is_refused_and_nobody_else_changes_the_rules(cast):
    with pytest.raises(ReminderRulesError, match="应在 1 至 30 之间"):
        change_reminder_rules(government=cast.government, settings={"overdue_after": 99}, by=cast.office)
    for person in (cast.administrator, cast.stranger):
        with pytest.raises(Refused, match="不能进行此项操作"):
            change_reminder_rules(government=cast.government, settings={}, by=person)
    assert not Event.objects.exists()
