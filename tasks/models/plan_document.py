"""来源文件: the documents besides the plan's own notice from which items of the year come."""

from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.enums import DocumentLevel
from tasks.models.constraints import build_choice_constraint, build_days_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Plan


class PlanDocument(models.Model):
    """来源文件: a list of items that was issued apart from the plan's notice, such as the year's 民生实事.

    An item without one comes from the plan's own notice, whose facts ``Plan`` has. Each file that brought the list or
    corrected it is a 来件 (``sources``).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="documents", verbose_name="年度方案")
    title = models.CharField("标题", max_length=300)
    document_number = models.CharField("文号", max_length=100, blank=True, default="")
    issued_on = models.DateField("印发日期", null=True, blank=True)
    level = EnumField(DocumentLevel, "级别", default=DocumentLevel.DISTRICT)
    # the meeting that decided on the list, as printed; "" where the document names none
    decided_by = models.CharField("审议会议", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "来源文件"
        ordering = ["plan_id", "pk"]
        constraints = [
            build_days_constraint("issued_on"),
            build_choice_constraint("level", DocumentLevel),
            CheckConstraint(condition=~Q(title=""), name="plan_document_has_a_title"),
        ]

    def __str__(self):
        return self.title
