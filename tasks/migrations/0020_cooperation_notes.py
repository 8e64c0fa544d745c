"""配合进展: what a cooperating unit writes on an entry and what it is asked for; a kind of reminder for the ask."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0019_receipts_and_issued_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="CooperationNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="提出时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="请于何日前填写")),
                ("measure", models.CharField(blank=True, max_length=100, verbose_name="指标")),
                ("unit_of_measure", models.CharField(blank=True, max_length=20, verbose_name="计量单位")),
                ("text", models.TextField(blank=True, verbose_name="配合进展")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="数值"),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="保存时间")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="填写日期")),
                ("taken_over_at", models.DateTimeField(blank=True, null=True, verbose_name="采用时间")),
            ],
            options={
                "verbose_name": "配合进展",
                "ordering": ["entry_id", "pk"],
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
"cooperation",
"plan_changed",
"ended",
"receipt",
"sign_off",
"item_due",
"item_overdue",
],
                    )
                ),
                name="reminder_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="cooperationnote",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddField(
            model_name="cooperationnote",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="tasks.progressentry",
                verbose_name="进展填报",
            ),
        ),
        migrations.AddField(
            model_name="cooperationnote",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tasks.unit",
                verbose_name="所属单位组",
            ),
        ),
        migrations.AddField(
            model_name="cooperationnote",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="保存人",
            ),
        ),
        migrations.AddField(
            model_name="cooperationnote",
            name="taken_over_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="采用人",
            ),
        ),
        migrations.AddField(
            model_name="cooperationnote",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="tasks.unit",
                verbose_name="配合单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.UniqueConstraint(fields=("entry", "unit"), name="one_note_a_unit"),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_at__isnull", False), ("asked_by__isnull", False)),
                    models.Q(("asked_at__isnull", True), ("asked_by__isnull", True)),
                    _connector="OR",
                ),
                name="cooperationnote_asked_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("saved_at__isnull", False), ("saved_by__isnull", False)),
                    models.Q(("saved_at__isnull", True), ("saved_by__isnull", True)),
                    _connector="OR",
                ),
                name="cooperationnote_saved_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_over_at__isnull", False), ("taken_over_by__isnull", False)),
                    models.Q(("taken_over_at__isnull", True), ("taken_over_by__isnull", True)),
                    _connector="OR",
                ),
                name="cooperationnote_taken_over_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_at", None), models.Q(("due_on", None), _negated=True), _connector="OR"),
                name="note_asked_for_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_at", None), _negated=True),
                    models.Q(("answered_on", None), ("due_on", None), ("measure", "")),
                    _connector="OR",
                ),
                name="note_ask_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("measure", ""), _negated=True), ("unit_of_measure", ""), _connector="OR"),
                name="note_unit_has_a_measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_at", None), _negated=True),
                    models.Q(("saved_at", None), _negated=True),
                    _connector="OR",
                ),
                name="note_asked_or_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_on", None),
                        ("saved_at", None),
                        ("taken_over_at", None),
                        ("text", ""),
                        ("value", None),
                    ),
                    models.Q(
                        models.Q(("saved_at", None), _negated=True),
                        models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("value", None), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="note_written_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value", None),
                    models.Q(("value__gt", Decimal("-1000000000000")), ("value__lt", Decimal("1000000000000"))),
                    _connector="OR",
                ),
                name="note_value_plausible",
            ),
        ),
    ]
