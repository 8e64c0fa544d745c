"""联系电话 of an account, as the 名册 of a government holds it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0020_cooperation_notes'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='telephone',
            field=models.CharField(blank=True, max_length=30, verbose_name='联系电话'),
        ),
    ]
