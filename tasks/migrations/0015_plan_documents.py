"""来源文件: lists besides the plan's own notice, the items of two lists that are one, the basis of a correction."""

from django.db import migrations, models
from django.db.models import CheckConstraint, F, Q
from django.db.models.deletion import PROTECT, SET_NULL

from tasks.enums import DocumentLevel
from tasks.models.triggers import keep_entry_triggers

LEVELS = ("national", "municipal", "district", "unit")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0014_endings")]

    operations = keep_entry_triggers(
        migrations.CreateModel(
            name="PlanDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("title", models.CharField("标题", max_length=300)),
                ("document_number", models.CharField("文号", max_length=100, blank=True, default="")),
                ("issued_on", models.DateField("印发日期", null=True, blank=True)),
                ("level", models.CharField(
                        "级别", max_length=20, choices=DocumentLevel.choices, default=DocumentLevel.DISTRICT
                    )),
                ("decided_by", models.CharField("审议会议", max_length=200, blank=True, default="")),
                (
                    "plan",
                    models.ForeignKey(
                        "tasks.plan", PROTECT, related_name="documents", verbose_name="年度方案"
                    ),
                ),
            ],
            options={"verbose_name": "来源文件", "ordering": ["plan_id", "pk"]},
        ),
        migrations.AddConstraint(
            "plandocument",
            CheckConstraint(condition=Q(level__in=LEVELS), name="plandocument_level_known"),
        ),
        migrations.AddConstraint(
            "plandocument", CheckConstraint(condition=~Q(title=""), name="plan_document_has_a_title")
        ),
        migrations.AddField(
            "task",
            "document",
            models.ForeignKey(
                "tasks.plandocument", PROTECT, related_name="tasks", null=True, blank=True, verbose_name="来源文件"
            ),
        ),
        migrations.AddField(
            "task",
            "same_as",
            models.ForeignKey(
                "tasks.task", SET_NULL, related_name="same_tasks", null=True, blank=True, verbose_name="同一事项"
            ),
        ),
        migrations.AddConstraint(
            "task", CheckConstraint(condition=~Q(same_as=F("pk")), name="task_not_same_as_itself")
        ),
        migrations.AddField(
            "sourcedocument",
            "document",
            models.ForeignKey(
                "tasks.plandocument", PROTECT, related_name="sources", null=True, blank=True, verbose_name="来源文件"
            ),
        ),
        migrations.AddField(
            "sourcedocument", "since", models.PositiveSmallIntegerField("自何时起", null=True, blank=True)
        ),
        migrations.AddField(
            "sourcedocument", "basis", models.CharField("依据", max_length=200, blank=True, default="")
        ),
        migrations.AddField("sourcedocument", "basis_on", models.DateField("依据日期", null=True, blank=True)),
        migrations.AddField("sourcedocument", "reason", models.TextField("理由", blank=True, default="")),
        migrations.AddConstraint(
            "sourcedocument",
            CheckConstraint(condition=Q(since__gte=1, since__lte=4), name="source_since_a_period"),
        ),
        migrations.AddConstraint(
            "sourcedocument",
            CheckConstraint(condition=Q(basis_on=None) | ~Q(basis=""), name="source_basis_day_has_a_basis"),
        ),
    )
