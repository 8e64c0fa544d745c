"""预计完成时间: the day on which a unit expects an item to be done, in an entry and in its revisions.

A check constraint makes SQLite rebuild the table of the entries, which drops its triggers.
"""

import datetime

from django.db import migrations, models

from tasks.models.triggers import keep_entry_triggers

MODELS = ("progressentry", "entryrevision")


def plausible(name):
    condition = models.Q(
        expected_on__gte=datetime.date(1948, 1, 1), expected_on__lte=datetime.date(2204, 12, 31)
    )
    return models.CheckConstraint(condition=condition, name=f"{name}_expected_on_plausible")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0008_notices_requests_and_scorecards")]

    operations = keep_entry_triggers(
        *(
            migrations.AddField(
                name, "expected_on", models.DateField("预计完成时间", null=True, blank=True)
            )
            for name in MODELS
        ),
        *(migrations.AddConstraint(name, plausible(name)) for name in MODELS),
    )
