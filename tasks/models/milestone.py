"""节点: the dated steps of an item; the entries tell which are reached."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import DeadlineState, MilestoneSource
from tasks.models.constraints import build_choice_constraint, build_days_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Task


class Milestone(models.Model):
    """节点: a step of an item and its day. ``UnitWords.milestones_done`` holds the ticks with which units report them.

    A unit may change the ones that it has proposed until the office confirms them.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones", verbose_name="事项")
    position = models.PositiveSmallIntegerField("顺序")
    text = models.CharField("节点", max_length=200)
    due_on = models.DateField("应完成日期")
    # the head and the words of the cell from which it was read; empty where a person typed it
    quote = models.TextField("出处", blank=True)
    source = EnumField(MilestoneSource, "来源")
    state = EnumField(DeadlineState, "状态", default=DeadlineState.PROPOSED)

    class Meta:
        verbose_name = "节点"
        ordering = ["task_id", "due_on", "position"]
        constraints = [
            build_choice_constraint("source", MilestoneSource),
            build_choice_constraint("state", DeadlineState),
            UniqueConstraint(fields=["task", "position"], name="milestone_position_once"),
            CheckConstraint(condition=~Q(text=""), name="milestone_says_something"),
            build_days_constraint("due_on"),
        ]

    def __str__(self):
        return self.text

    @property
    def is_binding(self) -> bool:
        """Whether 预警 counts it: all but those that a unit has proposed and nobody has confirmed."""
        return self.source != MilestoneSource.UNIT or self.state == DeadlineState.CONFIRMED
