"""协调答复: the answer of a district leader to a unit that asks for coordination (需区领导协调)."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.organisation import Official
from tasks.models.progress import ProgressEntry
from tasks.terms.later import say_later


class CoordinationReply(models.Model):
    """协调答复. Rows are only added; a further answer is a further row."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="replies", verbose_name="进展填报")
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="replies", verbose_name=say_later("责任{terms.leader}")
    )
    # the absent official for whom ``official`` answered as acting deputy
    on_behalf_of = models.ForeignKey(
        Official, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="所代理的领导"
    )
    # the words that were answered; the entry may ask something else later
    asked = models.TextField("协调事项", blank=True)
    text = models.TextField("答复")
    answered_at = models.DateTimeField("答复时间")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="答复人")

    class Meta:
        verbose_name = "协调答复"
        ordering = ["entry_id", "answered_at"]
        constraints = [CheckConstraint(condition=~Q(text=""), name="reply_says_something")]

    def __str__(self):
        return self.text
