"""印发审核: staff of 督查办 ask for the issue of a period, the head of 督查办 approves or returns it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.constraints import build_pair_constraint
from tasks.models.progress import Period


class SignOff(models.Model):
    """印发审核. The last row of a period counts; a decided one never changes.

    ``data`` is what would have been issued when it was asked, as ``Publication.data``, and ``fingerprint`` its digest:
    an approval holds as long as the same would be issued.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="sign_offs", verbose_name="填报期")
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
        return f"{self.period}印发审核"

    @property
    def is_open(self) -> bool:
        """Whether the head of 督查办 has not decided yet."""
        return self.decided_at is None

    @property
    def is_own(self) -> bool:
        """Whether who asked for it has decided on it himself."""
        return self.decided_by_id is not None and self.decided_by_id == self.asked_by_id
