"""本级版式: the layouts of a government's own, each with all its versions."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.models.organisation import Government

#: characters of a name
LAYOUT_NAME_LENGTH = 60
#: what the key of such a layout begins with; no file of ``reports/layouts`` is called so
OWN_PREFIX = "own"


class OfficeLayout(models.Model):
    """本级版式: a layout of a government's own, which its periods use before those that come with the product.

    Its text stands in its versions; ``version`` is the one that holds. One that is retired is offered no more, but what
    was issued by it finds its version.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="office_layouts", verbose_name="辖区政府")
    name = models.CharField("名称", max_length=LAYOUT_NAME_LENGTH)
    version = models.PositiveSmallIntegerField("版本", default=1)
    # the occasions that use it by themselves, as ``reports.layouts.uses`` writes them: no two layouts share one
    uses = models.JSONField("自动用于", default=list, blank=True)
    is_retired = models.BooleanField("已停用", default=False)

    class Meta:
        verbose_name = "本级版式"
        ordering = ["government_id", "pk"]
        constraints = [
            UniqueConstraint(fields=["government", "name"], name="office_layout_once_a_name"),
            CheckConstraint(condition=~Q(name=""), name="office_layout_with_name"),
            CheckConstraint(condition=Q(version__gte=1), name="office_layout_with_version"),
        ]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        """The key by which pages, commands and issues name it."""
        return f"{OWN_PREFIX}{self.pk}"


class LayoutVersion(models.Model):
    """版式的一个版本: the text of a layout as somebody saved it. Nothing changes or removes it."""

    layout = models.ForeignKey(OfficeLayout, models.PROTECT, related_name="versions", verbose_name="版式")
    number = models.PositiveSmallIntegerField("版本")
    text = models.TextField("内容")
    # what it came from: 复制自…, 导入…, 恢复第2版
    note = models.CharField("来由", max_length=200, blank=True, default="")
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人")

    class Meta:
        verbose_name = "版式版本"
        ordering = ["layout_id", "-number"]
        constraints = [
            UniqueConstraint(fields=["layout", "number"], name="layout_version_once"),
            CheckConstraint(condition=~Q(text=""), name="layout_version_says_something"),
        ]

    def __str__(self):
        return f"{self.layout}第{self.number}版"
