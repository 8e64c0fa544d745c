"""内部事项: items that the public version of a report leaves out."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.plan import Task


class InternalItem(models.Model):
    """内部事项: an item that public versions leave out in every period, until the mark is removed."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="internal", verbose_name="事项")
    reason = models.TextField("理由")
    marked_at = models.DateTimeField("标记时间")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = "内部事项"
        constraints = [CheckConstraint(condition=~Q(reason=""), name="internal_item_with_reason")]

    def __str__(self):
        return str(self.task)
