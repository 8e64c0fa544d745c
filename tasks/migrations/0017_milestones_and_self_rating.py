"""节点 with the ticks of entries, 自评, and reminders of an item's own day.

Check constraints make SQLite rebuild the table of the entries, which drops its triggers.
"""

import datetime

import django.db.models.deletion
from django.db import migrations, models

from tasks.enums import DeadlineState, MilestoneSource, SelfRating
from tasks.models.triggers import keep_entry_triggers

MODELS = ("progressentry", "entryrevision")
KINDS = [
    *("opened", "coming_due", "due", "overdue", "returned", "lagging_twice", "manual", "escalated", "request"),
    *("coordination", "plan_changed", "ended", "sign_off"),
]
ADDED = ["item_due", "item_overdue"]


def known_ratings(name):
    condition = models.Q(self_rating__in=["", "normal", "difficult", "lagging"])
    return models.CheckConstraint(condition=condition, name=f"{name}_self_rating_known")


def known_kinds(kinds):
    return models.CheckConstraint(condition=models.Q(kind__in=kinds), name="reminder_kind_known")


def switch_new_reminders_on(apps, schema_editor):
    """A government that has chosen among the reminders gets the new ones, unless it has switched all off."""
    for government in apps.get_model("tasks", "Government").objects.all():
        kinds = government.reminder_rules.get("kinds")
        if kinds:
            government.reminder_rules["kinds"] = [*kinds, *(kind for kind in ADDED if kind not in kinds)]
            government.save(update_fields=["reminder_rules"])


class Migration(migrations.Migration):
    dependencies = [("tasks", "0016_roles_and_sign_off")]

    operations = keep_entry_triggers(
        *(
            migrations.AddField(
                name,
                "self_rating",
                models.CharField("自评", max_length=20, choices=SelfRating.choices, blank=True, default=""),
            )
            for name in MODELS
        ),
        *(
            migrations.AddField(name, "milestones_done", models.JSONField("完成节点", default=list, blank=True))
            for name in MODELS
        ),
        *(migrations.AddConstraint(name, known_ratings(name)) for name in MODELS),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField("顺序")),
                ("text", models.CharField("节点", max_length=200)),
                ("due_on", models.DateField("应完成日期")),
                ("quote", models.TextField("出处", blank=True)),
                ("source", models.CharField("来源", max_length=20, choices=MilestoneSource.choices)),
                (
                    "state",
                    models.CharField("状态", max_length=20, choices=DeadlineState.choices, default="proposed"),
                ),
                (
                    "task",
                    models.ForeignKey(
                        "tasks.task",
                        django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "节点",
                "ordering": ["task_id", "due_on", "position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(source__in=["document", "office", "unit"]), name="milestone_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(state__in=["proposed", "confirmed"]), name="milestone_state_known"
                    ),
                    models.UniqueConstraint(fields=["task", "position"], name="milestone_position_once"),
                    models.CheckConstraint(condition=~models.Q(text=""), name="milestone_says_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            due_on__gte=datetime.date(1948, 1, 1), due_on__lte=datetime.date(2209, 12, 31)
                        ),
                        name="milestone_due_on_plausible",
                    ),
                ],
            },
        ),
        migrations.AddField("government", "asks_self_rating", models.BooleanField("要求单位自评", default=False)),
        migrations.RemoveConstraint("reminder", "reminder_kind_known"),
        migrations.AddConstraint("reminder", known_kinds([*KINDS, *ADDED])),
        migrations.RunPython(switch_new_reminders_on, migrations.RunPython.noop),
    )
