"""复核: a unit's objections to judgements."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks.enums import ObjectionState
from tasks.models.constraints import build_choice_constraint, build_days_constraint, build_pair_constraint
from tasks.models.fields import EnumField
from tasks.models.judgement import Judgement
from tasks.models.organisation import Unit
from tasks.models.progress import ProgressEntry


class Objection(models.Model):
    """复核申请 (政府督查工作条例 第十七条). The decision keeps the judgement or replaces it by ``result``."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="objections", verbose_name="进展填报")
    judgement = models.OneToOneField(Judgement, models.PROTECT, related_name="objection", verbose_name="有异议的结论")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="objections", verbose_name="申请单位")
    reason = models.TextField("申请理由")
    filed_at = models.DateTimeField("申请时间")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    due_on = models.DateField("应于何日前决定")
    state = EnumField(ObjectionState, "状态", default=ObjectionState.OPEN)
    decision = models.TextField("复核意见", blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="决定人",
    )
    result = models.OneToOneField(
        Judgement, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="复核后的结论"
    )

    class Meta:
        verbose_name = "复核申请"
        ordering = ["-filed_at", "-pk"]
        constraints = [
            build_days_constraint("due_on"),
            build_choice_constraint("state", ObjectionState),
            build_pair_constraint("decided"),
            UniqueConstraint(
                fields=["entry"], condition=Q(state=ObjectionState.OPEN), name="one_open_objection_an_entry"
            ),
            CheckConstraint(condition=~Q(reason=""), name="objection_with_reason"),
            CheckConstraint(
                condition=Q(state=ObjectionState.OPEN, decided_at__isnull=True, decision="")
                | (~Q(state=ObjectionState.OPEN) & Q(decided_at__isnull=False) & ~Q(decision="")),
                name="objection_decided_with_reason",
            ),
            CheckConstraint(
                condition=Q(state=ObjectionState.CHANGED, result__isnull=False)
                | (~Q(state=ObjectionState.CHANGED) & Q(result__isnull=True)),
                name="objection_changed_has_result",
            ),
            CheckConstraint(
                condition=Q(result__isnull=True) | ~Q(result=F("judgement")), name="objection_result_is_new"
            ),
        ]

    def __str__(self):
        return f"{self.entry} {self.state.label}"

    @property
    def is_open(self) -> bool:
        return self.state == ObjectionState.OPEN
