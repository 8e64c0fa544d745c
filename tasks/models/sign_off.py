"""印发审核: staff of 督查办 ask for the issue of a report or a plan's notice, the head of 督查办 approves or returns it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.constraints import build_pair_constraint
from tasks.models.plan import Plan
from tasks.models.progress import Period
from tasks.periods import PLAN_CODE


class SignOff(models.Model):
    """印发审核 of a period's report or of a plan's notice. The last row of each counts; a decided one never changes.

    ``data`` is what would have been issued when it was asked, as ``Publication.data``, and ``fingerprint`` its digest:
    an approval holds as long as the same would be issued.
    """

    # exactly one of both
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="sign_offs", null=True, blank=True, verbose_name="填报期"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="sign_offs", null=True, blank=True, verbose_name="年度方案"
    )
    data = models.JSONField("提请时的内容")
    fingerprint = models.CharField("内容校验值", max_length=64)
    asked_at = models.DateTimeField("提请时间")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提请人")
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审核人"
    )
    approved = models.BooleanField("通过", null=True, blank=True)
    reason = models.TextField("审核意见", blank=True)

    class Meta:
        verbose_name = "印发审核"
        ordering = ["-pk"]
        constraints = [
            build_pair_constraint("decided"),
            CheckConstraint(
                condition=Q(period__isnull=True, plan__isnull=False) | Q(period__isnull=False, plan__isnull=True),
                name="sign_off_of_period_or_plan",
            ),
            CheckConstraint(
                condition=Q(decided_at__isnull=True, approved__isnull=True, reason="")
                | Q(decided_at__isnull=False, approved__isnull=False),
                name="sign_off_decided_as_a_whole",
            ),
            CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved=True) | ~Q(reason=""),
                name="sign_off_returned_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.about}印发审核"

    @property
    def about(self) -> str:
        """What would be issued: 2024年上半年报告, or 2024年方案通知."""
        return f"{self.period}报告" if self.period else f"{self.plan}方案通知"

    @property
    def occasion(self) -> str:
        """What would be issued, in URLs: 2024-H1, or 2024-PLAN."""
        issuable = self.issuable
        return f"{issuable.year}-{PLAN_CODE}" if isinstance(issuable, Plan) else issuable.key

    @property
    def issuable(self) -> Period | Plan:
        """The period whose report, or the plan whose notice would be issued.

        Raises:
            ValueError: neither is set, which the database refuses.
        """
        if issuable := self.period or self.plan:
            return issuable
        raise ValueError("提请没有填报期，也没有方案")

    @property
    def is_open(self) -> bool:
        """Whether the head of 督查办 has not decided yet."""
        return self.decided_at is None

    @property
    def is_own(self) -> bool:
        """Whether who asked for it has decided on it himself."""
        return self.decided_by_id is not None and self.decided_by_id == self.asked_by_id

    @property
    def is_taken_back(self) -> bool:
        """Whether who asked for it has taken it back, which is a return by himself."""
        return self.is_own and self.approved is False
