"""后台任务: puts a job into the queue, and does what the queue hands out.

The queue is that of django-tasks: its rows stand in the same database and are written in the same transaction, so a job
and its place in the queue come and fall together.
"""

import logging

from django.db import transaction
from django_tasks import TaskContext, task

from tasks.enums import JobKind
from tasks.jobs.job_actions import add_job, begin_job, fail_job, finish_job
from tasks.jobs.works import WORKS, JobFailed, RunningJob
from tasks.models import Job, User
from tasks.permissions import Refused
from tasks.terms import speak

log = logging.getLogger(__name__)
BROKEN = "程序出错，没有办完。请重新办理；仍不成功的，请告知系统管理员。"
STOPPED = "后台进程在办理中停止，没有办完。请重新办理。"


@task(takes_context=True)
def do_job(context: TaskContext, pk: int) -> None:
    """Does one job, and writes how it ended whatever happens."""
    job = begin_job(pk=pk, worker_name=context.task_result.worker_ids[-1])
    if job is None:
        return
    try:
        with speak(lambda: job.government.words):
            product = WORKS[job.kind].do(RunningJob(job))
        finish_job(pk=pk, product=product)
    except (JobFailed, Refused) as refusal:
        fail_job(pk=pk, error=str(refusal))
    except Exception:
        log.exception("job %s", pk)
        fail_job(pk=pk, error=BROKEN)
    except BaseException:
        # the worker is told to stop at once
        fail_job(pk=pk, error=STOPPED)
        raise


@transaction.atomic
def request_job(*, kind: JobKind, subject: str, arguments: dict, by: User) -> Job:
    """Has a job done by the next worker that is free; arguments, result and errors as of ``add_job``."""
    job, is_new = add_job(kind=kind, subject=subject, arguments=arguments, by=by)
    if is_new:
        do_job.enqueue(job.pk)
    return job


def repeat_job(*, job: Job, by: User) -> Job:
    """Has a job that failed done anew, as another job; errors as of ``add_job``.

    Args:
        by: its person.
    """
    return request_job(kind=job.kind, subject=job.subject, arguments=job.arguments, by=by)
