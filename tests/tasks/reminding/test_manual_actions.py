"""人工催办: each person one message, nothing twice a day, nothing of what was filed meanwhile."""

from datetime import UTC, date, datetime

import pytest

from tasks import clock
from tasks.enums import EntryState, EventKind, PeriodState, ReminderKind, Role
from tasks.models import Event, Notice, Reminder
from tasks.permissions import Refused
from tasks.reminding.automatic_actions import send_due
from tasks.reminding.manual_actions import AskedBefore, remind
from tests.acts import give_back, submit
from tests.cast import EntryFactory, TaskFactory, UnitFactory, UserFactory, make_cast, name_units
from tests.together import refusals_at_one_moment

#: 5 April is due and a holiday; Monday the 8th is the second working day after it
MONDAY, TUESDAY, FRIDAY = (datetime(2024, 4, day, 2, tzinfo=UTC) for day in (8, 9, 12))
BOTH = (Role.CLERK, Role.UNIT_HEAD)


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.pin_clock(MONDAY):
        yield


def ask(cast, *entries, line: str = "", to=BOTH, by=None, again: str = ""):
    return remind(period=cast.period, entries=entries, line=line, to=to, by=by or cast.office, again=again)


def why(cast, *entries, **given) -> str:
    """Why nothing was sent."""
    with pytest.raises(Refused) as refusal:
        ask(cast, *entries, **given)
    return str(refusal.value)


def inbox(person) -> list[tuple[str, list[str]]]:
    """Subject and lines of every notice of a person, but for that of a return, which comes with the act itself."""
    notices = person.notices.exclude(reminders__kind=ReminderKind.GIVEN_BACK).order_by("pk")
    return [(one.subject, one.body.splitlines()) for one in notices]


def told(*people) -> list[int]:
    return [person.notices.count() for person in people]


def test_each_person_of_the_unit_gets_one_message_with_the_offices_line_above(cast):
    submit(cast.target_entry, cast.clerk)
    with clock.pin_clock(MONDAY):
        give_back(cast.target_entry, cast.office)
    ask(cast, cast.target_entry, cast.key_entry, line="请于今日\n下班前报送。")
    message = (
        "催办——一季度填报：1 项逾期未报，1 项已退回",
        [
            "请于今日 下班前报送。",
            "【一季度填报】1 项逾期未报",
            "重点工作任务第1项“建成小学两所，投用中学一所”：应于4月5日报送，已逾期 1 个工作日。",
            "【一季度填报】1 项已退回",
            "预期目标第1项“地区生产总值增长6%以上”：4月8日已退回，尚未重新报送。",
        ],
    )
    assert inbox(cast.clerk) == inbox(cast.unit_head) == [message]
    assert told(cast.other_clerk, cast.cooperating_clerk, cast.leader, cast.office) == [0, 0, 0, 0]


def test_the_reminders_say_of_whom_something_is_asked_and_by_whom(cast):
    ask(cast, cast.key_entry, to=[Role.CLERK, Role.LEADER])
    rows = Reminder.objects.order_by("pk")
    assert [(one.recipient, one.kind, one.key, one.entry, one.period, one.unit) for one in rows] == [
        (
            cast.clerk,
            ReminderKind.MANUAL,
            f"manual/entry:{cast.key_entry.pk}/2024-04-08",
            cast.key_entry,
            cast.period,
            cast.lead_unit,
        ),
        (
            cast.leader,
            ReminderKind.ESCALATED,
            f"escalated/entry:{cast.key_entry.pk}/2024-04-08",
            cast.key_entry,
            cast.period,
            None,
        ),
    ]
    assert {one.sent_by for one in Notice.objects.all()} == {cast.office}


def test_a_leader_is_asked_to_take_notice_and_told_which_unit_it_is(cast):
    ask(cast, cast.key_entry, cast.other_entry, to=[Role.CLERK, Role.LEADER])
    assert inbox(cast.leader) == [
        (
            "提请关注——一季度填报：1 项逾期未报",
            [
                "【一季度填报】1 项逾期未报",
                "区教委牵头的重点工作任务第1项“建成小学两所，投用中学一所”：应于4月5日报送，已逾期 1 个工作日。",
            ],
        )
    ]


def test_one_act_leaves_one_row_of_the_trail_with_items_people_and_line(cast):
    ask(cast, cast.key_entry, cast.other_entry, line="请抓紧。")
    event = Event.objects.get(kind=EventKind.NOTICES_SENT)
    assert (event.actor_name, event.subject_type, event.period, event.reason, event.after) == (
        "陈红",
        "period",
        "2024年一季度",
        "请抓紧。",
        {
            "事项": ["重点工作任务第1项", "重点工作任务第2项"],
            "收件人": ["赵磊（区城市管理局）", "李静（区教委）", "周强（区教委）"],
        },
    )


def test_what_waits_for_the_unit_head_is_asked_of_him_alone(cast):
    cast.key_entry.state = EntryState.CONFIRMING
    cast.key_entry.save()
    ask(cast, cast.key_entry, to=[Role.CLERK])
    assert told(cast.clerk, cast.unit_head) == [0, 1]


def test_where_a_unit_has_nobody_of_the_role_its_others_are_told(cast):
    ask(cast, cast.other_entry, to=[Role.UNIT_HEAD])
    assert told(cast.other_clerk) == [1]


def test_a_group_is_asked_through_its_members(cast):
    towns = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    towns.members.add(cast.other_unit, cast.cooperating_unit)
    cast.key.current.responsibilities.all().delete()
    name_units(cast.key.current, "lead", [towns])
    ask(cast, cast.key_entry)
    assert told(cast.other_clerk, cast.cooperating_clerk, cast.clerk) == [1, 1, 0]


