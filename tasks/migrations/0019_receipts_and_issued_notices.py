"""签收 and 印发通知: receipts of lead units, the day until which they sign, issues of a plan's notice, longer recipients."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, Q

from tasks.enums import ReceiptState, ReminderKind


def refer_to(model: str, label: str, related_name: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(model, PROTECT, related_name=related_name, null=null, blank=null, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0018_quoted_numbers")]

    operations = [
        migrations.AddField("plan", "receipts_due_on", models.DateField("签收截止日期", null=True, blank=True)),
        migrations.AlterField("plan", "recipients", models.TextField("主送", max_length=4_000, blank=True, default="")),
        migrations.AddField("publication", "plan", refer_to("tasks.plan", "年度方案", "publications", null=True)),
        migrations.AlterField("publication", "period", refer_to("tasks.period", "填报期", "publications", null=True)),
        migrations.AddConstraint(
            "publication",
            models.UniqueConstraint(fields=["plan", "revision"], name="publication_of_plan_revision_once"),
        ),
        migrations.AddConstraint(
            "publication",
            models.CheckConstraint(
                condition=Q(period__isnull=True, plan__isnull=False) | Q(period__isnull=False, plan__isnull=True),
                name="publication_of_period_or_plan",
            ),
        ),
        migrations.RemoveConstraint("reminder", "reminder_kind_known"),
        migrations.AddConstraint(
            "reminder",
            models.CheckConstraint(
                # all kinds of the program that migrates, so that it may be applied after any other that adds one
                condition=Q(kind__in=[member.value for member in ReminderKind]),
                name="reminder_kind_known",
            ),
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField("状态", max_length=20, choices=ReceiptState.choices)),
                ("in_charge", models.CharField("责任人", max_length=50, blank=True)),
                ("in_charge_post", models.CharField("责任人职务", max_length=100, blank=True)),
                ("contact", models.CharField("联系人", max_length=50, blank=True)),
                ("telephone", models.CharField("联系电话", max_length=30, blank=True)),
                ("reason", models.TextField("退回理由", blank=True)),
                ("made_at", models.DateTimeField("签收时间")),
                ("decision", models.TextField("办理意见", blank=True)),
                ("decided_at", models.DateTimeField("办理时间", null=True, blank=True)),
                ("task", refer_to("tasks.task", "事项", "receipts")),
                ("unit", refer_to("tasks.unit", "牵头单位", "receipts")),
                ("made_by", refer_to(settings.AUTH_USER_MODEL, "签收人", "+")),
                ("decided_by", refer_to(settings.AUTH_USER_MODEL, "办理人", "+", null=True)),
            ],
            options={
                "verbose_name": "签收",
                "ordering": ["task_id", "unit_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=["received", "disputed", "kept", "moved"]), name="receipt_state_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(decided_at__isnull=False, decided_by__isnull=False)
                        | Q(decided_at__isnull=True, decided_by__isnull=True),
                        name="receipt_decided_at_and_by",
                    ),
                    models.UniqueConstraint(fields=["task", "unit"], name="receipt_once_a_unit"),
                    models.CheckConstraint(
                        condition=~Q(state=ReceiptState.RECEIVED)
                        | (~Q(in_charge="") & ~Q(contact="") & ~Q(telephone="")),
                        name="receipt_names_whom_to_call",
                    ),
                    models.CheckConstraint(
                        condition=Q(state=ReceiptState.RECEIVED) | ~Q(reason=""), name="receipt_disputed_with_reason"
                    ),
                    models.CheckConstraint(
                        condition=~Q(state=ReceiptState.KEPT) | ~Q(decision=""), name="receipt_kept_with_reason"
                    ),
                ],
            },
        ),
    ]
