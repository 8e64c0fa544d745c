"""办结与停办: an item that is done, or was stopped, before its year ends; and the notices that say so."""

import datetime

from django.conf import settings
from django.db import migrations, models
from django.db.models import CheckConstraint, F, Q

import tasks.enums

REMINDER_KINDS = [
    *("opened", "coming_due", "due", "overdue", "returned", "lagging_twice"),
    *("manual", "escalated", "request", "coordination", "plan_changed"),
]


class Migration(migrations.Migration):
    dependencies = [("tasks", "0013_plan_changes")]

    operations = [
        migrations.CreateModel(
            name="Ending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=tasks.enums.EndingKind.choices, max_length=20, verbose_name="种类")),
                ("since", models.PositiveSmallIntegerField(verbose_name="自何时起不再填报")),
                ("on", models.DateField(verbose_name="日期")),
                ("words", models.TextField(blank=True, verbose_name="报告用语")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("reason", models.TextField(blank=True, verbose_name="说明")),
                ("made_at", models.DateTimeField(verbose_name="办理时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="absorbed",
                        to="tasks.task",
                        verbose_name="并入的事项",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=models.PROTECT, related_name="ending", to="tasks.task", verbose_name="事项"
                    ),
                ),
            ],
            options={
                "verbose_name": "办结与停办",
                "constraints": [
                    CheckConstraint(
                        condition=Q(kind__in=["done", "suspended", "cancelled", "merged"]), name="ending_kind_known"
                    ),
                    CheckConstraint(condition=Q(since__gte=1, since__lte=5), name="ending_since_a_period"),
                    CheckConstraint(
                        condition=Q(on__gte=datetime.date(1948, 1, 1), on__lte=datetime.date(2204, 12, 31)),
                        name="ending_on_plausible",
                    ),
                    CheckConstraint(condition=~Q(basis=""), name="ending_with_basis"),
                    CheckConstraint(condition=~Q(kind="done") | ~Q(words=""), name="ending_done_has_words"),
                    CheckConstraint(
                        condition=Q(kind="merged", merged_into__isnull=False)
                        | (~Q(kind="merged") & Q(merged_into__isnull=True)),
                        name="ending_merged_names_the_other",
                    ),
                    CheckConstraint(condition=~Q(merged_into=F("task")), name="ending_not_merged_into_itself"),
                ],
            },
        ),
        migrations.RemoveConstraint("reminder", "reminder_kind_known"),
        migrations.AddConstraint(
            "reminder",
            CheckConstraint(condition=Q(kind__in=[*REMINDER_KINDS, "ended"]), name="reminder_kind_known"),
        ),
    ]
