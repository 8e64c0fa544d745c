"""后台任务: asked for once, done for who still may, told at the end, kept for a while."""

from datetime import timedelta

import pytest

from tasks import clock
from tasks.enums import EventKind, JobKind, JobState, Role
from tasks.jobs.job_actions import GONE, MOST_UNENDED, begin_job, end_unended_jobs, finish_job, remove_old_jobs
from tasks.jobs.jobs import KEPT_FOR, LOST, SILENCE, JobProgress, load_job_queue
from tasks.jobs.queue_actions import BROKEN, repeat_job, request_job
from tasks.jobs.worker_actions import begin_worker
from tasks.jobs.works import Product
from tasks.models import Event, Job, JobWorker, MadeFile, Notice
from tasks.permissions import Refused
from tests.tasks.jobs.works import SUBJECT, add, let_work, work_in_place
from tests.together import answers_at_one_moment


@pytest.fixture
def made(monkeypatch, settings) -> list[str]:
    work_in_place(settings)
    return let_work(monkeypatch)


def request(by, word: str = "甲") -> Job:
    """A job that is done in place."""
    job = request_job(kind=JobKind.REPORT_PDF, subject=SUBJECT, arguments={"word": word}, by=by)
    job.refresh_from_db()
    return job


def read_made(job: Job) -> bytes:
    with job.made.file.open() as file:
        return file.read()


def read_told(user) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(recipient=user).values_list("subject", "body").order_by("pk"))


def run_on(worker: JobWorker, job: Job) -> Job:
    begin_job(pk=job.pk, worker_name=worker.name)
    job.refresh_from_db()
    return job


def said_of(job: Job) -> tuple[JobState, str]:
    progress = JobProgress(Job.objects.get(pk=job.pk), load_job_queue())
    return progress.state, progress.said


def test_what_a_job_made_is_kept_and_told(cast, made):
    job = request(cast.office)
    assert (job.state, job.file_name, read_made(job), job.steps_done) == (
        JobState.DONE,
        "甲.pdf",
        "甲".encode(),
        3,
    )
    assert read_told(cast.office) == [(f"后台任务：{SUBJECT}", f"{SUBJECT} 已生成，可以下载。")]
    events = Event.objects.filter(kind__in=(EventKind.JOB_ASKED, EventKind.JOB_ENDED)).order_by("pk")
    assert [(event.kind, event.actor_name, event.after) for event in events] == [
        (EventKind.JOB_ASKED, cast.office.name, {}),
        (EventKind.JOB_ENDED, cast.office.name, {"文件": "甲.pdf"}),
    ]


def test_the_same_content_is_made_once_also_for_somebody_else(cast, made):
    first, second = request(cast.office), request(cast.office_head)
    assert (made, first.made_id == second.made_id, MadeFile.objects.count()) == (["甲"], True, 1)
    first.made.file.storage.delete(first.made.file.name)
    Job.objects.update(made=None, state=JobState.FAILED, error="E", file_name="")
    MadeFile.objects.all().delete()
    request(cast.office)
    assert made == ["甲", "甲"]


@pytest.mark.parametrize(
    ("word", "error"), [("坏", "模板第 3 行有误，请修改模板。"), ("错", BROKEN)], ids=["expected", "unexpected"]
)
def test_a_job_that_fails_says_so_without_what_somebody_wrote(cast, made, word, error, caplog):
    job = request(cast.office, word)
    assert (job.state, job.error, job.made) == (JobState.FAILED, error, None)
    assert read_told(cast.office) == [(f"后台任务：{SUBJECT}", f"{SUBJECT} 没有生成：{error}")]


def test_who_may_not_is_refused(cast, made):
    with pytest.raises(Refused):
        add(cast.clerk)
    assert Job.objects.count() == 0


def test_nobody_fills_the_queue(cast, made):
    for number in range(MOST_UNENDED):
        add(cast.office, str(number))
    assert add(cast.office, "0").pk == Job.objects.order_by("pk").first().pk
    with pytest.raises(Refused, match="您已有 10 项后台任务没有办完，请等其中一项办完后再提交。"):
        add(cast.office, "另一项")
    assert add(cast.office_head, "另一项")


def test_a_job_of_who_may_not_any_more_does_nothing(cast, made):
    job = add(cast.office)
    cast.office.role, cast.office.unit = Role.CLERK, cast.lead_unit
    cast.office.save()
    assert begin_job(pk=job.pk, worker_name="甲机") is None
    job.refresh_from_db()
    assert (job.state, job.error, made) == (JobState.FAILED, GONE, [])


def test_a_job_begins_once(cast, made):
    job = add(cast.office)
    assert begin_job(pk=job.pk, worker_name="甲机") == job
    assert begin_job(pk=job.pk, worker_name="甲机") is None


def test_one_whose_worker_is_silent_is_lost_and_may_be_done_anew(cast, made):
    worker = begin_worker(name="甲机")
    job = run_on(worker, add(cast.office))
    assert said_of(job) == (JobState.RUNNING, "正在准备……")
    long_ago = clock.get_real_moment() - SILENCE - timedelta(seconds=1)
    JobWorker.objects.update(begun_at=long_ago, seen_at=long_ago)
    assert said_of(job) == (JobState.FAILED, LOST)
    again = repeat_job(job=job, by=cast.office)
    job.refresh_from_db()
    again.refresh_from_db()
    assert (job.state, job.error, again.state) == (JobState.FAILED, LOST, JobState.DONE)


def test_a_worker_that_begins_anew_ends_what_it_had_left(cast, made):
    job = run_on(begin_worker(name="甲机"), add(cast.office))
    elsewhere = run_on(begin_worker(name="乙机"), add(cast.office, "乙"))
    begin_worker(name="甲机")
    job.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (job.state, elsewhere.state) == (JobState.FAILED, JobState.RUNNING)
    assert read_told(cast.office) == [(f"后台任务：{SUBJECT}", f"{SUBJECT} 没有生成：{LOST}")]
    finish_job(pk=job.pk, product=Product("甲.pdf", "0" * 64, b"late"))
    assert MadeFile.objects.count() == 0


def test_a_job_that_waits_says_for_what(cast, made):
    job, next_one = add(cast.office), add(cast.office, "乙")
    assert said_of(job) == (
        JobState.WAITING,
        "后台进程没有运行，请告知系统管理员；启动后会自动办理，不用重新提交。",
    )
    begin_worker(name="甲机")
    assert [said_of(each)[1] for each in (job, next_one)] == ["即将开始。", "前面还有 1 项，按先后办理。"]


def test_old_jobs_go_with_their_files(cast, made, settings):
    old, young = request(cast.office), request(cast.office, "乙")
    long_ago = clock.get_real_moment() - KEPT_FOR - timedelta(hours=1)
    Job.objects.filter(pk=old.pk).update(ended_at=long_ago)
    MadeFile.objects.update(made_at=long_ago)
    assert remove_old_jobs() == 1
    assert (list(Job.objects.all()), list(MadeFile.objects.all())) == ([young], [young.made])


def test_a_restored_database_goes_on_with_nothing(cast, made):
    job = add(cast.office)
    assert end_unended_jobs() == 1
    job.refresh_from_db()
    assert (job.state, begin_job(pk=job.pk, worker_name="甲机")) == (JobState.FAILED, None)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_one_moment_make_one_job(cast, made):
    jobs = answers_at_one_moment(*[lambda: add(cast.office)] * 2)
    assert (jobs[0] == jobs[1], Job.objects.count()) == (True, 1)
