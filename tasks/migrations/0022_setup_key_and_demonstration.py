"""启用码, names of any organ, and the mark of the demonstration, which the one of yesterday gets as well."""

from django.db import migrations, models

GOVERNMENT = "重庆市沙坪坝区人民政府"
FIRST_DOCUMENT = "2021年上半年推进情况报告.docx"
ACCOUNTS = ("tianbao", "ducha", "lingdao", "guanli")


def mark_the_demonstration(apps, schema_editor):
    """Marks the government that ``load_demo`` made: its log begins with the import of the first document by the system
    itself, and it has the accounts.

    A government of that name with papers of its own, into which the demonstration was loaded, is none.
    """
    for government in apps.get_model("tasks", "Government").objects.filter(name=GOVERNMENT):
        first = apps.get_model("tasks", "Event").objects.filter(government_id=government.pk).order_by("pk").first()
        accounts = apps.get_model("tasks", "User").objects.filter(government=government, username__in=ACCOUNTS)
        by_the_system = first is not None and first.kind == "document_imported" and first.actor_id is None
        if by_the_system and first.after.get("文件") == FIRST_DOCUMENT and accounts.count() == len(ACCOUNTS):
            government.is_demonstration = True
            government.save(update_fields=["is_demonstration"])


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0021_user_telephone"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetupKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(blank=True, default="", max_length=200, verbose_name="启用码散列值")),
                ("tries_left", models.PositiveSmallIntegerField(default=0, verbose_name="剩余次数")),
            ],
            options={
                "verbose_name": "启用码",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_setup_key")],
            },
        ),
        migrations.AddField(
            model_name="government",
            name="is_demonstration",
            field=models.BooleanField(default=False, verbose_name="演示数据"),
        ),
        migrations.AddField(
            model_name="government",
            name="office_name",
            field=models.CharField(default="督查办", max_length=30, verbose_name="督办机构"),
        ),
        migrations.AddField(
            model_name="government",
            name="short_name",
            field=models.CharField(blank=True, default="", max_length=30, verbose_name="简称"),
        ),
        migrations.AddConstraint(
            model_name="government",
            constraint=models.CheckConstraint(
                condition=models.Q(("office_name", ""), _negated=True), name="government_office_has_a_name"
            ),
        ),
        migrations.RunPython(mark_the_demonstration, migrations.RunPython.noop),
    ]
