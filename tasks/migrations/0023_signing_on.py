"""Signing on: where people are signed in, their past passwords, the name that an identity platform knows them by."""

import django.db.models.deletion
import tasks.enums.people
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def count_from_now(apps, schema_editor):
    """Lets the age of a password that a person chose himself begin with the upgrade: nobody knows since when it is."""
    User = apps.get_model("tasks", "User")
    User.objects.filter(must_change_password=False).update(password_set_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('tasks', '0022_setup_key_and_demonstration'),
    ]

    operations = [
        migrations.CreateModel(
            name='PastPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='密码')),
                ('replaced_at', models.DateTimeField(verbose_name='更换时间')),
            ],
            options={
                'verbose_name': '用过的密码',
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SignedInSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True, verbose_name='会话')),
                ('road', models.CharField(choices=tasks.enums.people.SignInRoad.choices, max_length=20, verbose_name='登录方式')),
                ('address', models.CharField(blank=True, max_length=60, verbose_name='来源地址')),
                ('device', models.CharField(max_length=100, verbose_name='设备')),
                ('signed_in_at', models.DateTimeField(verbose_name='登录时间')),
                ('seen_at', models.DateTimeField(verbose_name='最近操作')),
            ],
            options={
                'verbose_name': '登录',
                'ordering': ['-seen_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='identity',
            field=models.CharField(blank=True, max_length=150, verbose_name='统一身份账号'),
        ),
        migrations.AddField(
            model_name='user',
            name='password_set_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='密码设定时间'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(condition=models.Q(('identity', ''), _negated=True), fields=('identity',), name='identity_means_one_user'),
        ),
        migrations.AddField(
            model_name='pastpassword',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_passwords', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddField(
            model_name='signedinsession',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signed_in_sessions', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddConstraint(
            model_name='signedinsession',
            constraint=models.CheckConstraint(condition=models.Q(('road__in', ['local_password', 'directory', 'identity_platform'])), name='signedinsession_road_known'),
        ),
        migrations.RunPython(count_from_now, migrations.RunPython.noop),
    ]
