"""后台任务: long work that a person asked for, the process that does it, and what it made."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks.enums import JobKind, JobState
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Government


class JobWorker(models.Model):
    """后台进程: the process that does the jobs on one machine. It says every few seconds that it lives."""

    # of the machine; one process works on each
    name = models.CharField("名称", max_length=64, unique=True)
    begun_at = models.DateTimeField("启动时间")
    seen_at = models.DateTimeField("最近活动时间")

    class Meta:
        verbose_name = "后台进程"
        ordering = ["name"]
        constraints = [CheckConstraint(condition=Q(seen_at__gte=F("begun_at")), name="worker_seen_since_begin")]

    def __str__(self):
        return self.name


def build_made_path(row: "MadeFile", _name: str) -> str:
    return f"made/{uuid4()}"


class MadeFile(models.Model):
    """成品文件: what a job made. It is kept for a while, so that the same content is not made twice."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="made_files", verbose_name="辖区政府")
    # SHA-256 of what it was made from
    source = models.CharField("来源校验值", max_length=64)
    file = models.FileField("文件", upload_to=build_made_path)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "成品文件"
        ordering = ["-pk"]
        constraints = [UniqueConstraint(fields=["government", "source"], name="made_once")]

    def __str__(self):
        return f"成品文件 {self.pk}"


class Job(models.Model):
    """后台任务: one piece of long work. Its person alone reads what it made."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="jobs", verbose_name="辖区政府")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs", verbose_name="申请人")
    kind = EnumField(JobKind, "种类")
    subject = models.CharField("标题", max_length=200)
    # what the work needs to know, as JSON; ``key`` is its digest together with the kind
    arguments = models.JSONField("参数", default=dict, blank=True)
    key = models.CharField("标识", max_length=64)
    state = EnumField(JobState, "状态", default=JobState.WAITING)
    # what it does at present, and how many steps are behind it
    step = models.CharField("进度", max_length=100, blank=True)
    steps_done = models.PositiveSmallIntegerField("已办步数", default=0)
    steps = models.PositiveSmallIntegerField("总步数", default=1)
    # times of the machine, whatever the business date
    asked_at = models.DateTimeField("提出时间")
    begun_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    # who does it; empty where the server itself does it
    worker = models.ForeignKey(
        JobWorker, models.SET_NULL, related_name="jobs", null=True, blank=True, verbose_name="后台进程"
    )
    # why it failed, in the words of the page
    error = models.CharField("没有完成的原因", max_length=500, blank=True)
    made = models.ForeignKey(
        MadeFile, models.PROTECT, related_name="jobs", null=True, blank=True, verbose_name="成品文件"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    # what came of it where it made no file, in the words of the page
    result = models.CharField("结果", max_length=200, blank=True)

    class Meta:
        verbose_name = "后台任务"
        ordering = ["-pk"]
        constraints = [
            build_choice_constraint("kind", JobKind),
            build_choice_constraint("state", JobState),
            # two clicks make one job
            UniqueConstraint(
                fields=["person", "key"], condition=Q(state__in=["waiting", "running"]), name="one_unended_job"
            ),
            CheckConstraint(condition=~Q(subject=""), name="job_with_subject"),
            CheckConstraint(condition=Q(steps__gte=1, steps_done__lte=F("steps")), name="job_steps_in_bounds"),
            CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed"], ended_at__isnull=False),
                name="job_time_of_end",
            ),
            CheckConstraint(
                condition=Q(state="done", made__isnull=False, result="") & ~Q(file_name="")
                | Q(state="done", made__isnull=True, file_name="") & ~Q(result="")
                | ~Q(state="done") & Q(made__isnull=True, result=""),
                name="job_done_has_file_or_result",
            ),
            CheckConstraint(
                condition=Q(state="failed") & ~Q(error="") | ~Q(state="failed") & Q(error=""),
                name="job_failed_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="job_state")]

    def __str__(self):
        return self.subject
