"""启用码: the one-time key that opens the guide of an empty installation."""

from django.db import models
from django.db.models import CheckConstraint, Q


class SetupKey(models.Model):
    """启用码: at most one row, which is also what everybody locks who makes a government.

    Only the hash of the key is kept; "" is no key: none was made, or it was used, or tried too often.
    """

    key_hash = models.CharField("启用码散列值", max_length=200, blank=True, default="")
    tries_left = models.PositiveSmallIntegerField("剩余次数", default=0)

    class Meta:
        verbose_name = "启用码"
        constraints = [CheckConstraint(condition=Q(pk=1), name="one_setup_key")]

    def __str__(self):
        return "启用码"
