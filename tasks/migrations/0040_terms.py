"""用语: a government may call people, units and steps by its own words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0039_rhythm_of_a_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="government",
            name="terms",
            field=models.JSONField(blank=True, default=dict, verbose_name="用语"),
        ),
        migrations.AddField(
            model_name="government",
            name="ready_set",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="样板"),
        ),
    ]
