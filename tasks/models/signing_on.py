"""Where a person is signed in, and the passwords that he may not choose again."""

from django.conf import settings
from django.db import models

from tasks.enums import SignInRoad
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField


class SignedInSession(models.Model):
    """登录: a browser in which a person is signed in, for as long as the session of that key lives."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="signed_in_sessions", verbose_name="用户"
    )
    session_key = models.CharField("会话", max_length=40, unique=True)
    road = EnumField(SignInRoad, "登录方式")
    address = models.CharField("来源地址", max_length=60, blank=True)
    device = models.CharField("设备", max_length=100)
    signed_in_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近操作")

    class Meta:
        verbose_name = "登录"
        ordering = ["-seen_at", "-pk"]
        constraints = [build_choice_constraint("road", SignInRoad)]

    def __str__(self):
        return f"{self.device} {self.address}".strip()


class PastPassword(models.Model):
    """用过的密码: the hash of a password that a person had before."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="past_passwords", verbose_name="用户"
    )
    password = models.CharField("密码", max_length=128)
    replaced_at = models.DateTimeField("更换时间")

    class Meta:
        verbose_name = "用过的密码"
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.user} {self.replaced_at:%Y-%m-%d}"
