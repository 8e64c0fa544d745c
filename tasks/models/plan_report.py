"""计划报告: the report on the plan of the year past and the draft of the next one, its headline figures and its projects."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.decimals import format_decimal
from tasks.enums import OutcomeState
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Government, Unit
from tasks.models.plan import Task
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR
from tasks.terms.later import say_later


class PlanReport(models.Model):
    """计划报告: 关于某年国民经济和社会发展计划执行情况及次年计划草案的报告, of the year that it plans.

    Its whole text is kept in blocks; sections, boxes and targets are read out of them at each look.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="plan_reports", verbose_name="辖区政府")
    year = models.PositiveSmallIntegerField("计划年度")
    title = models.CharField("标题", max_length=300)
    filename = models.CharField("文件名", max_length=300)
    # as ``tasks.outlooks.stored_blocks`` writes them
    blocks = models.JSONField("正文")
    notes = models.JSONField("名词解释", default=list, blank=True)
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="导入人"
    )

    class Meta:
        verbose_name = "计划报告"
        ordering = ["-year", "pk"]
        constraints = [
            UniqueConstraint(fields=["government", "year"], name="one_plan_report_a_year"),
            CheckConstraint(
                condition=Q(year__gte=FIRST_PLAN_YEAR, year__lte=LAST_PLAN_YEAR), name="plan_report_year_plausible"
            ),
            CheckConstraint(condition=~Q(title=""), name="plan_report_has_a_title"),
        ]

    def __str__(self):
        return f"{self.year}年计划报告"


class ReportedOutcome(models.Model):
    """A headline figure of the year before the planned one, with the words in which the report states it."""

    report = models.ForeignKey(PlanReport, models.CASCADE, related_name="outcomes", verbose_name="计划报告")
    position = models.PositiveSmallIntegerField("顺序")
    measure = models.CharField("指标", max_length=200)
    value = models.DecimalField("完成值", max_digits=20, decimal_places=4)
    unit = models.CharField("单位", max_length=30)
    is_growth = models.BooleanField("是否增速")
    quote = models.TextField("原文")
    state = EnumField(OutcomeState, "口径")
    # as printed; "" for none
    rank = models.CharField("位次", max_length=100, blank=True, default="")

    class Meta:
        verbose_name = "上年完成数"
        ordering = ["report_id", "position"]
        constraints = [
            UniqueConstraint(fields=["report", "position"], name="reported_outcome_position_once"),
            build_choice_constraint("state", OutcomeState),
            CheckConstraint(condition=~Q(quote=""), name="reported_outcome_is_quoted"),
        ]

    def __str__(self):
        return self.measure

    @property
    def label(self) -> str:
        """5.3%."""
        return f"{format_decimal(self.value)}{self.unit}"


class Project(models.Model):
    """专栏项目: a project that a box of the report names, with the words of box and group as printed."""

    report = models.ForeignKey(PlanReport, models.CASCADE, related_name="projects", verbose_name="计划报告")
    position = models.PositiveSmallIntegerField("顺序")
    box = models.CharField("专栏", max_length=200, blank=True, default="")
    # "" where the box has no groups
    group = models.CharField("分组", max_length=100, blank=True, default="")
    name = models.CharField("项目名称", max_length=300)
    lead_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="projects",
        null=True,
        blank=True,
        verbose_name=say_later("{terms.lead_unit}"),
    )
    tasks = models.ManyToManyField(Task, related_name="projects", blank=True, verbose_name="对应事项")

    class Meta:
        verbose_name = "专栏项目"
        ordering = ["report_id", "position"]
        constraints = [
            UniqueConstraint(fields=["report", "position"], name="project_position_once"),
            CheckConstraint(condition=~Q(name=""), name="project_has_a_name"),
        ]

    def __str__(self):
        return self.name
