"""Keeps the targets within the year by the months at whose ends they are due, instead of by quarters."""

from django.db import migrations, models


def key_by_months(apps, schema_editor):
    """What was kept are the targets of 一季度, 上半年 and 前三季度 of the plan's year, whatever its periods are."""
    indicators = apps.get_model("tasks", "Indicator").objects.all()
    # each row is written once: PostgreSQL alters no table of which a row was written twice in the transaction
    indicators.filter(period_targets=[], course="quarterly").update(period_targets={}, course="by_period")
    indicators.filter(period_targets=[]).update(period_targets={})
    changed = []
    for indicator in indicators.exclude(period_targets={}).select_related("task__plan"):
        first_month = indicator.task.plan.first_month
        indicator.period_targets = {
            str((first_month + passed - 2) % 12 + 1): amount
            for passed, amount in zip((3, 6, 9), indicator.period_targets, strict=False)
            if amount
        }
        indicator.course = "by_period" if indicator.course == "quarterly" else indicator.course
        changed.append(indicator)
    indicators.bulk_update(changed, ["period_targets", "course"], batch_size=200)


def order_by_quarters(apps, schema_editor):
    """Takes the way back: each quarter has the last target that is due by its end."""
    indicators = apps.get_model("tasks", "Indicator").objects.all()
    changed = []
    for indicator in indicators.select_related("task__plan"):
        first_month = indicator.task.plan.first_month
        by_passed = {(int(month) - first_month) % 12 + 1: amount for month, amount in indicator.period_targets.items()}
        due = {passed: max((each for each in by_passed if each <= passed), default=None) for passed in (3, 6, 9)}
        indicator.period_targets = [by_passed.get(last, "") for last in due.values()] if by_passed else []
        indicator.course = "quarterly" if indicator.course == "by_period" else indicator.course
        changed.append(indicator)
    indicators.bulk_update(changed, ["period_targets", "course"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0049_measures")]

    operations = [
        migrations.RemoveConstraint(model_name="indicator", name="indicator_course_known"),
        migrations.RenameField(model_name="indicator", old_name="quarter_targets", new_name="period_targets"),
        migrations.AlterField(
            model_name="indicator",
            name="period_targets",
            field=models.JSONField(blank=True, default=dict, verbose_name="分期目标"),
        ),
        migrations.RunPython(key_by_months, order_by_quarters),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("course__in", ["linear", "by_period", "year_end"])), name="indicator_course_known"
            ),
        ),
    ]
