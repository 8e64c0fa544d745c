"""印发审核 of a plan's notice, as of a period's report."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0027_receipt_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="signoff",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_offs",
                to="tasks.plan",
                verbose_name="年度方案",
            ),
        ),
        migrations.AlterField(
            model_name="signoff",
            name="period",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_offs",
                to="tasks.period",
                verbose_name="填报期",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isnull", True), ("plan__isnull", False))
                | models.Q(("period__isnull", False), ("plan__isnull", True)),
                name="sign_off_of_period_or_plan",
            ),
        ),
    ]
