"""后台进程: a worker says that it begins, and that it lives. No person does it, so it leaves no audit row."""

from django.db import transaction

from tasks import clock
from tasks.jobs.job_actions import end_lost_jobs
from tasks.models import JobWorker, User


@transaction.atomic
def begin_worker(*, name: str, by: User | None = None) -> JobWorker:
    """Notes that the worker of a machine begins, and ends what the one before it left in the middle.

    Args:
        name: of the machine; at most 64 characters.
        by: None, since a worker is nobody.
    """
    now = clock.get_real_moment()
    worker, _ = JobWorker.objects.update_or_create(name=name, defaults={"begun_at": now, "seen_at": now})
    end_lost_jobs()
    return worker


def note_worker_alive(*, worker: JobWorker) -> None:
    JobWorker.objects.filter(pk=worker.pk).update(seen_at=clock.get_real_moment())
