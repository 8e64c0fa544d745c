"""退回的版本: the entry points to the revision that the office returned last, so that a list reads it by a join."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from tasks.models.triggers import keep_entry_triggers


def point_to_returned_revisions(apps, schema_editor):
    revisions = apps.get_model("tasks", "EntryRevision").objects
    filed = revisions.filter(entry=OuterRef("pk"), state="submitted").order_by("-number")
    entries = apps.get_model("tasks", "ProgressEntry").objects
    entries.filter(state="returned").update(returned_revision=Subquery(filed.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0011_plan_facts")]

    operations = keep_entry_triggers(
        migrations.AddField(
            "progressentry",
            "returned_revision",
            models.OneToOneField(
                "tasks.entryrevision",
                models.SET_NULL,
                related_name="+",
                null=True,
                blank=True,
                verbose_name="退回的版本",
            ),
        ),
        migrations.RunPython(point_to_returned_revisions, migrations.RunPython.noop),
    )
