"""The migration of 节点, 自评 and the reminders of items' own days: a database of before loses nothing."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.tasks.models.test_deadline_state import migrate
from tests.tasks.models.test_triggers import triggers

BEFORE, AFTER = ("tasks", "0016_roles_and_sign_off"), ("tasks", "0017_milestones_and_self_rating")


@pytest.fixture
def database_of_yesterday(transactional_db):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE)
    finally:
        MigrationExecutor(connection).migrate(newest)


def test_what_was_filed_stays_and_has_neither_ticks_nor_a_rating(database_of_yesterday):
    models = database_of_yesterday.get_model
    plan = models("tasks", "Plan").objects.create(
        government=models("tasks", "Government").objects.create(name="南山区人民政府"), year=2024, title="任务分解方案"
    )
    task = models("tasks", "Task").objects.create(plan=plan, kind="key", number=1)
    edition = models("tasks", "Edition").objects.create(task=task, since=0, text="建成东湖公园")
    period = models("tasks", "Period").objects.create(
        plan=plan, number=1, opens_on=date(2024, 3, 21), due_on=date(2024, 4, 5), state="open"
    )
    models("tasks", "ProgressEntry").objects.create(
        task=task, period=period, edition=edition, number=1, state="accepted", text="完成绿化。"
    )
    entry = migrate(AFTER).get_model("tasks", "ProgressEntry").objects.get()
    assert (entry.text, entry.self_rating, entry.milestones_done) == ("完成绿化。", "", [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({"overdue_after": 2}, {"overdue_after": 2}),
        ({"kinds": ["opened", "due"]}, {"kinds": ["opened", "due", "item_due", "item_overdue"]}),
        # who has switched all off is told nothing
        ({"kinds": []}, {"kinds": []}),
    ],
)
def test_who_has_chosen_among_the_reminders_gets_the_new_ones(database_of_yesterday, before, after):
    governments = database_of_yesterday.get_model("tasks", "Government").objects
    governments.create(name="南山区人民政府", reminder_rules=before)
    migrated = migrate(AFTER).get_model("tasks", "Government").objects.get()
    assert (migrated.reminder_rules, migrated.asks_self_rating) == (after, False)


def test_the_entries_keep_their_triggers(database_of_yesterday):
    before = triggers()
    migrate(AFTER)
    assert (triggers(), bool(before)) == (before, True)
