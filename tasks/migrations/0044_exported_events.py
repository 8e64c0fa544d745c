from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0043_table_samples'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='job',
            name='job_kind_known',
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['report_pdf', 'letters', 'conversion', 'events'])), name='job_kind_known'),
        ),
    ]
