"""Rows of 后台任务 that the database refuses, for ``test_constraints``."""

from datetime import timedelta

from django.db.models import Value

from tasks import clock
from tasks.models import Job, JobWorker, MadeFile

#: a worker writes them, who is nobody
DAYS_OF_JOBS = {"Job.begun_at", "Job.ended_at"}


def made(cast, **values) -> MadeFile:
    given = {"government": cast.government, "source": "0" * 64, "file": "made/x", "size": 1, "sha256": "0" * 64}
    return MadeFile.objects.create(made_at=clock.now(), **given | values)


def job(cast, **values) -> Job:
    given = {"government": cast.government, "person": cast.office, "kind": "report_pdf", "subject": "报告 PDF"}
    return Job.objects.create(**given | {"key": "0" * 64, "asked_at": clock.now()} | values)


def ended(cast, **values) -> Job:
    return job(cast, ended_at=clock.now(), **values)


OF_JOBS = {
    "worker_seen_since_begin": lambda cast: JobWorker.objects.create(
        name="甲机", begun_at=clock.now(), seen_at=clock.now() - timedelta(minutes=1)
    ),
    "made_once": lambda cast: [made(cast) for _ in range(2)],
    "job_kind_known": lambda cast: job(cast, kind=Value("tea")),
    "job_state_known": lambda cast: job(cast, state=Value("lost")),
    "one_unended_job": lambda cast: [job(cast) for _ in range(2)],
    "job_with_subject": lambda cast: job(cast, subject=""),
    "job_steps_in_bounds": lambda cast: job(cast, steps_done=2),
    "job_time_of_end": lambda cast: job(cast, ended_at=clock.now()),
    "job_done_has_file_or_result": lambda cast: ended(cast, state="done"),
    "job_failed_says_why": lambda cast: ended(cast, state="failed"),
}
