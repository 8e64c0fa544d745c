"""研判: what the office has judged of an entry, in the word of its time."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.enums import Outcome, Standing
from tasks.enums.outcome_words import LONGEST_WORD, OutcomeWord, build_judged_word
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.frozen import FrozenQuerySet, FrozenRow
from tasks.models.progress import ProgressEntry
from tasks.terms.later import say_later


class Judgement(FrozenRow):
    """研判: the office's judgement of an entry, with its reason. A new one is a new row; the entry points to the last."""

    # an entry that was judged is not deleted either
    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="judgements", verbose_name="进展填报")
    outcome = EnumField(Outcome, "结论")
    # the word and the colour token of its meaning in the vocabulary of that moment; "" are those of the meaning itself
    word = models.CharField("用词", max_length=LONGEST_WORD, blank=True, default="")
    token = models.CharField("颜色", max_length=10, blank=True, default="")
    reason = models.TextField("理由", blank=True)
    # the words of the imported document, such as 符合 or 预计能够完成
    printed = models.CharField("表中写法", max_length=50, blank=True)
    # the standing at that moment, from which the agreement of 预警 and 研判 is computed
    standing = EnumField(Standing, "当时的系统预警", blank=True)
    judged_at = models.DateTimeField(say_later("{terms.judging}时间"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=say_later("{terms.judging}人"),
    )

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = say_later("{terms.judging}")
        ordering = ["entry_id", "judged_at"]
        constraints = [
            build_choice_constraint("outcome", Outcome),
            CheckConstraint(
                condition=~Q(outcome__in=[Outcome.LAGGING, Outcome.NOT_REACHED])
                | ~Q(reason="")
                | Q(judged_by__isnull=True),
                name="judgement_behind_has_reason",
            ),
        ]

    def __str__(self):
        return self.verdict.label

    @property
    def verdict(self) -> OutcomeWord:
        """What was judged, in the word that people read; every page and file asks it here."""
        return build_judged_word(self.outcome, self.word, self.token)

    @property
    def own_word(self) -> str:
        """The word where it is the government's own; "" where it is that of the meaning."""
        return "" if self.word == self.outcome.label else self.word
