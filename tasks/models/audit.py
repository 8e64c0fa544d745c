"""留痕: the audit log. Rows are added, never changed or deleted."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from tasks.enums import EventKind
from tasks.models.fields import EnumField
from tasks.models.frozen import FrozenQuerySet, FrozenRow


class EventQuerySet(FrozenQuerySet):
    """Audit rows."""

    def about(self, *subjects: models.Model):
        """Selects the rows about any of ``subjects``."""
        keys: dict[str, list[int]] = {}
        for each in subjects:
            keys.setdefault(str(each._meta.model_name), []).append(each.pk)
        conditions = (Q(subject_type=kind, subject_id__in=found) for kind, found in keys.items())
        return self.filter(reduce(or_, conditions, Q(pk__in=[])))


class Event(FrozenRow):
    """One action. It has no foreign keys: names are kept as text, so that the row outlives what it is about."""

    at = models.DateTimeField("时间", db_index=True)
    kind = EnumField(EventKind, "事项", max_length=40, db_index=True)
    government_id = models.PositiveBigIntegerField("辖区政府编号", null=True, db_index=True)
    actor_id = models.PositiveBigIntegerField("操作人编号", null=True)
    actor_name = models.CharField("操作人", max_length=100)
    actor_place = models.CharField("操作人单位", max_length=100, blank=True)
    subject_type = models.CharField("对象类型", max_length=40)
    subject_id = models.PositiveBigIntegerField("对象编号", null=True)
    subject = models.CharField("对象", max_length=500)
    period = models.CharField("填报期", max_length=40, blank=True)
    before = models.JSONField("原值", default=dict)
    after = models.JSONField("新值", default=dict)
    reason = models.TextField("理由", blank=True)
    succeeded = models.BooleanField("成功", default=True)
    address = models.CharField("来源地址", max_length=60, blank=True)
    # a keyed digest of the session's key, which itself opens the session
    session = models.CharField("会话", max_length=16, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "留痕"
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_of_subject")]

    def __str__(self):
        return f"{self.actor_name} {self.kind.label} {self.subject}"
