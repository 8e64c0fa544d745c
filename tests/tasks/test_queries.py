"""Who sees what: the rows behind every list, page, export and download."""

from datetime import date

import pytest

from tasks.enums import ResponsibilityRole, Role, ViewerScope
from tasks.models import Government, Task, User
from tasks.queries import (
    select_user_units,
    select_visible_entries,
    select_visible_plans,
    select_visible_tasks,
)
from tests.acts import deputise
from tests.cast import (
    PEOPLE,
    EditionFactory,
    OfficialFactory,
    UnitFactory,
    UserFactory,
    name_units,
)

ALL = {"target", "livelihood", "key", "other_key"}
OF_THE_UNIT = {"target", "livelihood", "key"}

#: everybody of the cast → the tasks of the cast that they see
VISIBLE = {
    "clerk": OF_THE_UNIT,
    "unit_head": OF_THE_UNIT,
    "other_clerk": {"other_key"},
    "cooperating_clerk": OF_THE_UNIT,
    "office": ALL,
    "second_office": ALL,
    "leader": OF_THE_UNIT,
    "administrator": set(),
    "auditor": set(),
    "head": ALL,
    "office_head": ALL,
    "viewer": set(),
    "security": set(),
    "stranger": {"foreign_task"},
}
ENTRY_OF = {
    "target": "target_entry",
    "livelihood": "livelihood_entry",
    "key": "key_entry",
    "other_key": "other_entry",
    "foreign_task": "foreign_entry",
}


def test_the_table_speaks_of_everybody():
    assert set(VISIBLE) == {*PEOPLE, "stranger"}


@pytest.mark.parametrize("who", VISIBLE)
def test_a_person_sees_the_tasks_of_the_role(cast, who):
    assert set(select_visible_tasks(cast.person(who))) == {getattr(cast, name) for name in VISIBLE[who]}


@pytest.mark.parametrize("who", VISIBLE)
def test_a_person_sees_the_entries_of_those_tasks(cast, who):
    entries = {getattr(cast, ENTRY_OF[name]) for name in VISIBLE[who]}
    assert set(select_visible_entries(cast.person(who))) == entries


@pytest.mark.parametrize("who", PEOPLE)
def test_which_years_have_a_plan_is_no_secret_within_the_government(cast, who):
    assert list(select_visible_plans(cast.person(who))) == [cast.plan]


def test_the_plans_of_another_government_are_not_seen(cast):
    assert list(select_visible_plans(cast.stranger)) == [cast.foreign_task.plan]


def test_a_task_led_by_a_group_is_seen_by_its_members(cast):
    group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    town = UnitFactory(government=cast.government, name="东镇")
    group.members.add(town)
    name_units(cast.other_key.current, ResponsibilityRole.COOPERATE, [group])
    clerk = UserFactory(role=Role.CLERK, government=cast.government, unit=town)
    assert set(select_user_units(clerk)) == {town, group}
    assert list(select_visible_tasks(clerk)) == [cast.other_key]


def test_a_unit_of_an_earlier_edition_keeps_sight_of_what_it_filed(cast):
    cast.key.current = EditionFactory(task=cast.key, since=2, lead=[cast.other_unit])
    cast.key.save()
    assert set(select_visible_tasks(cast.clerk)) == {cast.target, cast.livelihood, cast.key}
    assert set(select_visible_tasks(cast.other_clerk)) == {cast.other_key, cast.key}


def test_a_task_named_twice_is_one_row(cast):
    """A unit that leads and cooperates, in two editions: the list does not repeat the task."""
    EditionFactory(task=cast.key, since=2, lead=[cast.lead_unit], cooperate=[cast.lead_unit])
    assert sorted(select_visible_tasks(cast.clerk), key=lambda task: task.pk) == sorted(
        Task.objects.filter(pk__in=[cast.target.pk, cast.livelihood.pk, cast.key.pk]),
        key=lambda task: task.pk,
    )


def test_a_deputy_sees_the_items_of_the_absent_leader_while_it_holds(cast, settings):
    deputy = deputise(cast, last=date(2024, 4, 2))
    assert set(select_visible_tasks(deputy)) == {cast.target, cast.livelihood, cast.key}
    settings.DUBAN_TODAY = date(2024, 4, 3)
    assert list(select_visible_tasks(User.objects.get(pk=deputy.pk))) == []


def test_a_viewer_sees_all_items_where_the_government_says_so(cast):
    Government.objects.filter(pk=cast.government.pk).update(viewer_scope=ViewerScope.ALL)
    viewer = User.objects.get(pk=cast.viewer.pk)
    assert set(select_visible_tasks(viewer)) == {getattr(cast, name) for name in ALL}


def test_another_leader_sees_nothing_of_these(cast):
    other = OfficialFactory(government=cast.government, name="刘芳")
    leader = UserFactory(role=Role.LEADER, government=cast.government, official=other)
    assert list(select_visible_tasks(leader)) == []
