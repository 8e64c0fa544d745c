"""两步验证: a government may ask it of everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0028_sign_off_of_a_notice"),
    ]

    operations = [
        migrations.AddField(
            model_name="government",
            name="requires_second_factor",
            field=models.BooleanField(default=False, verbose_name="登录须两步验证"),
        ),
    ]
