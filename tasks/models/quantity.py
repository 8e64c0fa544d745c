"""量化指标 of items, and their 完成值 in entries."""

from decimal import Decimal

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import Comparison, Course, FigureState, IndicatorKind, IndicatorState
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Task
from tasks.models.progress import ProgressEntry


class Indicator(models.Model):
    """量化指标: one commitment recognized in an item's text; a person confirms it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="indicators", verbose_name="事项")
    position = models.PositiveSmallIntegerField("顺序")
    measure = models.CharField("指标", max_length=200)
    comparison = EnumField(Comparison, "比较", max_length=2)
    value = models.DecimalField("目标值", max_digits=20, decimal_places=4)
    unit = models.CharField("单位", max_length=30, blank=True)
    kind = EnumField(IndicatorKind, "类型")
    # the commitment's characters in the edition's text, half open
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    state = EnumField(IndicatorState, "状态", default=IndicatorState.PROPOSED)
    course = EnumField(Course, "推进方式", default=Course.LINEAR)
    # expected values at the end of 一季度, 上半年, 前三季度 as decimal texts, for the quarterly course
    quarter_targets = models.JSONField("季度目标", default=list, blank=True)

    class Meta:
        verbose_name = "量化指标"
        ordering = ["task_id", "position"]
        constraints = [
            build_choice_constraint("comparison", Comparison),
            build_choice_constraint("kind", IndicatorKind),
            build_choice_constraint("state", IndicatorState),
            build_choice_constraint("course", Course),
            UniqueConstraint(fields=["task", "position"], name="indicator_position_once"),
            CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=models.F("end")),
                name="indicator_span_forward",
            ),
        ]

    def __str__(self):
        return f"{self.measure}{self.comparison.label}{self.value.normalize():f}{self.unit}"

    @property
    def quarter_amounts(self) -> list[Decimal | None]:
        """``quarter_targets`` as numbers; None where none is set."""
        return [Decimal(amount) if amount else None for amount in self.quarter_targets]


class Reading(models.Model):
    """完成值 of an indicator in an entry. A figure that was not reported is None, not zero."""

    entry = models.ForeignKey(ProgressEntry, models.CASCADE, related_name="readings", verbose_name="进展填报")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings", verbose_name="指标")
    value = models.DecimalField("完成值", max_digits=20, decimal_places=4, null=True, blank=True)
    state = EnumField(FigureState, "性质", default=FigureState.ACHIEVED)
    # the words of the entry's text that say the same value; empty where none do
    quote = models.TextField("出处", blank=True)

    class Meta:
        verbose_name = "完成值"
        ordering = ["entry_id", "indicator__position"]
        constraints = [
            build_choice_constraint("state", FigureState),
            UniqueConstraint(fields=["entry", "indicator"], name="one_reading_an_entry"),
        ]

    def __str__(self):
        return "未报" if self.value is None else f"{self.value.normalize():f}"
