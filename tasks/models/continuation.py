"""接续: how an item of one year goes on in a later one, or why it does not."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks.enums import ContinuationKind, ContinuationState
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Task


class TaskContinuation(models.Model):
    """接续: what a person decided of two items of one government, many to many. What is only suggested has no row.

    Attributes:
        earlier_year, later_year: of the two plans, so that the database can hold their order.
        kind: empty of a rejected pair.
    """

    earlier = models.ForeignKey(Task, models.PROTECT, related_name="continued_in", verbose_name="上年事项")
    later = models.ForeignKey(Task, models.PROTECT, related_name="continued_from", verbose_name="接续事项")
    earlier_year = models.PositiveSmallIntegerField("上年")
    later_year = models.PositiveSmallIntegerField("年度")
    state = EnumField(ContinuationState, "状态")
    kind = EnumField(ContinuationKind, "接续方式", blank=True, default="")
    decided_at = models.DateTimeField("确认时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="确认人")

    class Meta:
        verbose_name = "接续"
        ordering = ["later_id", "earlier_id"]
        constraints = [
            build_choice_constraint("state", ContinuationState),
            UniqueConstraint(fields=["earlier", "later"], name="continuation_of_a_pair_once"),
            CheckConstraint(condition=Q(later_year__gt=F("earlier_year")), name="continuation_goes_forward"),
            CheckConstraint(
                condition=Q(state=ContinuationState.REJECTED, kind="")
                | ~Q(state=ContinuationState.REJECTED) & Q(kind__in=[kind.value for kind in ContinuationKind]),
                name="continuation_confirmed_has_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.earlier_year}年{self.earlier} → {self.later_year}年{self.later}"


class TaskDiscontinuation(models.Model):
    """不再安排: that an item which its year left unfinished goes on in no later one. When the office takes it back, the row
    goes; the audit log keeps it."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="discontinuation", verbose_name="事项")
    reason = models.TextField("理由")
    decided_at = models.DateTimeField("确定时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="确定人")

    class Meta:
        verbose_name = "不再安排"
        constraints = [CheckConstraint(condition=~Q(reason=""), name="discontinuation_has_a_reason")]

    def __str__(self):
        return f"{self.task}不再安排"
