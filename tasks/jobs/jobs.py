"""后台任务: a person's jobs, and how it stands with each of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from tasks import clock
from tasks.enums import JobState
from tasks.models import Job, JobWorker, User

#: a worker says every few seconds that it lives; one that has not for so long has ended
SILENCE = timedelta(seconds=60)
#: how long jobs and what they made are kept
KEPT_FOR = timedelta(days=14)
LOST = "后台进程在办理中意外停止，没有办完。请重新办理。"


def select_own_jobs(user: User) -> QuerySet[Job]:
    """Selects what the user has asked for in his present government, the newest first."""
    return Job.objects.filter(person=user.pk, government=user.government_id).select_related("worker", "made")


def select_lost_jobs(now: datetime) -> QuerySet[Job]:
    """Selects the jobs whose worker has ended in the middle: it is silent, or has begun anew since."""
    silent = Q(worker__seen_at__lt=now - SILENCE) | Q(worker__begun_at__gt=F("begun_at"))
    return Job.objects.filter(silent, state=JobState.RUNNING)


@dataclass(frozen=True)
class JobQueue:
    """The queue at one moment.

    Attributes:
        has_worker: whether some worker does jobs.
        unended: the keys of the jobs that wait or are done, of everybody.
    """

    now: datetime
    has_worker: bool
    unended: list[int]


def has_worker(now: datetime) -> bool:
    """Whether some worker lives; without one nothing that is asked for is done."""
    return JobWorker.objects.filter(seen_at__gte=now - SILENCE).exists()


def load_job_queue() -> JobQueue:
    """Loads the queue as it is now, in two queries."""
    now = clock.get_real_moment()
    return JobQueue(now, has_worker(now), list(Job.objects.filter(ended_at=None).values_list("pk", flat=True)))


@dataclass(frozen=True)
class JobProgress:
    """How it stands with a job, as ``select_own_jobs`` fetches it."""

    job: Job
    queue: JobQueue

    @property
    def is_lost(self) -> bool:
        """As ``select_lost_jobs`` finds it."""
        worker, begun = self.job.worker, self.job.begun_at
        if self.job.state != JobState.RUNNING or worker is None or begun is None:
            return False
        return worker.seen_at < self.queue.now - SILENCE or worker.begun_at > begun

    @property
    def state(self) -> JobState:
        return JobState.FAILED if self.is_lost else self.job.state

    @property
    def is_going_on(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

    @property
    def said(self) -> str:
        """The sentence of the page."""
        job = self.job
        if self.is_lost:
            return LOST
        if self.state == JobState.WAITING:
            return self._describe_waiting()
        if self.state == JobState.RUNNING:
            return f"{job.step or '正在准备'}……"
        return job.error or job.result or f"“{job.file_name}”已生成。"

    def _describe_waiting(self) -> str:
        if not self.queue.has_worker:
            return "后台进程没有运行，请告知系统管理员；启动后会自动办理，不用重新提交。"
        ahead = sum(pk < self.job.pk for pk in self.queue.unended)
        return f"前面还有 {ahead} 项，按先后办理。" if ahead else "即将开始。"
