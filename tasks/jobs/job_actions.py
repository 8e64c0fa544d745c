"""后台任务: asks for a job, and what a worker writes of it from its begin to its end."""

import hashlib
import json

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, JobKind, JobState, ReminderKind
from tasks.jobs.jobs import KEPT_FOR, LOST, select_lost_jobs
from tasks.jobs.works import WORKS, JobFailed, Product, Statement
from tasks.models import Job, JobWorker, MadeFile, User
from tasks.models.stored_files import delete_once_committed, files_fall_with_rows, is_stored, store_content
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine

#: jobs of one person that have not ended
MOST_UNENDED = 10
GONE = "您的账号或权限已有变化，没有办理。"


def compute_job_key(kind: JobKind, arguments: dict) -> str:
    """Computes what tells whether two jobs ask for the same."""
    return hashlib.sha256(json.dumps([kind.value, arguments], sort_keys=True).encode()).hexdigest()


@transaction.atomic
def add_job(*, kind: JobKind, subject: str, arguments: dict, by: User) -> tuple[Job, bool]:
    """Adds a job; where one that asks for the same has not ended, that one is meant.

    Args:
        arguments: JSON values that the work of the kind understands.

    Returns:
        The job, and whether it is new.

    Raises:
        Refused: the role may not, or the person has too many that have not ended.
    """
    government = lock_government(by.home)
    if not can(by, WORKS[kind].permission):
        raise Refused(describe_role_refusal(by))
    end_lost_jobs(person=by)
    key = compute_job_key(kind, arguments)
    unended = Job.objects.filter(person=by, government=government, ended_at=None)
    if same := unended.filter(key=key).first():
        return same, False
    if unended.count() >= MOST_UNENDED:
        raise Refused(f"您已有 {MOST_UNENDED} 项后台任务没有办完，请等其中一项办完后再提交。")
    job = Job.objects.create(
        government=government,
        person=by,
        kind=kind,
        subject=subject[:200],
        arguments=arguments,
        key=key,
        asked_at=clock.get_real_moment(),
    )
    record(EventKind.JOB_ASKED, job, by=by, government_id=government.pk)
    return job, True


@transaction.atomic
def begin_job(*, pk: int, worker_name: str, by: User | None = None) -> Job | None:
    """Begins a job that waits, if its person may still have it done.

    Args:
        worker_name: of a ``JobWorker``, or of nobody where the server itself does the work.
        by: None, since a worker is nobody.

    Returns:
        The job with its person; None if it has begun or ended before, or may not be done any more.
    """
    job = Job.objects.select_for_update(of=("self",)).select_related("person__government").filter(pk=pk).first()
    if job is None or job.state != JobState.WAITING:
        return None
    if job.person.government_id != job.government_id or not can(job.person, WORKS[job.kind].permission):
        _end(job, JobState.FAILED, error=GONE)
        return None
    job.worker = JobWorker.objects.filter(name=worker_name).first()
    job.state, job.begun_at = JobState.RUNNING, clock.get_real_moment()
    job.save(update_fields=["state", "begun_at", "worker"])
    return job


def finish_job(*, pk: int, product: Product | Statement) -> None:
    """Ends a job with what it made, keeps the file and tells the person.

    Raises:
        JobFailed: the kept file of that source has been removed meanwhile.
    """
    with files_fall_with_rows(), transaction.atomic():
        lock_government(Job.objects.select_related("government").get(pk=pk).government)
        job = _lock_running(pk)
        if job is None:
            return
        job.steps_done = job.steps
        if isinstance(product, Statement):
            job.result, told = product.said[:200], product.said
        else:
            job.made, job.file_name = _keep(job, product), product.name[:200]
            told = f"{job.subject} 已生成，可以下载。"
        _end(job, JobState.DONE)
        _tell(job, told)


@transaction.atomic
def fail_job(*, pk: int, error: str, by: User | None = None) -> None:
    """Ends a job that could not be done, and tells the person why.

    Args:
        error: in the words of the page.
        by: as of ``begin_job``.
    """
    job = _lock_running(pk)
    if job is not None:
        _end(job, JobState.FAILED, error=error)
        _tell(job, f"{job.subject} 没有{'生成' if job.kind.makes_file else '完成'}：{error}")


@transaction.atomic
def end_lost_jobs(*, person: User | None = None, by: User | None = None) -> int:
    """Ends the jobs whose worker has ended in the middle, and tells their persons.

    Args:
        person: whose jobs; None for those of everybody.
        by: as of ``begin_job``.

    Returns:
        How many they were.
    """
    lost = select_lost_jobs(clock.get_real_moment())
    keys = list((lost.filter(person=person) if person else lost).values_list("pk", flat=True))
    for pk in keys:
        fail_job(pk=pk, error=LOST)
    return len(keys)


@transaction.atomic
def end_unended_jobs(*, by: User | None = None) -> int:
    """Ends what waited or ran in a restored database, whose queue is of another day.

    Args:
        by: as of ``begin_job``.

    Returns:
        How many they were.
    """
    jobs = Job.objects.select_for_update(of=("self",)).select_related("person").filter(ended_at=None)
    for job in jobs:
        _end(job, JobState.FAILED, error="系统从备份恢复，这一项没有办完。请重新办理。")
    return len(jobs)


@transaction.atomic
def remove_old_jobs(*, by: User | None = None) -> int:
    """Removes the jobs that ended two weeks ago and more, with their places in the queue, the files that no job refers to any more, and
    the workers of machines that are gone.

    Args:
        by: as of ``begin_job``.

    Returns:
        How many jobs they were.
    """
    before = clock.get_real_moment() - KEPT_FOR
    removed = Job.objects.filter(ended_at__lt=before).delete()[0]
    for file in MadeFile.objects.filter(jobs=None, made_at__lt=before).select_for_update(of=("self",)):
        delete_once_committed(file.file)
        file.delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    JobWorker.objects.filter(seen_at__lt=before).delete()
    return removed


def _lock_running(pk: int) -> Job | None:
    jobs = Job.objects.select_for_update(of=("self",)).select_related("person__government", "government")
    return jobs.filter(pk=pk, state=JobState.RUNNING).first()


def _end(job: Job, state: JobState, *, error: str = "") -> None:
    job.state, job.error, job.ended_at = state, error[:500], clock.get_real_moment()
    job.save()
    record(
        EventKind.JOB_ENDED,
        job,
        by=job.person,
        government_id=job.government_id,
        after={label: said for label, said in (("文件", job.file_name), ("结果", job.result)) if said},
        reason=error,
        succeeded=not error,
    )


def _keep(job: Job, product: Product) -> MadeFile:
    """Stores the file, or returns the one of the same source."""
    kept = MadeFile.objects.filter(government=job.government_id, source=product.source).first()
    if kept and is_stored(kept.file):
        return kept
    if product.content is None:
        raise JobFailed("原先生成的文件刚刚清理，请重新办理。")
    row = kept or MadeFile(government=job.government, source=product.source)
    row.size, row.sha256 = len(product.content), hashlib.sha256(product.content).hexdigest()
    row.made_at = clock.get_real_moment()
    store_content(row.file, product.name, ContentFile(product.content))
    row.save()
    return row


def _tell(job: Job, said: str) -> None:
    if can(job.person, Permission.READ_NOTICES):
        line = MessageLine(ReminderKind.JOB, f"job:{job.pk}/ended", said)
        put_notice(message=Message(job.person, f"后台任务：{job.subject}", [line]), by=None)
