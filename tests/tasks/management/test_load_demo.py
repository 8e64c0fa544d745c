"""Tests that ``load_demo`` makes documents, accounts and a simulated year."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tasks.enums import (
    EntryState,
    Outcome,
    PeriodState,
    ReminderKind,
    RequestKind,
    RequestState,
    Role,
)
from tasks.management.demonstration.cast import ACCOUNTS
from tasks.models import (
    ChangeRequest,
    CoordinationReply,
    Event,
    Period,
    PlanChange,
    ProgressEntry,
    Reminder,
    User,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Returns what the command printed; runs once for the tests of this file and is rolled back after them."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


def passwords(printed: str) -> dict[str, str]:
    return dict(line.split()[:2] for line in printed.splitlines() if line.startswith("  "))


def states_of(number: int, **narrowed) -> Counter:
    entries = ProgressEntry.objects.filter(period__plan__year=2024, period__number=number, **narrowed)
    return Counter(entries.values_list("state", flat=True))


def test_the_documents_and_the_year_stand_after_one_command(demonstration):
    assert [
        (str(period), period.state, period.entries.count())
        for period in Period.objects.order_by("plan__year", "number")
    ] == [
        ("2021年上半年", PeriodState.ISSUED, 157),
        ("2022年上半年", PeriodState.ISSUED, 141),
        ("2022年全年", PeriodState.ISSUED, 126),
        ("2024年一季度", PeriodState.CLOSED, 144),
        ("2024年上半年", PeriodState.OPEN, 144),
        ("2024年前三季度", PeriodState.PLANNED, 0),
        ("2024年全年", PeriodState.PLANNED, 0),
    ]


def test_there_is_an_account_of_every_role():
    assert {account.role for account in ACCOUNTS} == set(Role)


def test_the_accounts_are_one_of_each_part(demonstration):
    assert [
        (user.username, user.role_label, user.unit and user.unit.name, user.must_change_password)
        for user in User.objects.filter(username__in=passwords(demonstration)).order_by("pk")
    ] == [
        ("tianbao", "填报员", "区住房城乡建委", False),
        ("tianbao2", "填报员", "区商务委", False),
        ("shenhe", "单位审核人", "区住房城乡建委", False),
        ("ducha", "督查办", None, False),
        ("ducha2", "督查办", None, False),
        ("lingdao", "区领导", None, False),
        ("guanli", "系统管理员", None, False),
        ("shenji", "审计员", None, False),
        ("quzhang", "政府主要领导", None, False),
        ("fuzeren", "督查办负责人", None, False),
        ("renda", "查阅", None, False),
    ]


def test_the_other_units_file_through_a_clerk_whom_no_password_lets_in(demonstration):
    others = User.objects.exclude(username__in=passwords(demonstration))
    assert {(user.role, user.has_usable_password()) for user in others} == {(Role.CLERK, False)}
    led = ProgressEntry.objects.filter(period__plan__year=2024).exclude(saved_by=None)
    assert all(entry.saved_by.unit_id for entry in led.select_related("saved_by"))


def test_the_first_quarter_is_accepted_and_judged(demonstration):
    assert states_of(1) == {EntryState.ACCEPTED: 144}
    outcomes = ProgressEntry.objects.filter(period__plan__year=2024, period__number=1).values_list(
        "judgement__outcome", flat=True
    )
    assert set(outcomes) == {Outcome.ON_TRACK, Outcome.EXPECTED, Outcome.LAGGING}


def test_the_half_year_is_partly_filed_and_nobody_is_judged_yet(demonstration):
    assert set(states_of(2)) == set(EntryState)
    assert not ProgressEntry.objects.filter(period__plan__year=2024, period__number=2, judgement__isnull=False)


@pytest.mark.parametrize("username", ["tianbao", "tianbao2"])
def test_the_units_of_the_accounts_meet_what_a_clerk_meets(demonstration, username):
    unit = User.objects.get(username=username).unit
    led = {"edition__responsibilities__unit": unit, "edition__responsibilities__role": "lead"}
    assert set(states_of(2, **led)) >= {EntryState.BLANK, EntryState.RETURNED, EntryState.ACCEPTED}


def test_the_leader_of_the_accounts_is_asked_for_coordination(demonstration):
    leader = User.objects.get(username="lingdao")
    asked = ProgressEntry.objects.filter(edition__leaderships__official=leader.official, needs_coordination=True)
    assert asked.exclude(state__in=(EntryState.BLANK, EntryState.DRAFT)).count() >= 2


def test_every_act_stands_in_the_trail_at_its_own_time(demonstration):
    moments = list(Event.objects.filter(kind__startswith="entry_").order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert (f"{moments[0]:%Y-%m}", f"{moments[-1]:%Y-%m}") == ("2024-03", "2024-07")


def test_the_printed_passwords_open_the_accounts_and_are_kept_nowhere_else(demonstration):
    printed = passwords(demonstration)
    users = User.objects.filter(username__in=printed)
    assert {user.username: user.check_password(printed[user.username]) for user in users} == (
        dict.fromkeys(printed, True)
    )
    assert len(set(printed.values())) == 11
    assert not any(word in str(list(Event.objects.values())) for word in printed.values())


def test_a_second_run_keeps_data_and_passwords(demonstration):
    events, hashes = Event.objects.count(), list(User.objects.values_list("password", flat=True))
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert out.getvalue() == ("演示数据和账号已在，未作改动；忘记密码可运行 manage.py load_demo --reset-passwords。\n")
    assert (Event.objects.count(), list(User.objects.values_list("password", flat=True))) == (events, hashes)


def test_new_passwords_on_request(demonstration):
    out = StringIO()
    call_command("load_demo", "--reset-passwords", stdout=out)
    renewed, former = passwords(out.getvalue()), passwords(demonstration)
    user = User.objects.get(username="ducha")
    assert list(renewed) == list(former)
    assert (user.check_password(renewed["ducha"]), user.check_password(former["ducha"])) == (True, False)


def test_two_requests_wait_and_one_was_granted(demonstration):
    requests = ChangeRequest.objects.order_by("pk").values_list("kind", "state")
    assert list(requests) == [
        (RequestKind.EXTEND_FILING, RequestState.GRANTED),
        (RequestKind.ADJUST_TEXT, RequestState.OPEN),
        (RequestKind.EXTEND_FILING, RequestState.OPEN),
    ]


def test_one_item_of_the_plan_was_corrected_on_a_basis(demonstration):
    change = PlanChange.objects.get()
    assert (change.since, change.basis, change.is_undone) == (2, "区政府第75次常务会议", False)
    assert list(change.after) == ["配合单位"]
    assert "区财政局" in change.after["配合单位"]
    assert "区财政局" not in change.before["配合单位"]


def test_people_were_reminded_by_the_timer_and_by_hand_and_this_mornings_notices_are_unread(demonstration):
    kinds = set(Reminder.objects.values_list("kind", flat=True))
    assert kinds == set(ReminderKind) - {
        ReminderKind.LAGGING_TWICE,
        ReminderKind.ESCALATED,
        ReminderKind.ENDED,
        ReminderKind.SIGN_OFF,
        # nobody has confirmed a deadline of its items
        ReminderKind.ITEM_DUE,
        ReminderKind.ITEM_OVERDUE,
    }
    clerk = User.objects.get(username="tianbao")
    assert [f"{notice.sent_at:%m-%d}" for notice in clerk.notices.filter(read_at=None)] == ["07-08"]


def test_the_leader_has_answered_one_of_those_who_asked(demonstration):
    assert CoordinationReply.objects.get().answered_by == User.objects.get(username="lingdao")
