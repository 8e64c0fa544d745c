"""The migration of 完成时限: a database of before is brought up to date and back, and no entered day is lost."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.tasks.models.test_triggers import triggers

BEFORE, AFTER = ("tasks", "0009_expected_on"), ("tasks", "0010_deadline_state")


def migrate(target: tuple[str, str]):
    """Brings the database to a migration and returns the models of that time."""
    executor = MigrationExecutor(connection)
    return executor.migrate([target]).apps


@pytest.fixture
def database_of_before(transactional_db):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE)
    finally:
        MigrationExecutor(connection).migrate(newest)


def test_a_day_that_somebody_has_entered_is_confirmed(database_of_before):
    models = database_of_before.get_model
    plan = models("tasks", "Plan").objects.create(
        government=models("tasks", "Government").objects.create(name="南山区人民政府"), year=2024, title="任务分解方案"
    )
    task = models("tasks", "Task").objects.create(plan=plan, kind="key", number=1)
    for since, day in ((0, None), (1, date(2024, 9, 30))):
        models("tasks", "Edition").objects.create(task=task, since=since, text="6月底前建成东湖公园", due_on=day)
    editions = migrate(AFTER).get_model("tasks", "Edition").objects.order_by("since")
    assert list(editions.values_list("due_on", "due_state")) == [(None, ""), (date(2024, 9, 30), "confirmed")]


def test_the_entries_keep_their_triggers_in_both_directions(database_of_before):
    before = triggers()
    migrate(AFTER)
    assert (triggers(), bool(before)) == (before, True)
