"""签收截止日期 of a unit that came to an item after the office had opened the signing."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0026_bounded_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="responsibility",
            name="receipt_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="签收截止日期"),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("receipt_due_on__gte", date(1949, 1, 1)),
                        ("receipt_due_on__lte", date(2209, 12, 31)),
                    )
                ),
                name="responsibility_days_plausible",
            ),
        ),
    ]
