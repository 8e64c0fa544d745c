"""通知, 催办记录 and 投送: notices, their reminders, and deliveries on the channels."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import Channel, DeliveryState, ReminderKind
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Government, Unit
from tasks.models.progress import Period, ProgressEntry
from tasks.terms.later import say_later


class Notice(models.Model):
    """通知: one message in a user's inbox; its reminders say what it is about."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="notices", verbose_name="辖区政府")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="收件人"
    )
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    sent_at = models.DateTimeField("时间", db_index=True)
    # None: the system itself
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="发件人",
    )
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        ordering = ["-sent_at", "-pk"]
        constraints = [CheckConstraint(condition=~Q(subject=""), name="notice_with_subject")]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_unread")]

    def __str__(self):
        return self.subject


class Reminder(models.Model):
    """催办记录: one user was told of one thing, once; a second row with the same user and ``key`` is refused."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reminders", verbose_name="通知")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders", verbose_name="收件人"
    )
    kind = EnumField(ReminderKind, "种类")
    # subject and occasion, such as "overdue/entry:12/2024-07-05"
    key = models.CharField("标识", max_length=150)
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="reminders", null=True, blank=True, verbose_name="填报期"
    )
    entry = models.ForeignKey(
        ProgressEntry,
        models.PROTECT,
        related_name="reminders",
        null=True,
        blank=True,
        verbose_name="进展填报",
    )
    # the unit that is asked to act; empty where none is
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="reminders",
        null=True,
        blank=True,
        verbose_name=say_later("{terms.responsible_unit}"),
    )
    text = models.CharField("内容", max_length=500)
    made_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "催办记录"
        ordering = ["pk"]
        constraints = [
            build_choice_constraint("kind", ReminderKind),
            UniqueConstraint(fields=["recipient", "key"], name="told_once"),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="reminder_of_unit")]

    def __str__(self):
        return self.text


class Delivery(models.Model):
    """投送: a message on a channel; it is sent after the commit, and sent again when that failed."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="deliveries", verbose_name="辖区政府")
    # None for a robot's message to a group
    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="deliveries", null=True, blank=True, verbose_name="通知"
    )
    channel = EnumField(Channel, "渠道")
    # identifies the message, so that it is created once: "notice:12", "2024-07-05/period:3"
    key = models.CharField("标识", max_length=150)
    # an e-mail address; empty for a robot, whose address is a setting
    address = models.CharField("地址", max_length=254, blank=True)
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    state = EnumField(DeliveryState, "状态", default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    next_at = models.DateTimeField("下次发送时间", db_index=True)
    error = models.CharField("失败原因", max_length=500, blank=True)
    made_at = models.DateTimeField("生成时间")
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)

    class Meta:
        verbose_name = "投送"
        ordering = ["-pk"]
        constraints = [
            build_choice_constraint("channel", Channel),
            build_choice_constraint("state", DeliveryState),
            UniqueConstraint(fields=["government", "channel", "key"], name="delivered_once"),
            CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True)),
                name="delivery_sent_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.channel.label} {self.subject}"
