"""封签: the chain of digests over the audit log."""

from django.db import models

from tasks.models.frozen import FrozenQuerySet, FrozenRow


class EventSeal(FrozenRow):
    """封签: what one event said when it was sealed, chained to the seal before it (``tasks.sealing``)."""

    # counts from 1 without a gap, in the order of sealing
    position = models.PositiveBigIntegerField("封签序号", unique=True)
    # no foreign key: a seal outlives its event, and says that it was removed
    event_id = models.PositiveBigIntegerField("留痕编号", unique=True)
    content = models.CharField("内容校验值", max_length=64)
    digest = models.CharField("链上校验值", max_length=64)
    # the machine's real time, whatever the business date
    sealed_at = models.DateTimeField("封签时间")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "留痕封签"
        ordering = ["position"]

    def __str__(self):
        return f"第 {self.position} 号封签"
