"""定时任务的运行: when a timed command ran, and what came of it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from tasks.enums import TimedJob
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField


class TimedRun(models.Model):
    """定时任务的运行: one run of a timed command. Its ``state`` is computed by ``tasks.timing.timed_runs``."""

    job = EnumField(TimedJob, "任务")
    begun_at = models.DateTimeField("开始时间")
    # empty while it runs, and for ever if the machine stopped meanwhile
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    # "" if nothing went wrong
    error = models.CharField("错误", max_length=300, blank=True)

    class Meta:
        verbose_name = "定时任务的运行"
        ordering = ["-begun_at", "-pk"]
        constraints = [
            build_choice_constraint("job", TimedJob),
            CheckConstraint(
                condition=Q(ended_at__isnull=True, error="") | Q(ended_at__isnull=False, ended_at__gte=F("begun_at")),
                name="timed_run_ends_after_begin",
            ),
        ]
        indexes = [models.Index(fields=["job", "-begun_at"], name="timed_run_latest")]

    def __str__(self):
        return f"{self.job.label} {self.begun_at:%Y-%m-%d %H:%M}"
