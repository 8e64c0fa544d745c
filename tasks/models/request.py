"""申请: a unit's requests to change something, with the old and the new value and the decision."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import RequestKind, RequestState
from tasks.models.constraints import build_choice_constraint, build_pair_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Unit
from tasks.models.plan import Task
from tasks.models.progress import Period


class ChangeRequest(models.Model):
    """申请: 延期报送, 延长完成时限, 调整任务表述, 调整责任分工, 移交牵头."""

    kind = EnumField(RequestKind, "种类")
    task = models.ForeignKey(Task, models.PROTECT, related_name="requests", verbose_name="事项")
    # the period of the request; from this period on a granted change holds
    period = models.ForeignKey(Period, models.PROTECT, related_name="requests", verbose_name="填报期")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requests", verbose_name="申请单位")
    # label → value as people read it, of what the request changes
    before = models.JSONField("原值", default=dict)
    after = models.JSONField("申请改为", default=dict)
    # the same as the action that grants it needs it
    wanted = models.JSONField("申请内容", default=dict)
    reason = models.TextField("申请理由")
    filed_at = models.DateTimeField("申请时间")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    state = EnumField(RequestState, "状态", default=RequestState.OPEN)
    decision = models.TextField("办理意见", blank=True)
    # the document or instruction behind the decision
    basis = models.CharField("依据", max_length=200, blank=True)
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="办理人",
    )

    class Meta:
        verbose_name = "申请"
        ordering = ["-filed_at", "-pk"]
        constraints = [
            build_choice_constraint("kind", RequestKind),
            build_choice_constraint("state", RequestState),
            build_pair_constraint("decided"),
            CheckConstraint(condition=~Q(reason=""), name="request_with_reason"),
            UniqueConstraint(
                fields=["task", "kind"],
                condition=Q(state=RequestState.OPEN),
                name="one_open_request_of_a_kind",
            ),
            CheckConstraint(
                condition=Q(state=RequestState.OPEN, decided_at__isnull=True)
                | (~Q(state=RequestState.OPEN) & Q(decided_at__isnull=False)),
                name="request_ended_has_time",
            ),
            CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(decision=""), name="request_refused_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.kind.label}：{self.task}"

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN
