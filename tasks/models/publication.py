"""印发件: issued reports and notices with their files, which are never changed or deleted."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import Audience, IssueScope
from tasks.models.constraints import build_choice_constraint, build_days_constraint
from tasks.models.fields import EnumField
from tasks.models.frozen import FrozenQuerySet, FrozenRow
from tasks.models.plan import Plan
from tasks.models.progress import Period
from tasks.models.stored_files import is_stored


class Publication(FrozenRow):
    """印发件: one issue of a period's report, or of a plan's notice. A correction is another row with the next revision
    number.

    政府督查工作条例 第十一条 demands the approver and the date.
    """

    # exactly one of both
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="publications", null=True, blank=True, verbose_name="填报期"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="publications", null=True, blank=True, verbose_name="年度方案"
    )
    revision = models.PositiveSmallIntegerField("印发版次")
    title = models.CharField("标题", max_length=300)
    document_number = models.CharField("发文字号", max_length=100, blank=True)
    approved_by_name = models.CharField("批准人", max_length=50)
    approved_by_title = models.CharField("批准人职务", max_length=100, blank=True)
    approved_on = models.DateField("批准日期")
    issued_at = models.DateTimeField("印发时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    has_public_version = models.BooleanField("有公开版", default=False)
    scope = EnumField(IssueScope, "知悉范围", default=IssueScope.USUAL)
    reason = models.TextField("更正理由", blank=True)
    # the rows of the files as JSON; changes since the issue are computed against them
    data = models.JSONField("印发时的数据")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "印发件"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            build_days_constraint("approved_on"),
            build_choice_constraint("scope", IssueScope),
            UniqueConstraint(fields=["period", "revision"], name="publication_revision_once"),
            UniqueConstraint(fields=["plan", "revision"], name="publication_of_plan_revision_once"),
            CheckConstraint(
                condition=Q(period__isnull=True, plan__isnull=False) | Q(period__isnull=False, plan__isnull=True),
                name="publication_of_period_or_plan",
            ),
            CheckConstraint(condition=Q(revision__gte=1), name="publication_revision_from_one"),
            CheckConstraint(condition=Q(revision=1) | ~Q(reason=""), name="publication_revised_with_reason"),
            CheckConstraint(
                condition=Q(scope=IssueScope.USUAL.value) | Q(has_public_version=False),
                name="publication_internal_or_public",
            ),
            CheckConstraint(condition=~Q(title=""), name="publication_has_title"),
            CheckConstraint(condition=~Q(approved_by_name=""), name="publication_was_approved"),
        ]

    def __str__(self):
        return self.title

    @property
    def reported_period(self) -> Period:
        """The period whose report it is.

        Raises:
            ValueError: it is a notice.
        """
        if self.period is None:
            raise ValueError(f"“{self.title}”是方案的通知，不是报告")
        return self.period

    @property
    def issued_plan(self) -> Plan:
        """The plan of its year.

        Raises:
            ValueError: neither a period nor a plan is set, which the database refuses.
        """
        if plan := self.period.plan if self.period else self.plan:
            return plan
        raise ValueError(f"“{self.title}”没有填报期，也没有方案")

    @property
    def about(self) -> str:
        """What was issued: 2024年上半年, or 2024年方案."""
        return f"{self.period}" if self.period else f"{self.plan}方案"


def published_path(instance, filename):
    """Returns a random name outside the web root; ``PublishedFile.name`` keeps the name that people see."""
    return f"published/{instance.key}"


class PublishedFile(FrozenRow):
    """A file of an issued report."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files", verbose_name="印发件")
    key = models.UUIDField("存放编号", unique=True)
    file = models.FileField("文件", upload_to=published_path)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("格式", max_length=10)
    audience = EnumField(Audience, "版本")
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "印发文件"
        ordering = ["pk"]
        constraints = [
            build_choice_constraint("audience", Audience),
            UniqueConstraint(fields=["publication", "audience", "name"], name="published_name_once"),
            CheckConstraint(condition=Q(size__gt=0), name="published_file_not_empty"),
        ]

    def __str__(self):
        return self.name

    def is_intact(self) -> bool:
        """Returns whether the stored file exists and has the checksum of the day of issue."""
        if not is_stored(self.file):
            return False
        with self.file.open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest() == self.sha256
