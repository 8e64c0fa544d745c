"""方案: the congress and the meeting that approved a plan, the day, and the recipients of its notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0010_deadline_state")]

    operations = [
        migrations.AddField(
            "plan", "congress", models.CharField("人大会议", max_length=100, blank=True, default="")
        ),
        migrations.AddField(
            "plan", "approving_meeting", models.CharField("审议会议", max_length=200, blank=True, default="")
        ),
        migrations.AddField("plan", "approved_on", models.DateField("审议日期", null=True, blank=True)),
        migrations.AddField("plan", "recipients", models.CharField("主送", max_length=500, blank=True, default="")),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(
                condition=models.Q(approved_on=None) | ~models.Q(approving_meeting=""),
                name="plan_approval_day_has_a_meeting",
            ),
        ),
    ]
