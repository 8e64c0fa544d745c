"""The kinds of items become rows of each government; an item points to its kind, from which its nature is derived."""

import django.db.models.deletion
import tasks.enums
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Left, StrIndex

from tasks.models.triggers import keep_entry_triggers

#: nature → the name of the first kind of it, in printed order
FIRST_KINDS = {'target': '预期目标', 'livelihood': '民生实事', 'key': '重点工作任务'}
NATURES = [('target', '预期目标'), ('livelihood', '民生实事'), ('key', '重点工作任务')]
OUTCOMES = ['on_track', 'expected', 'ahead', 'lagging', 'reached', 'not_reached']


def fill_kinds(apps, schema_editor):
    """Gives each government its three kinds, and each item the one of its nature."""
    government, item_kind, task = (apps.get_model('tasks', name) for name in ('Government', 'ItemKind', 'Task'))
    for key in government.objects.order_by('pk').values_list('pk', flat=True):
        for place, (nature, name) in enumerate(FIRST_KINDS.items(), start=1):
            code = f'{nature}-{key}'
            item_kind.objects.create(government_id=key, code=code, name=name, place=place)
            task.objects.filter(plan__government_id=key, kind=nature).update(item_kind_id=code)
    # PostgreSQL alters no table on which a check is still waiting
    schema_editor.connection.check_constraints()


def fill_natures(apps, schema_editor):
    """The way back: the column of the nature is written from the codes."""
    task = apps.get_model('tasks', 'Task')
    for nature in FIRST_KINDS:
        task.objects.filter(item_kind__code__startswith=f'{nature}-').update(kind=nature)
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0040_terms'),
    ]

    operations = keep_entry_triggers(
        migrations.CreateModel(
            name='ItemKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('short_name', models.CharField(blank=True, default='', max_length=12, verbose_name='简称')),
                ('place', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('words', models.JSONField(blank=True, default=list, verbose_name='结论用词')),
                ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_kinds', to='tasks.government', verbose_name='辖区政府')),
            ],
            options={
                'verbose_name': '事项类别',
                'ordering': ['government_id', 'place', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('government', 'name'), name='item_kind_name_once'),
                    models.CheckConstraint(condition=~Q(name=''), name='item_kind_with_name'),
                    models.CheckConstraint(
                        condition=Q(('code__startswith', 'target-'), ('code__startswith', 'livelihood-'), ('code__startswith', 'key-'), _connector='OR'),
                        name='item_kind_of_a_nature',
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name='government',
            name='recovers_stepwise',
            field=models.BooleanField(default=False, verbose_name='落后整改后先转关注'),
        ),
        migrations.RemoveConstraint(model_name='judgement', name='judgement_outcome_known'),
        migrations.AddField(
            model_name='judgement',
            name='token',
            field=models.CharField(blank=True, default='', max_length=10, verbose_name='颜色'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='word',
            field=models.CharField(blank=True, default='', max_length=10, verbose_name='用词'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=Q(('outcome__in', [*OUTCOMES, 'watch', 'carried'])), name='judgement_outcome_known'),
        ),
        migrations.AlterModelOptions(
            name='progressentry',
            options={'ordering': ['period_id', 'task__item_kind_id', 'number'], 'verbose_name': '进展填报', 'verbose_name_plural': '进展填报'},
        ),
        migrations.AlterModelOptions(
            name='task',
            options={'ordering': ['plan_id', 'item_kind_id', 'number'], 'verbose_name': '事项'},
        ),
        migrations.RemoveConstraint(model_name='task', name='task_kind_known'),
        migrations.RemoveIndex(model_name='task', name='task_in_printed_order'),
        migrations.AddField(
            model_name='task',
            name='item_kind',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='tasks.itemkind', to_field='code', verbose_name='事项类别'),
        ),
        migrations.AlterField(
            model_name='task',
            name='kind',
            field=models.CharField(choices=NATURES, default='key', max_length=20, verbose_name='类别'),
        ),
        migrations.RunPython(fill_kinds, fill_natures),
        migrations.AlterField(
            model_name='task',
            name='item_kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='tasks.itemkind', to_field='code', verbose_name='事项类别'),
        ),
        migrations.RemoveField(model_name='task', name='kind'),
        migrations.AddField(
            model_name='task',
            name='kind',
            field=models.GeneratedField(
                db_persist=True,
                expression=Left(F('item_kind'), StrIndex(F('item_kind'), Value('-')) - 1),
                output_field=models.CharField(choices=tasks.enums.TaskKind.choices, max_length=20, verbose_name='性质'),
            ),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['plan', 'item_kind', 'number'], name='task_in_printed_order'),
        ),
    )
