"""Reminders of items' own days out of the database: which items, who is told, in one message with the rest."""

from datetime import date, timedelta

import pytest

from tasks import clock
from tasks.enums import DeadlineState, EndingKind, Outcome, PeriodState
from tasks.models import Edition, InternalItem, Judgement, Notice, ProgressEntry, Reminder
from tasks.reminding.automatic import compose_due_mailing
from tasks.reminding.automatic_actions import send_due
from tests.acts import submit
from tests.cast import TaskFactory, UserFactory
from tests.tasks.ending.years import end

#: a Wednesday; five working days before the day, the holiday of Qingming (4 to 6 April) between
TODAY, DAY = date(2024, 3, 27), date(2024, 4, 3)


@pytest.fixture(autouse=True)
def today(settings):
    settings.DUBAN_TODAY = TODAY


def confirm(task, on: date | None = DAY, state=DeadlineState.CONFIRMED) -> None:
    Edition.objects.filter(pk=task.current_id).update(due_on=on, due_state=state)


def told_on(cast, on: date = TODAY) -> dict[str, list[str]]:
    """User name → the keys about items' own days."""
    messages = compose_due_mailing(cast.government, on).messages
    keys = {one.recipient.username: [line.key for line in one.lines if "/task:" in line.key] for one in messages}
    return {name: found for name, found in keys.items() if found}


def key(task, kind: str = "item_due", on: date = DAY) -> str:
    return f"{kind}/task:{task.pk}/{on}"


def test_only_a_confirmed_day_is_reminded_of(cast):
    confirm(cast.key)
    confirm(cast.target, state=DeadlineState.PROPOSED)
    confirm(cast.livelihood, on=None)
    assert told_on(cast) == {"jiaowei": [key(cast.key)]}


def test_the_unit_that_files_is_told_and_its_head_once_the_day_has_passed(cast):
    confirm(cast.key, date(2024, 3, 25))
    passed = key(cast.key, "item_overdue", date(2024, 3, 25))
    assert told_on(cast) == {"jiaowei": [passed], "jiaowei_head": [passed]}


def judge_reached(entry: ProgressEntry, outcome=Outcome.REACHED) -> None:
    """As the office's judgement stands in the database, whatever the period offers."""
    entry.judgement = Judgement.objects.create(entry=entry, outcome=outcome, judged_at=clock.now())
    entry.save()


@pytest.mark.parametrize("day", [DAY, date(2024, 3, 25)])
def test_nobody_is_told_of_an_item_that_is_judged_as_done(cast, day):
    confirm(cast.key, day)
    judge_reached(cast.key_entry)
    assert told_on(cast) == {}
    judge_reached(cast.key_entry, Outcome.ON_TRACK)
    assert told_on(cast) != {}


@pytest.mark.parametrize("kind", [EndingKind.DONE, EndingKind.SUSPENDED])
def test_nobody_is_told_of_an_item_that_ended(cast, kind):
    confirm(cast.key)
    end(cast, kind, on=TODAY)
    assert told_on(cast) == {}


def test_it_stands_in_one_message_with_what_is_to_be_filed(cast):
    confirm(cast.key)
    send_due(government=cast.government, on=TODAY)
    notice = Notice.objects.get(recipient=cast.clerk)
    assert notice.subject == "一季度填报：3 项还剩 5 个工作日；事项：1 项临近完成时限"
    assert notice.body.splitlines()[-2:] == [
        "【事项】1 项临近完成时限",
        "重点工作任务第1项“建成小学两所，投用中学一所”：完成时限4月3日，还剩 5 个工作日。",
    ]
    own = Reminder.objects.get(recipient=cast.clerk, kind="item_due")
    assert (own.entry, own.period, own.unit) == (cast.key_entry, cast.period, cast.lead_unit)


def test_each_is_told_once_however_often_the_command_runs(cast):
    confirm(cast.key)
    for day in (TODAY, TODAY, TODAY + timedelta(days=1)):
        send_due(government=cast.government, on=day)
    assert Reminder.objects.filter(key=key(cast.key)).count() == 1
    confirm(cast.key, date(2024, 4, 8))
    assert told_on(cast) == {"jiaowei": [key(cast.key, on=date(2024, 4, 8))]}


def test_an_item_that_is_filed_or_has_no_entry_yet_is_reminded_of_too(cast):
    submit(cast.key_entry, cast.clerk)
    confirm(cast.key)
    bare = TaskFactory(plan=cast.plan, number=9, edition__text="建成公厕", edition__lead=[cast.lead_unit])
    confirm(bare)
    assert told_on(cast) == {"jiaowei": [key(cast.key), key(bare)]}
    send_due(government=cast.government, on=TODAY)
    assert Reminder.objects.get(key=key(bare)).entry is None


def test_a_plan_whose_first_period_is_not_open_yet_is_reminded_of_without_a_robot_s_word(cast):
    ProgressEntry.objects.filter(period=cast.period).delete()
    cast.period.state = PeriodState.PLANNED
    cast.period.save()
    confirm(cast.key)
    (message,) = send_due(government=cast.government, on=TODAY)
    assert message.subject == "事项：1 项临近完成时限"


def test_the_wording_of_an_internal_item_is_left_out(cast):
    InternalItem.objects.create(task=cast.key, reason="不宜公开", marked_at=clock.now(), marked_by=cast.office)
    confirm(cast.key)
    (line,) = [
        line
        for message in compose_due_mailing(cast.government, TODAY).messages
        for line in message.lines
        if line.kind == "item_due"
    ]
    assert line.text == "重点工作任务第1项（内部事项）：完成时限4月3日，还剩 5 个工作日。"


def test_another_government_is_told_of_its_own_alone(cast):
    confirm(cast.foreign_task)
    UserFactory(role="clerk", government=cast.foreign_task.plan.government, unit=cast.lead_unit)
    assert told_on(cast) == {}


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_does_not_grow_with_the_items(cast, count_queries, count):
    for number in range(count):
        task = TaskFactory(plan=cast.plan, number=20 + number, edition__lead=[cast.lead_unit])
        confirm(task)
    with count_queries(13):
        compose_due_mailing(cast.government, TODAY)
