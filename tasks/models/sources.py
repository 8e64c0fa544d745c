"""来件: imported documents."""

from django.conf import settings
from django.db import models

from tasks.models.plan import Plan
from tasks.models.progress import Period


class SourceDocument(models.Model):
    """来件: an imported document. Its text and the titles of its tables are kept as printed, so that 校核 can compare
    them with the rows."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sources", verbose_name="年度方案")
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="sources", null=True, blank=True, verbose_name="填报期"
    )
    filename = models.CharField("文件名", max_length=300)
    title = models.CharField("标题", max_length=300, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    # paragraphs before the first table
    narrative = models.JSONField("正文", default=list, blank=True)
    # of each table its name, its title, and its rows in order: id of the item, printed number
    tables = models.JSONField("附表", default=list, blank=True)
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="导入人"
    )

    class Meta:
        verbose_name = "来件"
        ordering = ["plan_id", "imported_at"]

    def __str__(self):
        return self.title or self.filename
