"""考核: exclusions and approved scorecards."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.models.constraints import build_days_constraint, build_pair_constraint
from tasks.models.plan import Plan
from tasks.models.progress import Period, ProgressEntry


class Exclusion(models.Model):
    """不计入考核: an entry that does not count in the units' marks, for a cause beyond their control."""

    entry = models.OneToOneField(ProgressEntry, models.PROTECT, related_name="exclusion", verbose_name="进展填报")
    reason = models.TextField("理由")
    # the document or instruction behind the decision
    basis = models.CharField("依据", max_length=200)
    decided_at = models.DateTimeField("时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = "不计入考核"
        constraints = [CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="exclusion_with_reason_and_basis")]

    def __str__(self):
        return self.reason


class ScorecardQuerySet(models.QuerySet):
    """Scorecards."""

    def in_force(self):
        """Selects the scorecards whose approval was not taken back."""
        return self.filter(ended_at__isnull=True)

    def covering(self, period: Period):
        """Selects the scorecards in force of the period and of its whole year."""
        whole_year = Q(plan=period.plan_id, period__isnull=True)
        return self.in_force().filter(Q(period=period.pk) | whole_year).select_related("period__plan", "plan")


class Scorecard(models.Model):
    """考核结果: the approved marks of the units in a year or a period (政府督查工作条例 第二十一条).

    The row is not edited: taking the approval back ends it, and a new approval is a new row.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scorecards", verbose_name="年度方案")
    # None: the whole year
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="scorecards", null=True, blank=True, verbose_name="填报期"
    )
    # the rules and every unit's row with the items that counted, as approved
    data = models.JSONField("考核数据", default=dict)
    approved_by_name = models.CharField("审定人", max_length=100)
    approved_on = models.DateField("审定日期")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    # set when the approval was taken back
    ended_at = models.DateTimeField("撤销时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="撤销人",
    )
    ended_because = models.TextField("撤销理由", blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = "考核结果"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            build_days_constraint("approved_on"),
            UniqueConstraint(
                fields=["plan"],
                condition=Q(period__isnull=True, ended_at__isnull=True),
                name="one_approved_scorecard_a_year",
            ),
            UniqueConstraint(
                fields=["period"], condition=Q(ended_at__isnull=True), name="one_approved_scorecard_a_period"
            ),
            build_pair_constraint("ended"),
            CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="scorecard_ended_with_reason",
            ),
            CheckConstraint(condition=~Q(approved_by_name=""), name="scorecard_approved_by_somebody"),
        ]

    def __str__(self):
        return f"{self.period or self.plan}考核结果"
