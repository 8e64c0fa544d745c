"""完成时限: whether the day of an edition's deadline was read from its words or confirmed; a day entered so far is.

SQLite rebuilds the table of the editions, which the triggers of the entries read.
"""

from django.db import migrations, models

from tasks.enums import DeadlineState
from tasks.models.triggers import keep_entry_triggers


def confirm_entered_days(apps, schema_editor):
    editions = apps.get_model("tasks", "Edition").objects
    editions.filter(due_on__isnull=False).update(due_state="confirmed")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0009_expected_on")]

    operations = keep_entry_triggers(
        migrations.AddField(
            "edition",
            "due_state",
            models.CharField(
                "完成时限状态",
                max_length=20,
                choices=DeadlineState.choices,
                blank=True,
                default="",
            ),
        ),
        migrations.RunPython(confirm_entered_days, migrations.RunPython.noop),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=models.Q(due_on=None) | ~models.Q(due_state=""), name="edition_due_day_has_a_state"
            ),
        ),
    )
