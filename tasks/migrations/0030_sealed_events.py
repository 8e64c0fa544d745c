"""留痕: events are sealed and say their session; frozen rows are guarded by triggers; revisions and judgements keep their
entry from being deleted."""

import django.db.models.deletion
from django.db import migrations, models

from tasks.models.frozen_triggers import install_frozen_triggers, remove_frozen_triggers
from tasks.models.triggers import keep_entry_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0029_second_factor_of_a_government'),
    ]

    operations = keep_entry_triggers(
        migrations.AddField(
            model_name='event',
            name='session',
            field=models.CharField(blank=True, max_length=16, verbose_name='会话'),
        ),
        migrations.AlterField(
            model_name='entryrevision',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='tasks.progressentry', verbose_name='进展填报'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='tasks.progressentry', verbose_name='进展填报'),
        ),
        migrations.CreateModel(
            name='EventSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveBigIntegerField(unique=True, verbose_name='封签序号')),
                ('event_id', models.PositiveBigIntegerField(unique=True, verbose_name='留痕编号')),
                ('content', models.CharField(max_length=64, verbose_name='内容校验值')),
                ('digest', models.CharField(max_length=64, verbose_name='链上校验值')),
                ('sealed_at', models.DateTimeField(verbose_name='封签时间')),
            ],
            options={
                'verbose_name': '留痕封签',
                'ordering': ['position'],
            },
        ),
        # every later table of frozen rows is guarded after ``migrate``
        migrations.RunPython(install_frozen_triggers, remove_frozen_triggers),
    )
