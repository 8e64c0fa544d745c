
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0044_exported_events'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='job',
            name='job_done_has_file',
        ),
        migrations.RemoveConstraint(
            model_name='job',
            name='job_kind_known',
        ),
        migrations.AddField(
            model_name='job',
            name='result',
            field=models.CharField(blank=True, max_length=200, verbose_name='结果'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['report_pdf', 'letters', 'conversion', 'events', 'reading', 'import'])), name='job_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made__isnull', False), ('result', ''), ('state', 'done'), models.Q(('file_name', ''), _negated=True)), models.Q(('file_name', ''), ('made__isnull', True), ('state', 'done'), models.Q(('result', ''), _negated=True)), models.Q(models.Q(('state', 'done'), _negated=True), ('made__isnull', True), ('result', '')), _connector='OR'), name='job_done_has_file_or_result'),
        ),
    ]
