"""后台任务 in a real browser: the page follows the job, and the number of unread notices follows the inbox."""

from hashlib import sha256

from playwright.sync_api import expect

from tasks.jobs.job_actions import begin_job, finish_job
from tasks.jobs.worker_actions import begin_worker
from tasks.jobs.works import Product
from tasks.models import Job, Notice
from tests.tasks.jobs.works import add, let_work


def test_who_looks_on_sees_the_end_and_is_not_told_again(browse, cast, monkeypatch, width, fits):
    let_work(monkeypatch)
    worker, job = begin_worker(name="甲机"), add(cast.office)
    page = browse(cast.office, width)
    page.goto(f"/jobs/{job.pk}/")
    expect(page.get_by_role("status")).to_have_text("即将开始。")
    assert fits(page)
    begin_job(pk=job.pk, worker_name=worker.name)
    Job.objects.filter(pk=job.pk).update(step="正在转换为 PDF", steps_done=2, steps=3)
    expect(page.get_by_role("status")).to_have_text("正在转换为 PDF……")
    assert page.get_by_role("progressbar").evaluate("bar => bar.value / bar.max") == 2 / 3
    finish_job(pk=job.pk, product=Product("报告.pdf", sha256(b"").hexdigest(), b"%PDF"))
    expect(page.get_by_role("link", name="下载文件（4 字节）")).to_be_visible()
    assert Notice.objects.filter(recipient=cast.office, read_at=None).count() == 0


def test_the_number_of_unread_notices_comes_by_itself(browse, cast, monkeypatch):
    let_work(monkeypatch)
    page = browse(cast.office)
    page.clock.install()
    page.goto("/tasks/")
    job = add(cast.office)
    begin_job(pk=job.pk, worker_name="甲机")
    finish_job(pk=job.pk, product=Product("报告.pdf", sha256(b"").hexdigest(), b"%PDF"))
    page.clock.fast_forward("01:01")
    expect(page.locator("[data-unread]")).to_contain_text("1 条未读")
