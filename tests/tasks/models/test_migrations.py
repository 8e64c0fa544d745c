"""The migrations that change rows: a database of before loses nothing on the way up.

The way down and up takes seconds, so it is gone once: each step adds rows to the database of its time, migrates it, and
keeps what the tests ask.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.frozen import lifted
from tests.tasks.models.test_triggers import triggers

pytestmark = pytest.mark.database

WORDING = "一般公共预算收入89亿元（市级下达70亿元）"
NOW = "一般公共预算收入25亿元，总量居全市第3位（并列），剔除一次性因素后24亿元。"
RETURNED = "一般公共预算收入22亿元，总量居全市第5位。"
NUMBERS = ("rank_scope", "rank_place", "rank_of", "rank_shared", "second_value", "second_basis")
#: 提醒规则 of a government before 节点, and after: who has chosen among the reminders gets the new ones
REMINDER_RULES = {
    "没有设置": ({}, {}),
    "只改天数": ({"overdue_after": 2}, {"overdue_after": 2}),
    "选了两种": ({"kinds": ["opened", "due"]}, {"kinds": ["opened", "due", "item_due", "item_overdue"]}),
    "全部关闭": ({"kinds": []}, {"kinds": []}),
}


#: what of the demonstration of yesterday stands otherwise → whether the government is marked as it
DEMONSTRATIONS = {
    "made by load_demo": ({}, True),
    "of another name": ({"name": "示范区人民政府"}, False),
    "begun with a document of its own": ({"first": "本区2024年目标任务.docx"}, False),
    "imported by a person": ({"by": 7}, False),
    "without its accounts": ({"accounts": ("guanli",)}, False),
}


def migrate(name: str):
    """Brings the database to a migration of ``tasks`` and returns the apps of that time."""
    MigrationExecutor(connection).migrate([("tasks", name)])
    # read anew: what the executor returns after several migrations mixes models of different times
    return MigrationExecutor(connection).loader.project_state([("tasks", name)]).apps


def migrate_models(name: str):
    """Brings the database to a migration; what it returns gives the models of that time by their names."""
    return partial(migrate(name).get_model, "tasks")


def add_task(models, government: str, text: str):
    """Adds a plan with one item, as every database knows them; returns the item and its wording."""
    home = models("Government").objects.create(name=government)
    plan = models("Plan").objects.create(government=home, year=2024, title="任务分解方案")
    task = models("Task").objects.create(plan=plan, kind="key", number=1)
    return task, models("Edition").objects.create(task=task, since=0, text=text)


def add_entry(models, task, edition, **values):
    period = models("Period").objects.create(
        plan=task.plan, number=1, opens_on=date(2024, 3, 21), due_on=date(2024, 4, 5), state="open"
    )
    return models("ProgressEntry").objects.create(task=task, period=period, edition=edition, number=1, **values)


def go_up_to_deadline_states() -> dict[str, Any]:
    models, before = migrate_models("0009_expected_on"), triggers()
    task, _ = add_task(models, "完成时限人民政府", "6月底前建成东湖公园")
    models("Edition").objects.create(task=task, since=1, text="建成东湖公园", due_on=date(2024, 9, 30))
    models = migrate_models("0010_deadline_state")
    editions = models("Edition").objects.filter(task_id=task.pk).order_by("since")
    return {
        "deadlines": list(editions.values_list("due_on", "due_state")),
        "triggers of deadlines": (before, triggers()),
    }


def go_up_to_milestones() -> dict[str, Any]:
    models, before = migrate_models("0016_roles_and_sign_off"), triggers()
    task, edition = add_task(models, "节点人民政府", "建成东湖公园")
    entry = add_entry(models, task, edition, state="accepted", text="完成绿化。")
    for name, (rules, _) in REMINDER_RULES.items():
        models("Government").objects.create(name=name, reminder_rules=rules)
    models = migrate_models("0017_milestones_and_self_rating")
    chosen = models("Government").objects.filter(name__in=REMINDER_RULES)
    return {
        "entry": models("ProgressEntry").objects.values_list("text", "self_rating", "milestones_done").get(pk=entry.pk),
        "reminder rules": {each.name: (each.reminder_rules, each.asks_self_rating) for each in chosen},
        "triggers of milestones": (before, triggers()),
    }


def go_up_to_quoted_numbers() -> dict[str, Any]:
    """Adds an entry that was returned and written anew, with one confirmed indicator and its reading."""
    models = migrate_models("0017_milestones_and_self_rating")
    task, edition = add_task(models, "位次人民政府", WORDING)
    models("Task").objects.filter(pk=task.pk).update(current=edition)
    indicator = models("Indicator").objects.create(
        task=task, position=1, measure="一般公共预算收入", comparison="=", value=89, unit="亿元", kind="cumulative",
        start=8, end=12, state="confirmed",
    )  # fmt: skip
    entry = add_entry(models, task, edition, state="returned", return_reason="核对", revision=3, text=NOW)
    entry.returned_revision = models("EntryRevision").objects.create(
        entry=entry, number=2, state="submitted", text=RETURNED, saved_at=datetime(2024, 3, 9, tzinfo=UTC),
        readings=[{"指标": "一般公共预算收入", "完成值": "22", "单位": "亿元"}],
    )  # fmt: skip
    entry.save()
    models("Reading").objects.create(entry=entry, indicator=indicator, value=25)
    models = migrate_models("0018_quoted_numbers")
    return {
        "indicator": models("Indicator").objects.values_list("upper_level", "upper_value").get(pk=indicator.pk),
        "reading": models("Reading").objects.values_list("value", *NUMBERS).get(entry_id=entry.pk),
        "returned readings": models("EntryRevision").objects.get(entry_id=entry.pk).readings,
    }


def add_demonstration(
    models,
    *,
    name: str = "重庆市沙坪坝区人民政府",
    first: str = "2021年上半年推进情况报告.docx",
    by: int | None = None,
    accounts=("tianbao", "ducha", "lingdao", "guanli"),
):
    government = models("Government").objects.create(name=name)
    for file in (first, "2021年上半年推进情况报告.docx"):
        models("Event").objects.create(
            at=timezone.now(), kind="document_imported", government_id=government.pk, actor_id=by, actor_name="系统",
            subject_type="plan", subject="2021年", after={"文件": file},
        )  # fmt: skip
    for username in accounts:
        models("User").objects.create(username=username, name=username, role="administrator", government=government)
    return government


def go_up_to_demonstration_mark() -> dict[str, Any]:
    """Marks a demonstration of each kind apart, since no two governments have one name."""
    migration = "0022_setup_key_and_demonstration"
    apps, marked = migrate(migration), {}
    mark_the_demonstration = import_module(f"tasks.migrations.{migration}").mark_the_demonstration
    for case, (made, _) in DEMONSTRATIONS.items():
        with transaction.atomic():
            government = add_demonstration(partial(apps.get_model, "tasks"), **made)
            mark_the_demonstration(apps, None)
            government.refresh_from_db()
            marked[case] = (government.is_demonstration, government.short_name, government.office_name)
            transaction.set_rollback(True)
    return {"demonstrations": marked}


def go_up_to_signing_on() -> dict[str, Any]:
    models = migrate_models("0022_setup_key_and_demonstration")
    government = models("Government").objects.create(name="登录人民政府")
    for username, has_to_change in (("自己设的", False), ("发给的", True)):
        models("User").objects.create(
            username=username, name="甲", role="office", government=government, must_change_password=has_to_change
        )
    users = migrate_models("0023_signing_on")("User").objects.filter(government_id=government.pk)
    return {"passwords set": {user.username: user.password_set_at is not None for user in users}}


def go_up_to_bounded_days() -> dict[str, Any]:
    """Adds a period that is due ten thousand years after, and a publication of a slip of the year."""
    models, before = migrate_models("0025_separate_administrators"), triggers()
    task, edition = add_task(models, "日期人民政府", "建成东湖公园")
    entry = add_entry(models, task, edition, due_on=date(2024, 4, 20))
    models("Period").objects.filter(pk=entry.period_id).update(due_on=date(9999, 12, 31))
    person = models("User").objects.create(
        username="日期", name="甲", role="office", government_id=task.plan.government_id
    )
    models("Publication").objects.create(
        period_id=entry.period_id, revision=1, title="报告", approved_by_name="乙", approved_on=date(202, 4, 1),
        issued_at=timezone.now(), issued_by=person, data={},
    )  # fmt: skip
    models = migrate_models("0026_bounded_days")
    rows = (
        models("Event")
        .objects.filter(kind="date_bounded", government_id=task.plan.government_id)
        .order_by("subject_type")
    )
    return {
        "bounded": (
            models("Period").objects.get(pk=entry.period_id).due_on,
            models("Publication").objects.get(period_id=entry.period_id).approved_on,
            models("ProgressEntry").objects.get(pk=entry.pk).due_on,
        ),
        "rows of bounded days": list(rows.values_list("subject_type", "before", "after")),
        "triggers of bounded days": (before, triggers()),
    }


def go_up_to_item_kinds() -> dict[str, Any]:
    """Adds an item of each nature and a judgement, as a database of before the kinds holds them."""
    models, before = migrate_models("0038_conversion_jobs"), triggers()
    task, edition = add_task(models, "类别人民政府", "建成东湖公园")
    entry = add_entry(models, task, edition)
    judged = models("Judgement").objects.create(entry=entry, outcome="on_track", judged_at=timezone.now())
    for number, nature in enumerate(("target", "livelihood"), start=2):
        models("Task").objects.create(plan=task.plan, kind=nature, number=number)
    models = migrate_models("0041_item_kinds")
    tasks = models("Task").objects.filter(plan_id=task.plan_id).order_by("item_kind__place")
    return {
        "kinds": list(tasks.values_list("item_kind__name", "kind", "number")),
        "judged": models("Judgement").objects.values_list("outcome", "word", "token").get(pk=judged.pk),
        "triggers of kinds": (before, triggers()),
    }


def go_up_to_rhythms() -> dict[str, Any]:
    """Adds a plan with its four periods, an item that ended after the last of them, and a wording of the last."""
    models, before = migrate_models("0038_conversion_jobs"), triggers()
    task, edition = add_task(models, "填报节奏人民政府", "建成东湖公园")
    entry = add_entry(models, task, edition, state="accepted", text="完成绿化。")
    for number in (2, 3, 4):
        models("Period").objects.create(
            plan_id=task.plan_id, number=number, opens_on=date(2024, 12, 1), due_on=date(2024, 12, 31), state="planned"
        )
    models("Edition").objects.create(task=task, since=4, text="建成东湖公园和西湖公园")
    models = migrate_models("0039_rhythm_of_a_plan")
    plan = models("Plan").objects.get(pk=task.plan_id)
    models("Period").objects.create(
        plan=plan, number=12, opens_on=date(2024, 12, 1), due_on=date(2024, 12, 31), state="planned"
    )
    return {
        "rhythms": [(each.first_month, each.period_ends, each.period_labels) for each in (plan, plan.government)],
        "periods": list(plan.periods.order_by("number").values_list("number", flat=True)),
        "editions": list(
            models("Edition").objects.filter(task_id=task.pk).order_by("since").values_list("since", "text")
        ),
        "filed": models("ProgressEntry").objects.get(pk=entry.pk).text,
        "triggers of rhythms": (before, triggers()),
    }


def go_up_to_period_targets() -> dict[str, Any]:
    """Adds indicators with and without targets of quarters, in a plan of the calendar year and in one from September."""
    models = migrate_models("0038_conversion_jobs")
    tasks = {first: add_task(models, f"分期目标{first}月政府", "新建公园40个")[0] for first in (1, 9)}
    for task in tasks.values():
        for position, targets in enumerate((["8", "20", "30"], []), start=1):
            models("Indicator").objects.create(
                task=task, position=position, measure="公园", comparison="=", value=40, unit="个", kind="cumulative",
                state="confirmed", course="quarterly" if targets else "linear", quarter_targets=targets,
            )  # fmt: skip
    models = migrate_models("0048_discontinuations")
    models("Plan").objects.filter(pk=tasks[9].plan_id).update(first_month=9)
    models = migrate_models("0050_period_targets")
    found = models("Indicator").objects.order_by("position").values_list("course", "period_targets")
    kept = {f"targets from {first}": list(found.filter(task_id=task.pk)) for first, task in tasks.items()}
    former = migrate_models("0048_discontinuations")("Indicator").objects.order_by("position")
    return kept | {
        f"targets back from {first}": list(former.filter(task_id=task.pk).values_list("course", "quarter_targets"))
        for first, task in tasks.items()
    }


STEPS = (
    go_up_to_deadline_states,
    go_up_to_milestones,
    go_up_to_quoted_numbers,
    go_up_to_demonstration_mark,
    go_up_to_signing_on,
    go_up_to_bounded_days,
    go_up_to_item_kinds,
    go_up_to_period_targets,
    go_up_to_rhythms,
)


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker) -> dict[str, Any]:
    """What the migrations made of the rows that stood there before each."""
    with django_db_blocker.unblock():
        newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
        try:
            yield {name: found for step in STEPS for name, found in step().items()}
        finally:
            MigrationExecutor(connection).migrate(newest)
            with lifted():
                call_command("flush", verbosity=0, interactive=False)


def test_a_deadline_that_somebody_has_entered_is_confirmed(migrated):
    assert migrated["deadlines"] == [(None, ""), (date(2024, 9, 30), "confirmed")]


def test_what_was_filed_stays_and_has_neither_ticks_nor_a_rating(migrated):
    assert migrated["entry"] == ("完成绿化。", "", [])


@pytest.mark.parametrize("name", REMINDER_RULES)
def test_who_has_chosen_among_the_reminders_gets_the_new_ones(migrated, name):
    assert migrated["reminder rules"][name] == (REMINDER_RULES[name][1], False)


def test_readings_indicators_and_the_returned_revision_get_what_their_texts_say(migrated):
    assert migrated["indicator"] == ("city", Decimal(70))
    assert migrated["reading"] == (Decimal(25), "全市", 3, None, True, Decimal(24), "剔除一次性因素后")
    assert migrated["returned readings"] == [
        {"指标": "一般公共预算收入", "完成值": "22", "单位": "亿元", "位次范围": "全市", "位次": 5}
    ]


@pytest.mark.parametrize("case", DEMONSTRATIONS)
def test_only_what_load_demo_made_is_marked_as_the_demonstration(migrated, case):
    assert migrated["demonstrations"][case] == (DEMONSTRATIONS[case][1], "", "督查办")


def test_the_age_of_a_password_of_ones_own_begins_with_the_upgrade(migrated):
    assert migrated["passwords set"] == {"自己设的": True, "发给的": False}


def test_a_day_out_of_the_bounds_is_moved_to_the_nearest_one_and_the_audit_log_says_so(migrated):
    assert migrated["bounded"] == (date(2209, 12, 31), date(1949, 1, 1), date(2024, 4, 20))
    assert migrated["rows of bounded days"] == [
        ("period", {"截止日期": "9999-12-31"}, {"截止日期": "2209-12-31"}),
        ("publication", {"批准日期": "0202-04-01"}, {"批准日期": "1949-01-01"}),
    ]


def test_each_item_has_the_kind_of_its_nature_and_each_judgement_says_what_it_said(migrated):
    assert migrated["kinds"] == [
        ("预期目标", "target", 2),
        ("民生实事", "livelihood", 3),
        ("重点工作任务", "key", 1),
    ]
    assert migrated["judged"] == ("on_track", "", "")


def test_a_plan_of_before_has_its_four_quarters_and_everything_in_them(migrated):
    # the bits of the third, sixth, ninth and twelfth month
    assert migrated["rhythms"] == [(1, 0b100100100100, [])] * 2
    assert migrated["periods"] == [1, 2, 3, 4, 12]
    assert migrated["editions"] == [(0, "建成东湖公园"), (4, "建成东湖公园和西湖公园")]
    assert migrated["filed"] == "完成绿化。"


@pytest.mark.parametrize("of", ["deadlines", "milestones", "bounded days", "rhythms", "kinds"])
def test_the_entries_keep_their_triggers(migrated, of):
    before, after = migrated[f"triggers of {of}"]
    assert (after, bool(before)) == (before, True)


@pytest.mark.parametrize(
    ("first", "targets"), [(1, {"3": "8", "6": "20", "9": "30"}), (9, {"11": "8", "2": "20", "5": "30"})]
)
def test_the_targets_of_quarters_are_those_of_their_last_months_and_the_way_back_keeps_them(migrated, first, targets):
    assert migrated[f"targets from {first}"] == [("by_period", targets), ("linear", {})]
    assert migrated[f"targets back from {first}"] == [("quarterly", ["8", "20", "30"]), ("linear", [])]
