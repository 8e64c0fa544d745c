"""Other leaders for an item from a period on."""

from datetime import date
from functools import partial

import pytest

from tasks.enums import EventKind, PeriodState
from tasks.filing.entry_guard import Conflict
from tasks.models import Event
from tasks.permissions import Refused
from tasks.plans.edition_content import add_leader, put_only_leader, replace_leader
from tasks.plans.leader_actions import assign_leaders
from tests.cast import EntryFactory, OfficialFactory, PeriodFactory, make_cast
from tests.together import refusals_at_one_moment

BASIS = "区政府领导分工调整的通知"


@pytest.fixture
def other(cast):
    return OfficialFactory(government=cast.government, name="李平")


def assign(cast, change, *, entry=None, seen=None, basis=BASIS, by=None):
    entry = entry or cast.key_entry
    seen = [cast.official.pk] if seen is None else seen
    return assign_leaders(entry=entry, seen=seen, change=change, basis=basis, by=by or cast.office)


def leaders(entry) -> list[str]:
    entry.refresh_from_db()
    return [one.official.name for one in entry.edition.leaderships.order_by("position")]


def test_a_leader_takes_anothers_place(cast, other):
    assign(cast, partial(replace_leader, former=cast.official.pk, successor=other.pk))
    cast.key.refresh_from_db()
    assert leaders(cast.key_entry) == ["李平"]
    assert (cast.key.current, cast.key.current.since) == (cast.key_entry.edition, 1)
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.period, event.before, event.after, event.reason) == (
        EventKind.TASK_LEADERS_ASSIGNED,
        cast.key_entry.pk,
        "2024年一季度",
        {"责任区领导": ["王明"]},
        {"责任区领导": ["李平"]},
        BASIS,
    )


@pytest.mark.parametrize(("change", "after"), [(add_leader, ["王明", "李平"]), (put_only_leader, ["李平"])])
def test_a_leader_comes_beside_or_instead(cast, other, change, after):
    assign(cast, partial(change, leader=other.pk))
    assert leaders(cast.key_entry) == after


def test_an_item_without_a_leader_gets_one(cast, other):
    assign(cast, partial(add_leader, leader=other.pk), entry=cast.other_entry, seen=[])
    assert leaders(cast.other_entry) == ["李平"]


def test_an_issued_period_keeps_its_leaders_and_takes_no_others(cast, other):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    half = PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    later = EntryFactory(task=cast.key, period=half)
    assign(cast, partial(put_only_leader, leader=other.pk), entry=later)
    assert (leaders(cast.key_entry), leaders(later)) == (["王明"], ["李平"])
    with pytest.raises(Refused, match="2024年一季度已印发，责任区领导不再改动；请切换到未印发的填报期办理"):
        assign(cast, partial(put_only_leader, leader=other.pk))


def test_a_colleagues_change_is_not_overwritten(cast, other):
    assign(cast, partial(add_leader, leader=other.pk), by=cast.second_office)
    with pytest.raises(Conflict, match="同事刚刚调整了该事项的责任区领导"):
        assign(cast, partial(put_only_leader, leader=other.pk))
    assert leaders(cast.key_entry) == ["王明", "李平"]


def test_nothing_is_changed_into_itself(cast, other):
    for change in (
        partial(add_leader, leader=cast.official.pk),
        partial(replace_leader, former=other.pk, successor=cast.official.pk),
    ):
        with pytest.raises(Refused, match="责任区领导没有变化"):
            assign(cast, change)
    assert (cast.key.editions.count(), Event.objects.count()) == (1, 0)


def test_a_change_rests_on_something(cast, other):
    with pytest.raises(Refused, match="请写明依据"):
        assign(cast, partial(put_only_leader, leader=other.pk), basis=" ")


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_nobody_but_this_governments_office_assigns(cast, other, who):
    with pytest.raises(Refused):
        assign(cast, partial(put_only_leader, leader=other.pk), by=cast.person(who))
    assert leaders(cast.key_entry) == ["王明"]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_one_moment_one_stands_and_the_other_is_told():
    cast = make_cast()
    new = {
        cast.office: OfficialFactory(government=cast.government, name="李平"),
        cast.second_office: OfficialFactory(government=cast.government, name="赵安"),
    }
    told = refusals_at_one_moment(
        *(
            partial(assign, cast, partial(put_only_leader, leader=leader.pk), by=officer)
            for officer, leader in new.items()
        )
    )
    assert sorted(told) == ["", "同事刚刚调整了该事项的责任区领导，请核对后再办理。"]
    assert (len(leaders(cast.key_entry)), Event.objects.count()) == (1, 1)
