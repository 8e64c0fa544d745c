"""What the reminder rules get to know of a government, out of its tables."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tasks.enums import EntryState, Outcome, PeriodState, ReminderKind, Role, SuccessionKind
from tasks.issuing.internal_actions import mark_internal
from tasks.judging.objection_actions import file_objection
from tasks.models import Edition, Judgement, Reminder, Unit, UnitSuccession, User
from tasks.reminding.automatic import compose_due_mailing
from tests.acts import judge, submit
from tests.cast import (
    EntryFactory,
    GovernmentFactory,
    OfficialFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
)
from tests.frozen import rewrite

HERE = ZoneInfo("Asia/Shanghai")
#: 一季度 is due on 5 April, a holiday; 3 April is the last working day before it
LAST_DAY, NEXT_DAY = date(2024, 4, 3), date(2024, 4, 7)


def told(cast, on: date) -> list[tuple[str, str, int]]:
    """Person, kind and number of the item of everything that is due."""
    mailing = compose_due_mailing(cast.government, on)
    return [
        (message.recipient.name, line.kind.value, mailing.entries[line.entry_id].pk)
        for message in mailing.messages
        for line in message.lines
    ]


def names(cast, on: date) -> set[str]:
    return {name for name, _, _ in told(cast, on)}


def test_the_clerk_of_each_leading_unit_is_told_of_what_is_not_filed(cast):
    submit(cast.target_entry, cast.clerk)
    assert told(cast, LAST_DAY) == [
        ("赵磊", "due", cast.other_entry.pk),
        ("李静", "due", cast.livelihood_entry.pk),
        ("李静", "due", cast.key_entry.pk),
    ]


def test_a_message_names_the_item_and_an_internal_one_by_its_number_alone(cast):
    mark_internal(task=cast.key, reason="涉密。", by=cast.office)
    lines = compose_due_mailing(cast.government, LAST_DAY).lines
    texts = {line.entry_id: line.text.partition("：")[0] for line in lines}
    assert [texts[entry.pk] for entry in (cast.livelihood_entry, cast.other_entry, cast.key_entry)] == [
        "民生实事第1项“学位扩容”",
        "重点工作任务第2项“新增公共停车位7000个”",
        "重点工作任务第1项（内部事项）",
    ]


@pytest.mark.parametrize("state", [PeriodState.CLOSED, PeriodState.ISSUED, PeriodState.PLANNED])
def test_where_nothing_can_be_filed_nobody_is_chased(cast, state):
    cast.period.state = state
    cast.period.save()
    assert told(cast, NEXT_DAY) == []


def test_a_later_day_of_an_entry_holds_for_it_alone_in_a_closed_period(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    cast.key_entry.due_on = date(2024, 4, 10)
    cast.key_entry.save()
    assert told(cast, date(2024, 4, 9)) == [("李静", "coming_due", cast.key_entry.pk)]


def test_a_further_lead_unit_and_those_who_cooperate_are_not_told(cast):
    edition = cast.key_entry.edition
    edition.responsibilities.create(unit=cast.other_unit, role="lead", position=2, label="区城市管理局")
    cast.other_entry.delete()
    assert names(cast, LAST_DAY) == {"李静"}


def test_a_group_is_told_through_its_members(cast):
    towns = [UnitFactory(government=cast.government, name=name) for name in ("甲镇", "乙镇")]
    group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    group.members.set(towns)
    for town in towns:
        UserFactory(username=town.name, name=town.name, role=Role.CLERK, government=cast.government, unit=town)
    task = TaskFactory(plan=cast.plan, number=9, edition__lead=[group])
    entry = EntryFactory(task=task, period=cast.period)
    assert [name for name, _, pk in told(cast, LAST_DAY) if pk == entry.pk] == ["乙镇", "甲镇"]


def test_a_unit_that_is_no_more_is_told_through_those_that_took_its_work_over(cast):
    names = ("区城管委", "区城市更新局")
    between, last = (UnitFactory(government=cast.government, name=name) for name in names)
    for former, successor in ((cast.other_unit, between), (between, last)):
        UnitSuccession.objects.create(
            former=former, successor=successor, kind=SuccessionKind.RENAMED, since=date(2024, 3, 25)
        )
        former.is_active = False
        former.save()
    UserFactory(name="钱进", role=Role.CLERK, government=cast.government, unit=last)
    assert {name for name, _, pk in told(cast, LAST_DAY) if pk == cast.other_entry.pk} == {"钱进", "赵磊"}


def test_nobody_of_another_government_and_nobody_who_left_is_told(cast):
    cast.clerk.is_active = False
    cast.clerk.save()
    # the head stands in where there is no clerk
    assert names(cast, LAST_DAY) == {"赵磊", "周强"}
    # the neighbour's item is led by nobody
    assert compose_due_mailing(cast.stranger.government, LAST_DAY).messages == []


@pytest.fixture
def lagging(cast):
    """The key task was judged behind in the first quarter and again in the half-year."""
    half = PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    entry = EntryFactory(task=cast.key, period=half, state=EntryState.ACCEPTED)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实。")
    judge(entry, cast.office, Outcome.LAGGING, "用地仍未落实。")
    rewrite(Judgement.objects.filter(entry=entry), judged_at=datetime(2024, 7, 8, 15, tzinfo=HERE))
    entry.refresh_from_db()
    return entry


JULY_9, JULY_16 = date(2024, 7, 9), date(2024, 7, 16)


def test_the_heads_hear_of_an_item_that_lags_in_two_periods_running(cast, lagging):
    assert told(cast, JULY_9) == [("周强", "lagging_twice", lagging.pk)]
    assert compose_due_mailing(cast.government, JULY_9).lines[0].text == (
        "重点工作任务第1项“建成小学两所，投用中学一所”：连续两期研判为滞后，请督促整改。"
    )


def test_the_leader_hears_of_it_five_working_days_after_the_head(cast, lagging):
    notice = cast.unit_head.notices.create(
        government=cast.government, subject="研判", sent_at=datetime(2024, 7, 9, 9, tzinfo=HERE)
    )
    Reminder.objects.create(
        notice=notice,
        recipient=cast.unit_head,
        kind=ReminderKind.LAGGING_TWICE,
        key=f"lagging_twice/entry:{lagging.pk}",
        entry=lagging,
        period=lagging.period,
        text="连续滞后",
        made_at=notice.sent_at,
    )
    assert [told(cast, day) for day in (date(2024, 7, 15), JULY_16)] == [
        [],
        [("王明", "escalated", lagging.pk)],
    ]


def test_the_successor_hears_of_it_when_the_leader_has_left(cast, lagging):
    User.objects.filter(pk=cast.unit_head.pk).update(is_active=False)
    successor = OfficialFactory(government=cast.government, name="陈英")
    UserFactory(name="陈英", role=Role.LEADER, government=cast.government, official=successor)
    cast.official.is_active, cast.official.successor = False, successor
    cast.official.save()
    assert told(cast, JULY_16) == [("陈英", "escalated", lagging.pk)]


def test_what_is_under_review_waits(cast, lagging):
    file_objection(entry=lagging, reason="用地已落实。", seen=lagging.judgement_id, by=cast.clerk)
    assert told(cast, JULY_9) == []


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": Outcome.ON_TRACK},
        # came with a document, nobody decided it here
        {"judged_by": None},
    ],
)
def test_only_what_the_office_judged_behind_goes_further(cast, lagging, change):
    rewrite(Judgement.objects.filter(entry=lagging), **change)
    assert told(cast, JULY_9) == []


def test_a_period_in_between_without_lagging_breaks_the_run(cast, lagging):
    rewrite(Judgement.objects.filter(entry=cast.key_entry), outcome=Outcome.ON_TRACK)
    assert told(cast, JULY_9) == []


def test_years_long_past_are_left_alone(cast, lagging):
    assert told(cast, date(2026, 7, 9)) == []


@pytest.mark.parametrize("count", [1, 5])
def test_a_government_is_gathered_in_a_fixed_number_of_queries(db, count_queries, count):
    government = GovernmentFactory()
    plan = PlanFactory(government=government)
    period = PeriodFactory(plan=plan)
    for number in range(1, count + 1):
        unit = UnitFactory(government=government)
        UserFactory(role=Role.CLERK, government=government, unit=unit)
        EntryFactory(task=TaskFactory(plan=plan, number=number, edition__lead=[unit]), period=period)
    with count_queries(9):
        assert len(compose_due_mailing(government, LAST_DAY).messages) == count
    assert (Edition.objects.count(), Unit.objects.count()) == (count, count)
