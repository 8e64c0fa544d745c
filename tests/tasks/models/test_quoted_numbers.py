"""The migration of 位次, 另一口径 and 上级目标: what the texts of a database of before say becomes columns."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.tasks.models.test_deadline_state import migrate

BEFORE, AFTER = ("tasks", "0017_milestones_and_self_rating"), ("tasks", "0018_quoted_numbers")
WORDING = "一般公共预算收入89亿元（市级下达70亿元）"
NOW = "一般公共预算收入25亿元，总量居全市第3位（并列），剔除一次性因素后24亿元。"
RETURNED = "一般公共预算收入22亿元，总量居全市第5位。"
NUMBERS = ("rank_scope", "rank_place", "rank_of", "rank_shared", "second_value", "second_basis")


@pytest.fixture
def database_of_before(transactional_db):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE)
    finally:
        MigrationExecutor(connection).migrate(newest)


def make_returned_entry(models) -> None:
    """An entry that was returned and written anew, with one confirmed indicator and its reading."""
    government = models("tasks", "Government").objects.create(name="南山区人民政府")
    plan = models("tasks", "Plan").objects.create(government=government, year=2024, title="任务分解方案")
    task = models("tasks", "Task").objects.create(plan=plan, kind="key", number=1)
    edition = models("tasks", "Edition").objects.create(task=task, since=0, text=WORDING)
    task.current = edition
    task.save()
    indicator = models("tasks", "Indicator").objects.create(
        task=task, position=1, measure="一般公共预算收入", comparison="=", value=89, unit="亿元", kind="cumulative",
        start=8, end=12, state="confirmed",
    )  # fmt: skip
    period = models("tasks", "Period").objects.create(
        plan=plan, number=1, opens_on=date(2024, 3, 1), due_on=date(2024, 3, 31), state="open"
    )
    entry = models("tasks", "ProgressEntry").objects.create(
        period=period,
        task=task,
        edition=edition,
        number=1,
        state="returned",
        return_reason="核对",
        revision=3,
        text=NOW,
    )
    entry.returned_revision = models("tasks", "EntryRevision").objects.create(
        entry=entry, number=2, state="submitted", text=RETURNED, saved_at=datetime(2024, 3, 9, tzinfo=UTC),
        readings=[{"指标": "一般公共预算收入", "完成值": "22", "单位": "亿元"}],
    )  # fmt: skip
    entry.save()
    models("tasks", "Reading").objects.create(entry=entry, indicator=indicator, value=25)


def test_readings_indicators_and_the_returned_revision_get_what_their_texts_say(database_of_before):
    make_returned_entry(database_of_before.get_model)
    models = migrate(AFTER).get_model
    assert models("tasks", "Indicator").objects.values_list("upper_level", "upper_value").get() == (
        "city",
        Decimal(70),
    )
    assert models("tasks", "Reading").objects.values_list("value", *NUMBERS).get() == (
        Decimal(25), "全市", 3, None, True, Decimal(24), "剔除一次性因素后",
    )  # fmt: skip
    assert models("tasks", "EntryRevision").objects.get().readings == [
        {"指标": "一般公共预算收入", "完成值": "22", "单位": "亿元", "位次范围": "全市", "位次": 5}
    ]