def test_what_was_filed_meanwhile_is_left_out_and_named(cast):
    submit(cast.target_entry, cast.clerk)
    sent = ask(cast, cast.target_entry, cast.key_entry)
    assert (sent.filed, list(sent.entries.values())) == ([cast.target_entry], [cast.key_entry])
    assert why(cast, cast.target_entry) == "所选事项都已报送，无需催办。"


def test_a_unit_without_an_account_is_named_and_its_leader_not_told_instead(cast):
    cast.clerk.is_active = cast.unit_head.is_active = False
    cast.clerk.save()
    cast.unit_head.save()
    sent = ask(cast, cast.key_entry, cast.other_entry, to=[*BOTH, Role.LEADER])
    assert (sent.unreachable, told(cast.leader)) == ([cast.key_entry], [0])
    assert why(cast, cast.key_entry) == "所选事项的责任单位没有可用账号，请打印催办函。"


@pytest.mark.parametrize(("on", "state"), [(None, PeriodState.CLOSED), (None, PeriodState.ISSUED)])
def test_nothing_is_asked_for_that_nobody_may_file(cast, on, state):
    cast.period.state = state
    cast.period.save()
    with pytest.raises(Refused):
        ask(cast, cast.key_entry)


def test_what_has_a_later_day_is_asked_for_after_the_close(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    cast.key_entry.due_on = date(2024, 4, 9)
    cast.key_entry.save()
    ask(cast, cast.key_entry, cast.target_entry, to=[Role.CLERK])
    assert inbox(cast.clerk)[0][1][1:] == [
        "重点工作任务第1项“建成小学两所，投用中学一所”：4月9日截止，还剩 1 个工作日。"
    ]


def test_asking_again_within_three_working_days_needs_a_yes_to_just_that(cast):
    ask(cast, cast.key_entry)
    with clock.pin_clock(TUESDAY):
        with pytest.raises(AskedBefore) as refusal:
            ask(cast, cast.key_entry, cast.target_entry)
        assert str(refusal.value) == "有 1 项近日已经催办过，请确认是否仍要再次催办。"
        assert told(cast.clerk) == [1]
        mailing = refusal.value.mailing
        assert [(entry, asked.days) for entry, asked in mailing.repeated] == [
            (cast.key_entry, {date(2024, 4, 8): ["陈红"]})
        ]
        with pytest.raises(AskedBefore):
            ask(cast, cast.key_entry, again="another")
        ask(cast, cast.key_entry, cast.target_entry, again=mailing.mark)
    assert told(cast.clerk) == [2]
    assert Event.objects.order_by("pk").last().after["其中近日已催办过"] == ["重点工作任务第1项"]


def test_after_three_working_days_it_is_nothing_to_be_asked_about(cast):
    ask(cast, cast.key_entry)
    with clock.pin_clock(FRIDAY):
        ask(cast, cast.key_entry)
    assert told(cast.clerk) == [2]


def test_what_the_system_asked_for_counts_as_well(cast):
    send_due(government=cast.government, on=clock.today())
    with pytest.raises(AskedBefore) as refusal:
        ask(cast, cast.key_entry)
    assert [asked.days for _, asked in refusal.value.mailing.repeated] == [{date(2024, 4, 8): ["系统"]}]


def test_nobody_is_asked_for_the_same_twice_in_a_day_whatever_was_ticked(cast):
    ask(cast, cast.key_entry, to=[Role.CLERK])
    assert (
        why(cast, cast.key_entry, to=[Role.CLERK], again="any", by=cast.second_office)
        == "所选事项今天都已催办过，不再重复。"
    )
    with pytest.raises(AskedBefore) as refusal:
        ask(cast, cast.key_entry, cast.target_entry)
    sent = ask(cast, cast.key_entry, cast.target_entry, again=refusal.value.mailing.mark)
    assert [(one.recipient, len(one.lines)) for one in sent.messages] == [
        (cast.clerk, 1),
        (cast.unit_head, 2),
    ]


def test_the_system_does_not_repeat_what_the_office_asked_for_on_that_day(cast):
    ask(cast, cast.target_entry, cast.livelihood_entry, cast.key_entry, cast.other_entry)
    assert send_due(government=cast.government, on=clock.today()) == []


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_the_office_of_the_place_alone_asks(cast, who):
    with pytest.raises(Refused):
        ask(cast, cast.key_entry, by=cast.person(who))
    assert (Notice.objects.count(), Event.objects.count()) == (0, 0)


def test_an_entry_of_another_government_counts_for_nothing(cast):
    assert why(cast, cast.foreign_entry) == "请先勾选需要催办的事项。"


def test_a_hundred_units_take_a_fixed_number_of_queries_and_what_each_message_costs(cast, count_queries):
    """Three a message; the lock, what is gathered, and the trail's own besides."""

    def entries(number: int) -> list:
        units = [UnitFactory(government=cast.government) for _ in range(number)]
        for unit in units:
            UserFactory(government=cast.government, unit=unit, role=Role.CLERK)
        return [
            EntryFactory(task=TaskFactory(plan=cast.plan, edition__lead=[unit]), period=cast.period) for unit in units
        ]

    for number in (1, 20):
        chosen = entries(number)
        with count_queries(13 + 3 * number):
            ask(cast, *chosen)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_one_moment_one_sends_and_the_other_is_told():
    cast = make_cast()

    def send(user) -> None:
        with clock.pin_clock(MONDAY):
            ask(cast, cast.key_entry, by=user)

    answers = refusals_at_one_moment(lambda: send(cast.office), lambda: send(cast.second_office))
    assert sorted(answers) == ["", "所选事项今天都已催办过，不再重复。"]
    assert (told(cast.clerk, cast.unit_head), Event.objects.count()) == ([1, 1], 1)
