"""校核意见: findings that the office has set aside."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.models.progress import Period


class FindingDecision(models.Model):
    """校核意见: a finding set aside with a reason. Findings are computed anew each time; ``key`` identifies them."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="finding_decisions", verbose_name="填报期")
    # tasks.checking.checks.Finding.key: rule, item and quoted words
    key = models.CharField("问题标识", max_length=32)
    reason = models.TextField("理由")
    decided_at = models.DateTimeField("时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = "校核意见"
        ordering = ["period_id", "decided_at"]
        constraints = [
            UniqueConstraint(fields=["period", "key"], name="finding_set_aside_once"),
            CheckConstraint(condition=~Q(reason=""), name="finding_set_aside_with_reason"),
        ]

    def __str__(self):
        return self.reason
