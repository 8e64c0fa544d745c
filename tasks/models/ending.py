"""办结与停办: how and when an item ended before its year did."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from tasks.enums import EndingKind
from tasks.models.constraints import build_choice_constraint, build_days_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Task
from tasks.periods import MOST_PERIODS

STOPS = tuple(kind for kind in EndingKind if kind.is_stop)


def build_stopped_condition(number, *, task: str = "") -> Q:
    """Builds the condition over items that one was stopped, and so is not asked for, in a period.

    Args:
        number: the period's number, or an expression for it.
        task: the way to the item, where the condition is over other rows: ``task__``.
    """
    return Q(**{f"{task}ending__kind__in": STOPS, f"{task}ending__since__lte": number})


def find_ending(task: Task) -> "Ending | None":
    """Returns how an item ended before its year did; None while it goes on. For many items, fetch ``ending`` with them."""
    return getattr(task, "ending", None)


class Ending(models.Model):
    """办结与停办: an item that is done, or was stopped, and from which period on nothing is asked of it.

    ``since`` is a period number: that of the first period in which nothing is asked any more, or one more than the
    last where only the coming year is meant. When the office takes the ending back, the row goes; the audit log keeps it.
    """

    task = models.OneToOneField(Task, models.PROTECT, related_name="ending", verbose_name="事项")
    kind = EnumField(EndingKind, "种类")
    since = models.PositiveSmallIntegerField("自何时起不再填报")
    on = models.DateField("日期")
    # what later reports print of an item that is done
    words = models.TextField("报告用语", blank=True)
    merged_into = models.ForeignKey(
        Task, models.PROTECT, related_name="absorbed", null=True, blank=True, verbose_name="并入的事项"
    )
    basis = models.CharField("依据", max_length=200)
    reason = models.TextField("说明", blank=True)
    made_at = models.DateTimeField("办理时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = "办结与停办"
        constraints = [
            build_choice_constraint("kind", EndingKind),
            CheckConstraint(condition=Q(since__gte=1, since__lte=MOST_PERIODS + 1), name="ending_since_a_period"),
            build_days_constraint("on"),
            CheckConstraint(condition=~Q(basis=""), name="ending_with_basis"),
            CheckConstraint(condition=~Q(kind=EndingKind.DONE) | ~Q(words=""), name="ending_done_has_words"),
            CheckConstraint(
                condition=Q(kind=EndingKind.MERGED, merged_into__isnull=False)
                | (~Q(kind=EndingKind.MERGED) & Q(merged_into__isnull=True)),
                name="ending_merged_names_the_other",
            ),
            CheckConstraint(condition=~Q(merged_into=F("task")), name="ending_not_merged_into_itself"),
        ]

    def __str__(self):
        return f"{self.task} {self.kind.label}"

    @property
    def since_label(self) -> str:
        """From when on nothing is asked, as pages say it: 前三季度; "" where every period of the year was asked."""
        rhythm = self.task.plan.rhythm
        return rhythm.get_label(self.since) if self.since in rhythm.numbers else ""
