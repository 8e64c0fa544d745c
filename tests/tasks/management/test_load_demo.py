"""Tests that ``load_demo`` makes documents, accounts and a simulated year."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet

from tasks.assessing.lagging import SignalCode
from tasks.assessing.milestones import map_tasks_to_milestones
from tasks.assessing.self_ratings import is_rated_otherwise, read_filed_rating
from tasks.continuing.carry_overs import CarryOver
from tasks.enums import (
    WARNED,
    DeadlineState,
    DocumentLevel,
    EndingKind,
    EntryState,
    Outcome,
    PeriodState,
    ReceiptState,
    ReminderKind,
    RequestKind,
    RequestState,
    Role,
    SelfRating,
    Standing,
    TaskKind,
)
from tasks.management.demonstration.cast import ACCOUNTS
from tasks.models import (
    ChangeRequest,
    CoordinationReply,
    Ending,
    Event,
    Government,
    Official,
    Period,
    Plan,
    PlanChange,
    PlanDocument,
    ProgressEntry,
    Receipt,
    Reminder,
    Task,
    TaskContinuation,
    User,
)
from tasks.organisation.groups import list_groups
from tasks.plans.due_items import filter_unfinished
from tasks.plans.same_items import build_same_items, list_same_tasks
from tasks.starting.start_list import StartList

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
        # ten came with the second list, one was suspended
        ("2024年上半年", PeriodState.OPEN, 153),
        ("2024年前三季度", PeriodState.PLANNED, 0),
        ("2024年全年", PeriodState.PLANNED, 0),
    ]


def test_it_is_marked_and_nothing_is_left_to_start(demonstration):
    government = Government.objects.get()
    assert (government.is_demonstration, StartList(government, 2024).is_done) == (True, True)


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
        ("anquan", "安全管理员", None, False),
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


def test_the_half_year_is_partly_filed_and_only_what_was_done_before_is_judged(demonstration):
    assert set(states_of(2)) == set(EntryState)
    judged = list_half_year().filter(judgement__isnull=False)
    assert [(str(entry.task), entry.judgement.outcome, entry.is_automatic) for entry in judged] == [
        ("重点工作任务第93项", Outcome.REACHED, True)
    ]


@pytest.mark.parametrize("username", ["tianbao", "tianbao2"])
def test_the_units_of_the_accounts_meet_what_a_clerk_meets(demonstration, username):
    unit = User.objects.get(username=username).unit
    led = {"edition__responsibilities__unit": unit, "edition__responsibilities__role": "lead"}
    assert set(states_of(2, **led)) >= {EntryState.BLANK, EntryState.RETURNED, EntryState.ACCEPTED}


def test_the_leader_of_the_accounts_is_asked_for_coordination(demonstration):
    leader = User.objects.get(username="lingdao")
    asked = ProgressEntry.objects.filter(edition__leaderships__official=leader.official, needs_coordination=True)
    assert asked.exclude(state__in=(EntryState.BLANK, EntryState.DRAFT)).count() >= 2


def find_item(kind: TaskKind, number: int) -> ProgressEntry:
    return list_half_year().get(task__kind=kind, task__number=number)


def list_half_year() -> QuerySet[ProgressEntry]:
    entries = ProgressEntry.objects.filter(period__plan__year=2024, period__number=2)
    return entries.select_related("period", "task", "edition", "judgement", "returned_revision")


def test_the_livelihood_projects_came_weeks_later_as_a_list_that_says_it_is_invented(demonstration):
    document = PlanDocument.objects.get()
    assert (document.document_number, f"{document.issued_on}", document.level) == (
        "演示〔2024〕1号",
        "2024-04-18",
        DocumentLevel.DISTRICT,
    )
    assert "演示编写" in document.title
    assert document.tasks.filter(kind=TaskKind.LIVELIHOOD).count() == document.tasks.count() == 10
    assert not ProgressEntry.objects.filter(period__plan__year=2024, period__number=1, task__document=document)
    assert not Receipt.objects.filter(task__document=document).exclude(state=ReceiptState.RECEIVED)
    assert {task.receipts.count() for task in document.tasks.all()} == {1}


def test_two_items_of_the_list_ask_for_more_than_the_plan_does(demonstration):
    office = User.objects.get(username="ducha")
    linked = Task.objects.exclude(same_as=None).order_by("number")
    said = [
        demand
        for task in linked
        for same in build_same_items(
            list_same_tasks(task, office), task.indicators.all(), task.same_as.indicators.all()
        )
        for demand in same.demands
    ]
    assert [(str(task), str(task.same_as)) for task in linked] == [
        ("民生实事第1项", "重点工作任务第105项"),
        ("民生实事第6项", "重点工作任务第107项"),
    ]
    assert [demand.rpartition("，")[2] for demand in said] == ["以达到32家为准。", "以达到760个为准。"]


def test_one_item_was_done_in_may_and_its_unit_is_not_asked_again(demonstration):
    entry = find_item(TaskKind.KEY, 93)
    assert (f"{entry.task.ending.on}", entry.task.ending.kind, entry.revision) == ("2024-05-20", EndingKind.DONE, 0)
    assert entry.published_text == "龙泉村、新发村乡村会客厅已于5月20日通过验收，全部建成开放。"
    assert not Reminder.objects.filter(entry=entry)


def test_one_item_was_suspended_by_a_meeting_and_has_no_entry_since(demonstration):
    end = Ending.objects.get(kind=EndingKind.SUSPENDED)
    assert (str(end.task), end.basis, f"{end.on}") == (
        "重点工作任务第36项",
        "区政府专题会议（2024年第5次）",
        "2024-05-28",
    )
    assert list(end.task.entries.values_list("period__number", flat=True)) == [1]


def test_six_items_are_marked_because_their_day_has_passed_and_two_were_done_by_it(demonstration):
    """Of 重点工作任务第106项 nothing is told that its target could be held against."""
    office = User.objects.get(username="ducha")
    late = filter_unfinished(office, list_half_year()).order_by("edition__due_on", "task__kind", "task__number")
    assert [(f"{entry.edition.due_on:%m-%d}", str(entry.task), entry.standing) for entry in late] == [
        ("03-31", "重点工作任务第70项", Standing.LAGGING),
        ("05-31", "重点工作任务第16项", Standing.LAGGING),
        ("06-30", "重点工作任务第22项", Standing.LAGGING),
        ("06-30", "重点工作任务第106项", Standing.WATCH),
        ("06-30", "重点工作任务第121项", Standing.LAGGING),
        ("06-30", "民生实事第8项", Standing.LAGGING),
    ]
    done = [find_item(TaskKind.KEY, 39), find_item(TaskKind.LIVELIHOOD, 7)]
    assert [(f"{entry.edition.due_on}", entry.standing, entry.signals) for entry in done] == [
        ("2024-06-30", Standing.NORMAL, [])
    ] * 2


def test_of_the_other_items_the_rules_flag_at_most_a_third(demonstration):
    others = [entry for entry in list_half_year() if not entry.has_signal(SignalCode.OVERDUE)]
    flagged = [entry for entry in others if entry.standing in WARNED]
    assert len(flagged) / len(others) < 1 / 3


def test_most_deadlines_are_confirmed_and_some_are_left_for_the_page(demonstration):
    tasks = Task.objects.filter(plan__year=2024, current__due_on__isnull=False)
    assert Counter(tasks.values_list("current__due_state", flat=True)) == {
        DeadlineState.CONFIRMED: 17,
        DeadlineState.PROPOSED: 3,
    }


def test_milestones_are_reached_missed_and_still_to_come(demonstration):
    office, today = User.objects.get(username="ducha"), date(2024, 7, 8)
    tasks = Task.objects.filter(milestones__isnull=False).distinct().order_by("number")
    marks = map_tasks_to_milestones(tasks, office, today)
    assert {task.number: "".join(mark.token[0] for mark in marks[task.pk]) for task in tasks} == {
        12: "ln",
        39: "oo",
        50: "ln",
        86: "on",
        114: "onn",
        125: "oon",
    }
    assert [mark.note for mark in marks[tasks.get(number=114).pk]] == ["，单位自填，待督查办核定"] * 3


def test_units_rate_their_own_items_and_not_always_as_the_rules_do(demonstration):
    assert Government.objects.get().asks_self_rating
    filed = [entry for entry in list_half_year() if read_filed_rating(entry)]
    assert {entry.self_rating for entry in filed} == set(SelfRating)
    assert 10 <= sum(is_rated_otherwise(entry) for entry in filed) <= len(filed) / 3


def test_the_leaders_have_titles_and_an_order_and_one_acts_for_another(demonstration):
    officials = list(Official.objects.exclude(title=""))
    assert [official.rank for official in officials] == list(range(1, 10))
    assert {official.title for official in officials} == {"常务副区长", "副区长"}
    leader = User.objects.get(username="lingdao").official
    assert [official.deputy_days for official in officials if official.is_deputised(date(2024, 7, 8))] == [
        f"{leader}（2024年7月5日至2024年7月12日）"
    ]
    assert leader == officials[0]


def test_every_group_whose_name_says_a_kind_has_members_and_no_other(demonstration):
    groups = list_groups(Government.objects.get())
    assert Counter((bool(group.members), bool(group.proposed)) for group in groups) == {
        (True, True): 17,
        (False, False): 26,
    }


def test_the_sign_off_is_left_to_be_turned_on(demonstration):
    assert not Government.objects.get().requires_sign_off


def test_every_act_stands_in_the_trail_at_its_own_time(demonstration):
    moments = list(Event.objects.filter(kind__startswith="entry_").order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert (f"{moments[0]:%Y-%m}", f"{moments[-1]:%Y-%m}") == ("2024-03", "2024-07")


def test_who_has_acted_has_signed_in_and_posts_fit_the_units(demonstration):
    acted = set(Event.objects.filter(actor_id__isnull=False).values_list("actor_id", flat=True))
    assert not User.objects.filter(pk__in=acted, last_login=None).exists()
    posts = Receipt.objects.exclude(in_charge_post="").values_list("unit__name", "in_charge_post")
    assert {post for unit, post in posts if unit.endswith("委")} == {"主任", "副主任"}


def test_what_units_ask_their_leaders_for_differs_with_the_item(demonstration):
    asked = Counter(list_half_year().exclude(coordination="").values_list("coordination", flat=True))
    assert len(asked) >= 4


def test_the_printed_passwords_open_the_accounts_and_are_kept_nowhere_else(demonstration):
    printed = passwords(demonstration)
    users = User.objects.filter(username__in=printed)
    assert {user.username: user.check_password(printed[user.username]) for user in users} == (
        dict.fromkeys(printed, True)
    )
    assert len(set(printed.values())) == 12
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


def test_a_unit_that_the_plan_forgot_was_named_on_a_basis(demonstration):
    change = PlanChange.objects.get(since=2)
    assert (change.since, change.basis, change.is_undone) == (2, "区政府第75次常务会议", False)
    assert list(change.after) == ["配合单位"]
    assert "区财政局" in change.after["配合单位"]
    assert "区财政局" not in change.before["配合单位"]


def test_people_were_reminded_by_the_timer_and_by_hand_and_this_mornings_notices_are_unread(demonstration):
    kinds = set(Reminder.objects.values_list("kind", flat=True))
    assert kinds == set(ReminderKind) - {
        ReminderKind.LAGGING_TWICE,
        ReminderKind.ESCALATED,
        ReminderKind.SIGN_OFF,
        ReminderKind.OBJECTION,
        ReminderKind.ISSUED,
        ReminderKind.JOB,
    }
    clerk = User.objects.get(username="tianbao")
    assert [f"{notice.sent_at:%m-%d}" for notice in clerk.notices.filter(read_at=None)] == ["07-08"]


def test_the_leader_has_answered_one_of_those_who_asked(demonstration):
    assert CoordinationReply.objects.get().answered_by == User.objects.get(username="lingdao")


def test_items_of_two_years_are_joined_one_is_dropped_and_some_are_undecided(demonstration):
    known = CarryOver(Plan.objects.get(year=2024))
    states = [(len(one.successors), one.discontinuation is not None) for one in known.items.values()]
    assert Counter(states) == {(0, False): 9, (1, False): 1, (0, True): 1}
    assert TaskContinuation.objects.count() == 11
