"""方案调整: what the office has changed in the plan during the year, on which basis, and whether it was undone."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import PlanChangeKind
from tasks.models.constraints import build_choice_constraint, build_days_constraint, build_pair_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Plan, Task
from tasks.periods import MOST_PERIODS


class PlanChange(models.Model):
    """方案调整: one change of one item from a period on, with its basis.

    ``since`` is the number of the first period in which it holds.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="changes", verbose_name="年度方案")
    # None once an added item was taken out again; ``item`` still names it
    task = models.ForeignKey(
        Task, models.SET_NULL, related_name="plan_changes", null=True, blank=True, verbose_name="事项"
    )
    item = models.CharField("事项名称", max_length=300)
    kind = EnumField(PlanChangeKind, "种类")
    since = models.PositiveSmallIntegerField("自何时起")
    # the document or the meeting that decided it
    basis = models.CharField("依据", max_length=200)
    decided_on = models.DateField("决定日期")
    reason = models.TextField("理由")
    # label → value as people read it, of what differs
    before = models.JSONField("原值", default=dict)
    after = models.JSONField("现值", default=dict)
    # what undoing needs (``tasks.adjusting.snapshots``)
    kept = models.JSONField("撤销所需", default=dict)
    made_at = models.DateTimeField("调整时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="调整人")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="撤销人"
    )

    class Meta:
        verbose_name = "方案调整"
        ordering = ["-made_at", "-pk"]
        constraints = [
            build_days_constraint("decided_on"),
            build_choice_constraint("kind", PlanChangeKind),
            build_pair_constraint("undone"),
            CheckConstraint(condition=Q(since__gte=1, since__lte=MOST_PERIODS), name="plan_change_since_a_period"),
            CheckConstraint(condition=~Q(basis=""), name="plan_change_with_basis"),
            CheckConstraint(condition=~Q(reason=""), name="plan_change_with_reason"),
            UniqueConstraint(fields=["task"], condition=Q(kind=PlanChangeKind.ADD), name="plan_change_adds_once"),
        ]

    def __str__(self):
        return f"{self.kind.label}：{self.item}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None
