"""留言: a word between a unit and the office beside an entry."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.models.organisation import Unit
from tasks.models.progress import ProgressEntry

#: characters of a word
LONGEST_COMMENT = 500


class Comment(models.Model):
    """留言: one word in the thread of an entry. No report prints it and no figure counts it.

    Rows are only added. A word that nobody has read yet can be withdrawn; its row stays and nobody reads it any more.
    """

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="comments", verbose_name="进展填报")
    text = models.CharField("留言", max_length=LONGEST_COMMENT)
    written_at = models.DateTimeField("时间")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="留言人")
    # the unit that the author spoke for; None for the office and for leaders
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="所在单位")
    # whom the text names with @; of a named person of a unit the unit is named too
    named_units = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name="提到的单位")
    named_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name="提到的人"
    )
    is_withdrawn = models.BooleanField("已撤回", default=False)

    class Meta:
        verbose_name = "留言"
        ordering = ["entry_id", "pk"]
        constraints = [CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self):
        return self.text
