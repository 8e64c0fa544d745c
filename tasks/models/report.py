"""报告段落 and 报告模板: the office's own wordings of a report."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.models.organisation import Government
from tasks.models.plan import Plan
from tasks.periods import MOST_PERIODS


class ReportParagraph(models.Model):
    """报告段落: the office's wording of one paragraph, with the generated one that it replaced.

    ``number`` is the period's, or 0 for the notice that issues the plan. When the data change later, the
    paragraph generated anew differs from ``generated``, and the page says so.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="paragraphs", verbose_name="年度方案")
    number = models.PositiveSmallIntegerField("期次")
    # reports.printing.paragraphs.Paragraph.key, which identifies the paragraph's place in the report
    key = models.CharField("段落标识", max_length=120)
    generated = models.TextField("生成稿")
    wording = models.TextField("改写稿")
    edited_at = models.DateTimeField("修改时间")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="修改人")

    class Meta:
        verbose_name = "报告段落"
        ordering = ["plan_id", "number", "pk"]
        constraints = [
            UniqueConstraint(fields=["plan", "number", "key"], name="paragraph_reworded_once"),
            CheckConstraint(condition=Q(number__lte=MOST_PERIODS), name="paragraph_of_a_period"),
        ]

    def __str__(self):
        return f"{self.plan}{self.plan.rhythm.get_label(self.number)}报告 {self.key}"


class NarrativeTemplate(models.Model):
    """报告模板: a government's own template for a layout, which replaces the layout's template."""

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="narrative_templates", verbose_name="辖区政府"
    )
    layout = models.CharField("版式", max_length=100)
    text = models.TextField("模板")
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人")

    class Meta:
        verbose_name = "报告模板"
        ordering = ["government_id", "layout"]
        constraints = [
            UniqueConstraint(fields=["government", "layout"], name="one_template_a_layout"),
            CheckConstraint(condition=~Q(text=""), name="template_says_something"),
        ]

    def __str__(self):
        return f"{self.government} {self.layout} 报告模板"
