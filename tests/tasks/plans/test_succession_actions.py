"""继任: the successor answers for what is open, what is issued keeps the former name."""

from datetime import date

import pytest

from tasks.enums import EventKind, PeriodState, Role
from tasks.models import Event, Official
from tasks.permissions import Refused
from tasks.plans.succession_actions import succeed_official
from tasks.queries import select_visible_tasks
from tests.cast import (
    EntryFactory,
    OfficialFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UserFactory,
)

LEFT = date(2024, 3, 31)


@pytest.fixture
def next_leader(cast) -> Official:
    return OfficialFactory(government=cast.government, name="林涛", title="副区长")


def succeed(cast, successor, *, since=None, by=None, **more):
    return succeed_official(
        official=cast.official,
        successor=successor,
        since=since or cast.period,
        left_on=LEFT,
        by=by or cast.administrator,
        **more,
    )


def named(task) -> list[tuple[int, list[str]]]:
    """Lists since and leaders of each edition."""
    return [
        (edition.since, [each.official.name for each in edition.leaderships.order_by("position")])
        for edition in task.editions.order_by("since")
    ]


def test_every_open_item_names_the_successor_in_the_same_place(cast, next_leader):
    first = OfficialFactory(government=cast.government, name="赵军")
    task = TaskFactory(plan=cast.plan, edition__leaders=[first, cast.official], edition__lead=[cast.lead_unit])
    done = succeed(cast, next_leader)
    assert (done.successors, done.items) == ((next_leader,), 4)
    assert named(cast.key) == [(0, ["王明"]), (1, ["林涛"])]
    assert named(task) == [(0, ["赵军", "王明"]), (1, ["赵军", "林涛"])]
    assert named(cast.other_key) == [(0, [])]
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.edition.since == 1


def test_the_one_who_leaves_is_kept_with_day_and_successor(cast, next_leader):
    succeed(cast, next_leader)
    cast.official.refresh_from_db()
    assert (cast.official.is_active, cast.official.left_on, cast.official.successor) == (
        False,
        LEFT,
        next_leader,
    )
    event = Event.objects.get()
    assert (event.kind, event.subject, event.before, event.after) == (
        EventKind.OFFICIAL_SUCCEEDED,
        "王明",
        {"责任区领导": "王明"},
        {"接任领导": "林涛", "离任日期": "2024-03-31", "自何期起": "2024年一季度", "事项": 3},
    )


def test_an_issued_period_and_those_before_the_chosen_one_keep_the_former_name(cast, next_leader):
    second = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.ISSUED)
    third = PeriodFactory(plan=cast.plan, number=3)
    entries = [EntryFactory(task=cast.key, period=period) for period in (second, third)]
    succeed(cast, next_leader, since=third)
    assert named(cast.key) == [(0, ["王明"]), (3, ["林涛"])]
    for entry in entries:
        entry.refresh_from_db()
    assert [entry.edition.since for entry in (cast.key_entry, *entries)] == [0, 0, 3]


def test_a_later_years_plan_follows_and_an_earlier_one_stays(cast, next_leader):
    later, earlier = (PlanFactory(government=cast.government, year=year) for year in (2025, 2023))
    PeriodFactory(plan=earlier, number=4)
    tasks = [TaskFactory(plan=plan, number=1, edition__leaders=[cast.official]) for plan in (later, earlier)]
    succeed(cast, next_leader)
    assert [named(task) for task in tasks] == [[(0, ["王明"]), (1, ["林涛"])], [(0, ["王明"])]]


def test_a_successor_who_is_not_registered_yet_is_registered(cast):
    done = succeed(cast, " 林　涛 ", title="副区长")
    assert [(one.name, one.title, one.is_active) for one in done.successors] == [("林涛", "副区长", True)]


def test_the_successor_sees_the_items_and_the_former_leader_what_was_his(cast, next_leader):
    person = UserFactory(role=Role.LEADER, government=cast.government, official=next_leader)
    succeed(cast, next_leader)
    its_own = {cast.target, cast.livelihood, cast.key}
    assert set(select_visible_tasks(person)) == set(select_visible_tasks(cast.leader)) == its_own


@pytest.mark.parametrize("ticked", [True, False])
def test_the_account_ends_only_when_ticked(cast, next_leader, ticked):
    done = succeed(cast, next_leader, disable_accounts=ticked)
    cast.leader.refresh_from_db()
    assert (cast.leader.is_active, done.people) == (not ticked, ("wangming",) if ticked else ())
    assert Event.objects.get().after.get("停用账号") == (["wangming"] if ticked else None)


def test_a_leader_leaves_once(cast, next_leader):
    succeed(cast, next_leader)
    with pytest.raises(Refused, match="王明已由林涛接任"):
        succeed(cast, OfficialFactory(government=cast.government))


@pytest.mark.parametrize("case", ["himself", "left", "foreign", "known name", "issued", "to come"])
def test_what_cannot_be_is_refused_and_nothing_changes(cast, next_leader, case):
    if case == "left":
        next_leader.is_active = False
        next_leader.save()
    if case == "issued":
        cast.period.state = PeriodState.ISSUED
        cast.period.save()
    foreign = OfficialFactory(name="邻区领导")
    successor = {"himself": cast.official, "foreign": foreign, "known name": "林涛"}.get(case, next_leader)
    left_on = date(2024, 4, 3) if case == "to come" else LEFT
    why = {
        "himself": "另一位在任的区领导",
        "left": "另一位在任的区领导",
        "foreign": "只能选择本辖区的区领导",
        "known name": "“林涛”已登记为区领导，请直接选择",
        "issued": "2024年一季度已印发，请从以后的填报期起调整",
        "to come": "离任日期不能晚于今天",
    }[case]
    with pytest.raises(Refused, match=why):
        succeed_official(
            official=cast.official,
            successor=successor,
            since=cast.period,
            left_on=left_on,
            by=cast.administrator,
        )
    cast.official.refresh_from_db()
    assert (cast.official.is_active, named(cast.key), Event.objects.count()) == (True, [(0, ["王明"])], 0)


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "auditor", "stranger", "outside_administrator"])
def test_only_the_office_and_the_administrator_of_this_government(cast, next_leader, who):
    with pytest.raises(Refused, match="不能进行此项操作"):
        succeed(cast, next_leader, by=cast.person(who))


def test_many_items_take_no_more_queries_than_a_few(cast, next_leader, django_assert_num_queries):
    for _ in range(20):
        task = TaskFactory(plan=cast.plan, edition__leaders=[cast.official])
        EntryFactory(task=task, period=cast.period)
    with django_assert_num_queries(27):
        succeed(cast, next_leader)
