"""样板: an office's own Word or Excel table that an attachment is printed into."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.organisation import Government


class TableSample(models.Model):
    """样板: a file, and which of its columns shows what. A version of a layout names it; nothing changes it."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="table_samples", verbose_name="辖区政府")
    filename = models.CharField("文件名", max_length=200)
    # docx or xlsx
    form = models.CharField("格式", max_length=4)
    content = models.BinaryField("内容")
    # as ``reports.sampling.reading.SampleReading`` writes it
    reading = models.JSONField("读法")
    # whether a version of a layout names it; one that none names is replaced by the next that its person uploads
    is_used = models.BooleanField("已使用", default=False)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人")

    class Meta:
        verbose_name = "样板"
        ordering = ["government_id", "pk"]
        constraints = [CheckConstraint(condition=Q(form__in=["docx", "xlsx"]), name="table_sample_form_known")]

    def __str__(self):
        return self.filename
