"""The periods of a plan, and of the plans to come, are data; the number of a period is one of up to twelve."""

from django.db import migrations, models

from tasks.models.triggers import keep_entry_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0038_conversion_jobs'),
    ]

    operations = keep_entry_triggers(
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_since_a_period',
        ),
        migrations.RemoveConstraint(
            model_name='ending',
            name='ending_since_a_period',
        ),
        migrations.RemoveConstraint(
            model_name='period',
            name='period_number_one_to_four',
        ),
        migrations.RemoveConstraint(
            model_name='planchange',
            name='plan_change_since_a_period',
        ),
        migrations.RemoveConstraint(
            model_name='reportparagraph',
            name='paragraph_of_a_period',
        ),
        migrations.RemoveConstraint(
            model_name='sourcedocument',
            name='source_since_a_period',
        ),
        migrations.AddField(
            model_name='government',
            name='first_month',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='年度起始月份'),
        ),
        migrations.AddField(
            model_name='government',
            name='period_ends',
            field=models.PositiveSmallIntegerField(default=2340, verbose_name='填报期截止月份'),
        ),
        migrations.AddField(
            model_name='government',
            name='period_labels',
            field=models.JSONField(blank=True, default=list, verbose_name='填报期名称'),
        ),
        migrations.AddField(
            model_name='plan',
            name='first_month',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='年度起始月份'),
        ),
        migrations.AddField(
            model_name='plan',
            name='period_ends',
            field=models.PositiveSmallIntegerField(default=2340, verbose_name='填报期截止月份'),
        ),
        migrations.AddField(
            model_name='plan',
            name='period_labels',
            field=models.JSONField(blank=True, default=list, verbose_name='填报期名称'),
        ),
        migrations.AlterField(
            model_name='period',
            name='number',
            field=models.PositiveSmallIntegerField(verbose_name='期次'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('since__lte', 12)), name='edition_since_a_period'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(('since__gte', 1), ('since__lte', 13)), name='ending_since_a_period'),
        ),
        migrations.AddConstraint(
            model_name='government',
            constraint=models.CheckConstraint(condition=models.Q(('first_month__gte', 1), ('first_month__lte', 12)), name='government_first_month_known'),
        ),
        migrations.AddConstraint(
            model_name='government',
            constraint=models.CheckConstraint(condition=models.Q(('period_ends__gte', 1), ('period_ends__lt', 4096)), name='government_has_periods'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 12)), name='period_number_in_a_year'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('first_month__gte', 1), ('first_month__lte', 12)), name='plan_first_month_known'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('period_ends__gte', 1), ('period_ends__lt', 4096)), name='plan_has_periods'),
        ),
        migrations.AddConstraint(
            model_name='planchange',
            constraint=models.CheckConstraint(condition=models.Q(('since__gte', 1), ('since__lte', 12)), name='plan_change_since_a_period'),
        ),
        migrations.AddConstraint(
            model_name='reportparagraph',
            constraint=models.CheckConstraint(condition=models.Q(('number__lte', 12)), name='paragraph_of_a_period'),
        ),
        migrations.AddConstraint(
            model_name='sourcedocument',
            constraint=models.CheckConstraint(condition=models.Q(('since__gte', 1), ('since__lte', 12)), name='source_since_a_period'),
        ),
    )
