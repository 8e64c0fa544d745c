"""方案调整: what the office has changed in the plan during the year; and the notices that tell of it."""

import django.db.models.deletion
import tasks.enums
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0012_returned_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=300, verbose_name="事项名称")),
                (
                    "kind",
                    models.CharField(choices=tasks.enums.PlanChangeKind.choices, max_length=20, verbose_name="种类"),
                ),
                ("since", models.PositiveSmallIntegerField(verbose_name="自何时起")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                ("reason", models.TextField(verbose_name="理由")),
                ("before", models.JSONField(default=dict, verbose_name="原值")),
                ("after", models.JSONField(default=dict, verbose_name="现值")),
                ("kept", models.JSONField(default=dict, verbose_name="撤销所需")),
                ("made_at", models.DateTimeField(verbose_name="调整时间")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "方案调整",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_kind_known",
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "opened",
                            "coming_due",
                            "due",
                            "overdue",
                            "returned",
                            "lagging_twice",
                            "manual",
                            "escalated",
                            "request",
                            "coordination",
                            "plan_changed",
                        ],
                    )
                ),
                name="reminder_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="调整人",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="tasks.plan",
                verbose_name="年度方案",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="plan_changes",
                to="tasks.task",
                verbose_name="事项",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["correct", "add"])), name="planchange_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    _connector="OR",
                ),
                name="planchange_undone_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(condition=models.Q(("since__gte", 1), ("since__lte", 4)), name="plan_change_since_a_period"),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True), name="plan_change_with_basis"
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="plan_change_with_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "add")), fields=("task",), name="plan_change_adds_once"
            ),
        ),
    ]
