"""后台任务: the page that follows a job, what it hands out, and to whom."""

import pytest

from tasks.enums import EventKind, JobState
from tasks.jobs.job_actions import begin_job
from tasks.jobs.worker_actions import begin_worker
from tasks.models import Event, Job, Notice
from tests.pages import found, rows, said
from tests.tasks.jobs.test_job_actions import request
from tests.tasks.jobs.works import SUBJECT, add, let_work, work_in_place


@pytest.fixture
def made(monkeypatch, settings) -> list[str]:
    work_in_place(settings)
    return let_work(monkeypatch)


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def test_a_job_that_goes_on_asks_again_without_a_script(cast, made, office):
    begin_worker(name="甲机")
    job = add(cast.office)
    page = office.get(f"/jobs/{job.pk}/")
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.content.decode()
    assert office.get(f"/jobs/{job.pk}/state/").json() == {"goes_on": True, "said": "即将开始。", "done": 0, "steps": 1}
    begin_job(pk=job.pk, worker_name="甲机")
    Job.objects.update(step="正在排版", steps_done=1, steps=3)
    assert office.get(f"/jobs/{job.pk}/state/").json() == {
        "goes_on": True,
        "said": "正在排版……",
        "done": 1,
        "steps": 3,
    }


def test_a_job_that_is_done_gives_its_file_and_leaves_a_trace(cast, made, office):
    job = request(cast.office)
    page = office.get(f"/jobs/{job.pk}/")
    assert ("noscript" in page.content.decode(), found(page, "a.btn")) == (False, ["下载文件（3 字节）"])
    answer = office.get(f"/jobs/{job.pk}/file/")
    assert (b"".join(answer.streaming_content).decode(), "%E7%94%B2.pdf" in answer["Content-Disposition"]) == (
        "甲",
        True,
    )
    assert Event.objects.filter(kind=EventKind.FILE_TAKEN, subject=SUBJECT, actor_id=cast.office.pk).count() == 1
    assert rows(office.get("/jobs/"))[0][:3] == [SUBJECT, "已完成", "“甲.pdf”已生成。"]


def test_the_notice_leads_to_the_job_and_is_read_by_who_looks_on(cast, made, office):
    job = request(cast.office)
    notice = Notice.objects.get(recipient=cast.office)
    page = office.get("/notices/")
    line = notice.reminders.get()
    assert f'value="{line.pk}"' in page.content.decode()
    assert office.post(f"/notices/{notice.pk}/", {"to": line.pk}).url == f"/jobs/{job.pk}/"
    Notice.objects.update(read_at=None)
    assert office.post(f"/jobs/{job.pk}/seen/").status_code == 200
    assert Notice.objects.filter(read_at=None).count() == 0


def test_nobody_else_reads_a_job(cast, made, sign_in):
    job = request(cast.office)
    for path in ("", "state/", "file/"):
        assert sign_in(cast.office_head).get(f"/jobs/{job.pk}/{path}").status_code == 404
    assert rows(sign_in(cast.office_head).get("/jobs/")) == []


def test_who_may_not_any_more_gets_no_file(cast, made, office):
    job = request(cast.office)
    cast.office.role = "viewer"
    cast.office.save()
    assert office.get(f"/jobs/{job.pk}/file/").status_code == 403


def test_a_file_that_is_lost_is_told(cast, made, office):
    job = request(cast.office)
    job.made.file.storage.delete(job.made.file.name)
    answer = office.get(f"/jobs/{job.pk}/file/", follow=True)
    assert said(answer) == ["文件已被清理或损坏，请重新办理。"]


def test_a_job_that_failed_is_done_anew(cast, made, office):
    job = request(cast.office, "坏")
    page = office.get(f"/jobs/{job.pk}/")
    assert [text.strip() for text in found(page, "span")][-1] == "模板第 3 行有误，请修改模板。"
    again = office.post(f"/jobs/{job.pk}/repeat/")
    assert (again.status_code, again.url != f"/jobs/{job.pk}/", Job.objects.count()) == (302, True, 2)
    assert [each.state for each in Job.objects.all()] == [JobState.FAILED] * 2


def test_the_list_takes_as_many_queries_for_many_jobs(cast, made, office, reads_in):
    words = iter("甲乙丙丁")
    reads_in(6, office, "/jobs/", lambda: request(cast.office, next(words)))
