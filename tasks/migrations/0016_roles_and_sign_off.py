"""Roles and 印发审核: what 查阅 may read, the order and deputies of officials, sign-offs, and answers for another."""

from django.conf import settings
from django.db import migrations, models

from tasks.enums import ViewerScope


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0015_plan_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField(verbose_name="提请时的内容")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="内容校验值")),
                ("asked_at", models.DateTimeField(verbose_name="提请时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="审核时间")),
                ("approved", models.BooleanField(blank=True, null=True, verbose_name="通过")),
                ("reason", models.TextField(blank=True, verbose_name="审核意见")),
            ],
            options={
                "verbose_name": "印发审核",
                "ordering": ["-pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="official",
            options={"ordering": ["rank", "name"], "verbose_name": "责任区领导"},
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="user",
            name="user_role_known",
        ),
        migrations.AddField(
            model_name="coordinationreply",
            name="on_behalf_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="tasks.official",
                verbose_name="所代理的领导",
            ),
        ),
        migrations.AddField(
            model_name="government",
            name="requires_sign_off",
            field=models.BooleanField(default=False, verbose_name="印发前须经督查办负责人审核"),
        ),
        migrations.AddField(
            model_name="government",
            name="viewer_scope",
            field=models.CharField(
                choices=ViewerScope.choices,
                default="issued",
                max_length=20,
                verbose_name="查阅范围",
            ),
        ),
        migrations.AddField(
            model_name="official",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="absent_officials",
                to="tasks.official",
                verbose_name="代理领导",
            ),
        ),
        migrations.AddField(
            model_name="official",
            name="deputy_from",
            field=models.DateField(blank=True, null=True, verbose_name="代理自"),
        ),
        migrations.AddField(
            model_name="official",
            name="deputy_until",
            field=models.DateField(blank=True, null=True, verbose_name="代理至"),
        ),
        migrations.AddField(
            model_name="official",
            name="rank",
            field=models.PositiveSmallIntegerField(default=99, verbose_name="排序"),
        ),
        migrations.AddConstraint(
            model_name="government",
            constraint=models.CheckConstraint(
                condition=models.Q(("viewer_scope__in", ["issued", "all"])), name="government_viewer_scope_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="official",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__gte", 1), ("rank__lte", 999)), name="official_rank_plausible"
            ),
        ),
        migrations.AddConstraint(
            model_name="official",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deputy__isnull", True), ("deputy_from__isnull", True), ("deputy_until__isnull", True)),
                    models.Q(
                        ("deputy__isnull", False),
                        ("deputy_from__isnull", False),
                        ("deputy_until__gte", models.F("deputy_from")),
                    ),
                    _connector="OR",
                ),
                name="official_deputy_has_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="official",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy__isnull", True), models.Q(("deputy", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="official_deputy_is_another",
            ),
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
                            "ended",
                            "sign_off",
                        ],
                    )
                ),
                name="reminder_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "clerk",
                            "unit_head",
                            "office",
                            "leader",
                            "administrator",
                            "auditor",
                            "head",
                            "office_head",
                            "viewer",
                        ],
                    )
                ),
                name="user_role_known",
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提请人",
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="审核人",
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="period",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="sign_offs",
                to="tasks.period",
                verbose_name="填报期",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    _connector="OR",
                ),
                name="signoff_decided_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved__isnull", True),
                        ("decided_at__isnull", True),
                        ("reason", ""),
                    ),
                    models.Q(("approved__isnull", False), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="sign_off_decided_as_a_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved__isnull", True),
                    ("approved", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="sign_off_returned_with_reason",
            ),
        ),
    ]
