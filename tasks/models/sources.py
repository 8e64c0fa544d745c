"""来件: imported documents."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.constraints import build_days_constraint
from tasks.models.plan import Plan
from tasks.models.plan_document import PlanDocument
from tasks.models.progress import Period
from tasks.periods import MOST_PERIODS


class SourceDocument(models.Model):
    """来件: an imported document. Its text and the titles of its tables are kept as printed, so that 校核 can compare
    them with the rows."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sources", verbose_name="年度方案")
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="sources", null=True, blank=True, verbose_name="填报期"
    )
    # the list that it brought or corrected; null for the plan's own notice and for a report
    document = models.ForeignKey(
        PlanDocument, models.PROTECT, related_name="sources", null=True, blank=True, verbose_name="来源文件"
    )
    filename = models.CharField("文件名", max_length=300)
    title = models.CharField("标题", max_length=300, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    # paragraphs before the first table
    narrative = models.JSONField("正文", default=list, blank=True)
    # of each table its name, its title, and its rows in order: id of the item, printed number
    tables = models.JSONField("附表", default=list, blank=True)
    # of a list that came during the year and of a correction: the first period in which it holds
    since = models.PositiveSmallIntegerField("自何时起", null=True, blank=True)
    # of a correction: the number or meeting that decided on it, the day, and why
    basis = models.CharField("依据", max_length=200, blank=True, default="")
    basis_on = models.DateField("依据日期", null=True, blank=True)
    reason = models.TextField("理由", blank=True, default="")
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="导入人"
    )

    class Meta:
        verbose_name = "来件"
        ordering = ["plan_id", "imported_at"]
        constraints = [
            build_days_constraint("issued_on", "basis_on"),
            CheckConstraint(condition=Q(since__gte=1, since__lte=MOST_PERIODS), name="source_since_a_period"),
            CheckConstraint(condition=Q(basis_on=None) | ~Q(basis=""), name="source_basis_day_has_a_basis"),
        ]

    def __str__(self):
        return self.title or self.filename
